import BookLoader
import Foundation
import LeewayService
import Logging
import Synchronization
import Testing
import TokenSupport

@testable import leeway

/// What SIGHUP changes of the settings, with the running binary.
struct SettingsReloadTests {
    private func write(_ text: String, to file: URL) throws {
        try Data(text.utf8).write(to: file)
    }

    private func origin(_ service: RunningService) throws -> String? {
        let page = ["Origin": "https://shop.example"]
        return try Curl(service.address + "/v1/policies", fields: page)
            .fields["access-control-allow-origin"]
    }

    @Test func `what can change is taken, what cannot is named, and a bad file changes nothing`()
        throws
    {
        let file = try TemporaryFolder.make().appending(path: "leeway.yaml")
        try write("limits: {exempt: none, requests_per_address: 0}", to: file)
        let service = try RunningService(
            arguments: ["--open", "--config", file.path, "--set", "limits.burst_per_address=2"],
            keepsLog: true
        )
        #expect(try origin(service) == nil)

        try write(
            """
            limits: {exempt: none, requests_per_address: 0, backlog: 17, burst_per_address: 9}
            cors: {origins: [https://shop.example]}
            log: {level: debug}
            """,
            to: file
        )
        service.signal(SIGHUP)
        #expect(service.waitForLog("`log.level` has changed and is in force") != nil)
        #expect(service.waitForLog("`cors.origins` has changed and is in force") != nil)
        #expect(service.waitForLog("`limits.backlog` has changed and needs a restart") != nil)
        #expect(service.waitForLog("the book's files are as they were") != nil)
        #expect(try origin(service) == "https://shop.example")

        try write("cors: {origins: [shop.example]}\nlimit: 1", to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("the settings hold 2 faults") != nil)
        #expect(service.waitForLog("leeway.yaml:1:18") != nil)
        #expect(try origin(service) == "https://shop.example")
        let sick = try Curl(service.address + "/healthz").json()
        #expect(sick["status"] as? String == "warn")
        #expect("\(sick)".contains("settings:file"))

        // The flag still overrides the file: two at once.
        try write("limits: {exempt: none, requests_per_address: 1}", to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("`limits.requests_per_address` has changed") != nil)
        let urls = "\(service.address)/livez?[1-50]"
        let options = ["--silent", "--output", "/dev/null", "--write-out", "%{http_code} "]
        let curl = try Command.run(URL(filePath: "/usr/bin/curl"), options + [urls])
        #expect(curl.output.hasPrefix("200 200 429 "), "\(curl.output)")
        #expect(service.kill(SIGTERM) == 0)
    }

    @Test func `the level of the settings is what holds again when everything was logged`() throws {
        let file = try TemporaryFolder.make().appending(path: "leeway.yaml")
        try write("log: {level: warning}", to: file)
        let service = try RunningService(
            arguments: ["--open", "--config", file.path],
            keepsLog: true
        )
        service.signal(SIGUSR1)
        #expect(service.waitForLog("logging from debug on") != nil)
        try write("log: {level: info}", to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("`log.level` has changed") != nil)
        #expect(service.waitForLog("the book's files are as they were") != nil)
        service.signal(SIGUSR1)
        #expect(service.waitForLog("logging from info on") != nil)
    }

    @Test func `rules for tokens wait for a restart where their keys' file is another`()
        async throws
    {
        let issuer = try await TokenIssuer("ES256", id: "k1")
        let folder = try TemporaryFolder.make()
        let file = folder.appending(path: "leeway.yaml")
        for name in ["old.json", "new.json"] {
            let keys = try TokenIssuer.keySet([issuer.key()])
            try Data(keys).write(to: folder.appending(path: name))
        }
        func tokens(_ keys: String, _ issuer: String, _ audience: String) -> String {
            let path = folder.appending(path: keys).path
            return "tokens: {jwks: \(path), issuer: '\(issuer)', audience: [\(audience)]}\n"
        }
        try write(tokens("old.json", TokenIssuer.name, TokenIssuer.audience), to: file)
        let service = try RunningService(arguments: ["--config", file.path], keepsLog: true)
        let end = Int64(Date(timeIntervalSinceNow: 3_600).timeIntervalSince1970)
        let token = try issuer.token(scope: "operator", expiry: end)
        func status() throws -> Int {
            let options = ["-H", "Authorization: Bearer \(token)"]
            return try Curl(service.address + "/v1/book", options: options).status
        }
        #expect(try status() == 200)

        let origins = "cors: {origins: [https://shop.example]}\n"
        try write(tokens("new.json", "https://new.example", "new") + origins, to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("`cors.origins` has changed and is in force") != nil)
        for name in ["jwks", "issuer", "audience"] {
            #expect(service.waitForLog("`tokens.\(name)` has changed and needs a restart") != nil)
        }
        #expect(try status() == 200)

        try write(tokens("old.json", TokenIssuer.name, "new") + origins, to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("`tokens.audience` has changed and is in force") != nil)
        #expect(try status() == 401)
    }

    @Test func `a log that is told of a change may have the settings read again`() throws {
        let variables = ["LEEWAY_CORS_ORIGINS": "https://shop.example"]
        let access = AccessInForce(Access())
        let again = Mutex<SettingsKeeper?>(nil)
        let keeper = SettingsKeeper(
            Settings(),
            evaluate: { EffectiveSettings(file: nil, variables: variables, flags: []) },
            access,
            ServiceState(),
            // Never closed: it writes where the tests do.
            try LogWriter(.text, .error),
            Logger(label: "test") { _ in
                ToldMessages { _ in again.withLock { $0.take() }?.reload() }
            }
        )
        again.withLock { $0 = keeper }
        keeper.reload()
        #expect(access.reading().snapshot.origins == ["https://shop.example"])
    }

    @Test func `a file of keys that is gone or broken keeps the keys, and shows in the health`()
        throws
    {
        let data = try TemporaryFolder.make()
        let made = try Binary.run(["keys", "create", "--scope", "operator", "--data", data.path])
        let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let service = try RunningService(arguments: [], dataFolder: data, keepsLog: true)
        let file = data.appending(path: "keys.json")
        let options = ["-H", "Authorization: Bearer \(key)"]
        func health() throws -> String {
            let checks = try Curl(service.address + "/healthz", options: options).json()["checks"]
            return "\((checks as? [String: Any])?["access:keys"] ?? "")"
        }
        #expect(try health() == "")
        let content = try Data(contentsOf: file)
        try FileManager.default.removeItem(at: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("the keys were not replaced") != nil)
        #expect(try health().contains("no such file"))
        try write("{", to: file)
        service.signal(SIGHUP)
        #expect(service.waitForLog("the keys were not replaced") != nil)
        #expect(try health().contains("keys.json"))
        #expect(try Curl(service.address + "/v1/book", options: options).status == 200)
        let anyone = try Curl(service.address + "/healthz")
        #expect(anyone.body.contains("the log says why") && !anyone.body.contains("keys.json"))
        try content.write(to: file, options: .atomic)
        service.signal(SIGHUP)
        #expect(service.waitForLog("1 keys are in force") != nil)
        #expect(try health() == "")
    }

    @Test func `a file of keys that the settings name and that is not there shows in the health`()
        throws
    {
        let file = try TemporaryFolder.make().appending(path: "keys.json")
        let service = try RunningService(arguments: ["--open", "--set", "keys=\(file.path)"])
        let body = try Curl(service.address + "/healthz").body
        #expect(body.contains("no such file"))
        // Nothing was in force that could stay.
        #expect(body.contains("the file cannot be used and changes nothing"), "\(body)")
    }
}
