import LeewayService
import PolicyBook
import TestSupport
import Testing
import TokenSupport

/// A service that takes tokens, at a time of the test's choice.
struct TokenService {
    static let time = "2026-11-22T10:00:00Z"
    /// The same in seconds since 1970.
    static let now = Instant(rfc3339: time)?.seconds ?? 0
    static let hour: Int64 = 3_600

    let service: ServiceInMemory

    /// Takes tokens of these issuers by the usual rules, changed by `change`.
    init(
        _ issuers: TokenIssuer...,
        change: (inout TokenRules) -> Void = { _ in },
        log: (sink: any LogSink, format: LogFormat)? = nil
    ) async throws {
        try self.init(await Self.keys(issuers), change: change, log: log)
    }

    /// Takes tokens signed by these keys.
    init(
        _ keys: TokenKeys,
        change: (inout TokenRules) -> Void = { _ in },
        log: (sink: any LogSink, format: LogFormat)? = nil
    ) throws {
        var access = Access()
        access.tokens = TokenVerifier(keys, Self.rules(change))
        service = try ServiceInMemory(
            "Tests/Fixtures/sample-book",
            at: Self.time,
            access: access,
            log: log
        )
    }

    static func keys(_ issuers: [TokenIssuer]) async throws -> TokenKeys {
        try await TokenKeys(set: TokenIssuer.keySet(issuers.map { $0.key() }))
    }

    static func rules(_ change: (inout TokenRules) -> Void = { _ in }) -> TokenRules {
        var rules = TokenRules()
        rules.issuer = TokenIssuer.name
        rules.audiences = [TokenIssuer.audience]
        change(&rules)
        return rules
    }

    /// What `/v1/book`, a route for operators, says to a token.
    func answer(to token: String) -> ReceivedResponse {
        var client = service.client()
        return client.get("/v1/book", fields: [IssuedKey.field(token)])
    }
}
