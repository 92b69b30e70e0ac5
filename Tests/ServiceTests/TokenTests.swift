import Foundation
import Testing
import TokenSupport

/// Tokens of an issuer, with the running binary.
struct TokenTests {
    private static let end = Int64(Date(timeIntervalSinceNow: 3_600).timeIntervalSince1970)

    private func settings(_ file: URL) -> [String] {
        [
            "--set", "tokens.jwks=\(file.path)", "--set", "tokens.issuer=\(TokenIssuer.name)",
            "--set", "tokens.audience=\(TokenIssuer.audience)",
        ]
    }

    private func file(_ issuers: TokenIssuer...) throws -> URL {
        let file = try TemporaryFolder.make().appending(path: "issuer.json")
        try write(issuers, to: file)
        return file
    }

    private func write(_ issuers: [TokenIssuer], to file: URL) throws {
        try Data(TokenIssuer.keySet(issuers.map { $0.key() })).write(to: file, options: .atomic)
    }

    private func status(_ service: RunningService, _ issuer: TokenIssuer) throws -> Int {
        let token = try issuer.token(scope: "operator", expiry: Self.end)
        let options = ["-H", "Authorization: Bearer \(token)"]
        return try Curl(service.address + "/v1/book", options: options).status
    }

    private func health(_ service: RunningService, _ issuer: TokenIssuer) throws -> [String: Any] {
        let token = try issuer.token(scope: "operator", expiry: Self.end)
        let options = ["-H", "Authorization: Bearer \(token)"]
        return try Curl(service.address + "/healthz", options: options).json()
    }

    @Test func `a running service takes keys that change, and keeps them when the file is bad`()
        async throws
    {
        let (old, new) = try await (
            TokenIssuer("RS256", id: "old"), TokenIssuer("EdDSA", id: "new")
        )
        let file = try file(old)
        let service = try RunningService(arguments: settings(file), keepsLog: true)
        #expect(try status(service, old) == 200)
        #expect(try status(service, new) == 401)

        try write([old, new], to: file)
        #expect(service.waitForLog("2 keys for tokens are in force") != nil)
        #expect(try status(service, old) == 200)
        #expect(try status(service, new) == 200)

        try Data("{".utf8).write(to: file)
        #expect(service.waitForLog("the keys for tokens were not replaced") != nil)
        #expect(try status(service, new) == 200)
        let sick = try health(service, new)
        #expect(sick["status"] as? String == "warn")
        let checks = try #require(sick["checks"] as? [String: Any])
        #expect("\(checks["access:tokens"] ?? "")".contains("issuer.json"))

        try FileManager.default.removeItem(at: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("the keys for tokens were not replaced") != nil)
        #expect(try status(service, old) == 200)

        try write([new], to: file)
        #expect(service.waitForLog("1 keys for tokens are in force") != nil)
        #expect(try status(service, old) == 401)
        #expect(try status(service, new) == 200)
        #expect(try health(service, new)["status"] as? String == "pass")
        #expect(service.kill(SIGTERM) == 0)
    }

    private static let tracer = "/usr/bin/strace"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: tracer)))
    func `says why the file is not watched, and reads it again at SIGHUP all the same`()
        async throws
    {
        let (old, new) = try await (
            TokenIssuer("ES256", id: "old"), TokenIssuer("ES256", id: "new")
        )
        let file = try file(old)
        let trace = try TemporaryFolder.make().appending(path: "trace")
        let failing = ["-e", "trace=inotify_init1", "-e", "inject=inotify_init1:error=EMFILE"]
        let service = try RunningService(
            arguments: settings(file),
            launcher: [Self.tracer, "-f", "-D", "-qq", "-o", trace.path] + failing,
            keepsLog: true
        )
        let line = try #require(service.waitForLog("the keys for tokens are not watched"))
        #expect(line.contains("inotify_init1") && line.contains("open files"), "\(line)")
        try write([new], to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("1 keys for tokens are in force") != nil)
        #expect(try status(service, new) == 200)
    }

    @Test func `a key that fits no place of a token opens nothing over the wire`() async throws {
        let issuer = try await TokenIssuer("ES256", id: "k1")
        let service = try RunningService(arguments: settings(try file(issuer)))
        let good = try issuer.token(scope: "operator", expiry: Self.end)
        let parts = good.split(separator: ".")
        let bad = [
            try issuer.token(header: #"{"alg":"none","kid":"k1"}"#, claims: "{}"),
            "\(parts[0]).\(parts[1]).",
            try issuer.token(scope: "operator", expiry: 1_000),
            String(repeating: "x", count: 8_000),
        ]
        for token in bad {
            let answer = try Curl(
                service.address + "/v1/book",
                options: ["-H", "Authorization: Bearer \(token)"]
            )
            #expect(answer.status == 401, "\(answer.body)")
        }
        #expect(try Curl(service.address + "/v1/book?access_token=\(good)").status == 401)
        #expect(try Curl(service.address + "/v1/policies/\(good)").status == 401)
        #expect(try status(service, issuer) == 200)
    }

    @Test func `does not start with a file of keys that it cannot use`() async throws {
        let issuer = try await TokenIssuer("ES256", id: "k1")
        let file = try file(issuer)
        let unpublishable = try TokenIssuer.keySet([issuer.key(["d": "AAAA"])])
        let start = ["serve", "--port", "0", "--data", try TemporaryFolder.make().path]
        for content in [unpublishable, Array("{}".utf8)] {
            try Data(content).write(to: file)
            let result = try Binary.run(start + settings(file))
            #expect(result.status == 1)
            #expect(result.errors.contains("issuer.json"), "\(result.errors)")
        }
        try FileManager.default.removeItem(at: file)
        #expect(try Binary.run(start + settings(file)).status == 1)
        let alone = try Binary.run(start + ["--set", "tokens.jwks=\(file.path)"])
        #expect(alone.status == 1 && alone.errors.contains("tokens.issuer"))
    }

    @Test func `an issuer is enough for a service that others can reach`() async throws {
        let certificate = try TestCertificate(name: "localhost")
        let file = try file(try await TokenIssuer("ES256", id: "k1"))
        let service = try RunningService(
            listen: ["https://0.0.0.0:0"],
            arguments: certificate.settings + settings(file)
        )
        #expect(service.kill(SIGTERM) == 0)
    }
}
