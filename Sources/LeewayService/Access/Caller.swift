import HTTPWire

/// Who sent a request, as far as it was proven.
struct Caller: Sendable {
    /// The key that came with the request; nil where none did.
    let key: APIKeyID?
    let scopes: ScopeSet
    /// Whether the request may say who the member of staff is.
    let assertsStaff: Bool

    /// Without a key.
    static let anyone = Caller(key: nil, scopes: .publicOnly, assertsStaff: false)
    /// Of a service that is open.
    static let trusted = Caller(key: nil, scopes: .all, assertsStaff: true)

    func permits(_ scope: Scope) -> Bool {
        scopes.contains(ScopeSet(scope))
    }

    /// Refuses a caller that lacks the scope.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` without a key, ``Problem/Kind/forbidden`` with one;
    /// both with the challenge of RFC 6750 section 3.
    func require(_ scope: Scope) throws(Problem) {
        guard !permits(scope) else { return }
        guard key != nil else {
            throw .challenge(
                .notAuthenticated,
                "this path needs a key with the scope `\(scope.rawValue)`, sent as "
                    + "`Authorization: Bearer lw_…`; `leeway keys create` makes one"
            )
        }
        throw .challenge(
            .forbidden,
            "this path needs the scope `\(scope.rawValue)`, which the key lacks",
            error: "insufficient_scope",
            scope: scope
        )
    }
}

extension Problem {
    /// A refusal with its `WWW-Authenticate` (RFC 9110 section 11.6.1, RFC 6750 section 3).
    static func challenge(
        _ kind: Kind,
        _ detail: String,
        error: String? = nil,
        scope: Scope? = nil
    ) -> Problem {
        var challenge = #"Bearer realm="leeway""#
        if let error { challenge += #", error="\#(error)""# }
        if let scope { challenge += #", scope="\#(scope.rawValue)""# }
        var problem = Problem(kind, detail)
        problem.fields = [.init(.wwwAuthenticate, challenge)]
        return problem
    }

    /// The refusal of a credential that is none, or no longer.
    static func badCredential(_ detail: String) -> Problem {
        challenge(.notAuthenticated, detail, error: "invalid_token")
    }
}
