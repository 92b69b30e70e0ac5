import Foundation
import Testing

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
        #expect(try Curl(service.address + "/healthz").body.contains("no such file"))
    }
}
