import Foundation
import Testing

/// `leeway keys`, and what a running service makes of it.
struct KeysCommandTests {
    private func keys(_ data: URL, _ arguments: [String]) throws -> (text: String, errors: String) {
        let result = try Binary.run(["keys"] + arguments + ["--data", data.path])
        #expect(result.status == 0, "\(result.errors)")
        return (result.output.trimmingCharacters(in: .newlines), result.errors)
    }

    /// Asks until the answer is as expected: the file is watched.
    private func waits(_ service: RunningService, _ key: String, for status: Int) throws -> Bool {
        let options = ["-H", "Authorization: Bearer \(key)"]
        for _ in 0..<500 {
            if try Curl(service.address + "/v1/book", options: options).status == status {
                return true
            }
        }
        return false
    }

    @Test func `a running service takes a new key, a rotated one, and none that is revoked`() throws
    {
        let data = try TemporaryFolder.make()
        let first = try keys(data, ["create", "--scope", "operator", "--name", "first"]).text
        let service = try RunningService(arguments: [], dataFolder: data)
        #expect(try waits(service, first, for: 200))
        #expect(try Curl(service.address + "/v1/book").status == 401)

        let second = try keys(data, ["create", "--scope", "operator"]).text
        #expect(try waits(service, second, for: 200))

        let id = String(first.split(separator: "_")[1])
        let rotated = try keys(data, ["rotate", id]).text
        #expect(try waits(service, rotated, for: 200))
        #expect(try waits(service, first, for: 200))
        let list = try keys(data, ["list"]).text
        #expect(
            list.contains(id) && list.contains("older secret until") && list.contains("# first")
        )
        for secret in [first, second, rotated] {
            #expect(!list.contains(secret.suffix(32)))
        }

        _ = try keys(data, ["revoke", id])
        #expect(try waits(service, rotated, for: 401))
        #expect(try waits(service, first, for: 401))
        #expect(try waits(service, second, for: 200))
    }

    @Test func `a service whose data folder was not there takes its first key`() throws {
        let data = try TemporaryFolder.make().appending(path: "data")
        let service = try RunningService(arguments: [], dataFolder: data)
        let key = try keys(data, ["create", "--scope", "operator"]).text
        #expect(try waits(service, key, for: 200))
    }

    @Test func `only the owner may read the file`() throws {
        let data = try TemporaryFolder.make()
        _ = try keys(data, ["create", "--scope", "staff"])
        let path = data.appending(path: "keys.json").path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `keys that are made at the same time are all kept`() throws {
        let data = try TemporaryFolder.make()
        let processes = try (0..<8)
            .map { _ in
                let process = Process()
                process.executableURL = Binary.leeway
                process.arguments = ["keys", "create", "--scope", "staff", "--data", data.path]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                return process
            }
        for process in processes { process.waitUntilExit() }
        #expect(try keys(data, ["list"]).text.split(separator: "\n").count == 8)
    }

    @Test(arguments: [
        ([], "--scope"), (["--scope", "root"], "root"),
        (["--origin", "https://shop.example/"], "no web origin"),
        (["--origin", "https://shop.example", "--scope", "staff"], "public alone"),
        (["--scope", "staff", "--role", "agent"], "--staff-id"),
        (["--scope", "staff", "--team", "t-1"], "--staff-id"),
        (["--scope", "staff", "--asserts-staff", "--staff-id", "s-1"], "exclude"),
        (["--scope", "staff", "--expires", "soon"], "soon"),
    ])
    func `says what is wrong with a key to be`(arguments: [String], words: String) throws {
        let data = try TemporaryFolder.make()
        let result = try Binary.run(["keys", "create", "--data", data.path] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: data.appending(path: "keys.json").path))
    }

    @Test func `a colleague's key says in its checks who the colleague is, and in which team`()
        throws
    {
        let data = try TemporaryFolder.make()
        let colleague = ["--staff-id", "s-1", "--role", "agent", "--team", "t-1"]
        let key = try keys(data, ["create", "--scope", "staff"] + colleague).text
        #expect(try keys(data, ["list"]).text.contains("staff s-1 (agent, t-1)"))
        let service = try RunningService(arguments: [], dataFolder: data)
        #expect(try waits(service, key, for: 403))
        func status(team: String) throws -> Int {
            let check =
                #"{"staff":{"id":"s-1","role":"agent","team":"\#(team)"},"remedy":"refund"}"#
            let fields = ["Authorization": "Bearer \(key)"]
            let address = service.address + "/v1/discretion/check"
            return try Curl(address, json: check, fields: fields).status
        }
        #expect(try status(team: "t-1") == 200)
        #expect(try status(team: "t-2") == 403)
    }

    @Test(arguments: ["revoke", "rotate"])
    func `says that there is no such key`(command: String) throws {
        let data = try TemporaryFolder.make()
        let result = try Binary.run(["keys", command, "0123456789", "--data", data.path])
        #expect(result.status == 1)
        #expect(result.errors.contains("no key `0123456789`"))
    }

    @Test func `a service does not start with a file of keys that it cannot read`() throws {
        let data = try TemporaryFolder.make()
        try Data("{".utf8).write(to: data.appending(path: "keys.json"))
        let result = try Binary.run(["serve", "--port", "0", "--data", data.path])
        #expect(result.status == 1)
        #expect(result.errors.contains("keys.json"))
    }

    @Test func `prints a key for development that opens every route`() throws {
        let process = Process()
        process.executableURL = Binary.leeway
        process.currentDirectoryURL = Binary.root
        let data = try TemporaryFolder.make()
        process.arguments = ["serve", "--port", "0", "--data", data.path, "--development-key"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var output = ""
        while !output.contains(/listening on .*\n/) {
            let more = pipe.fileHandleForReading.availableData
            try #require(!more.isEmpty, "leeway ended without listening")
            output += String(decoding: more, as: UTF8.self)
        }
        let key = try #require(output.firstMatch(of: /development key (lw_\S+)\n/)).output.1
        let address = try #require(output.firstMatch(of: /listening on (\S+)\n/)).output.1
        let options = ["-H", "Authorization: Bearer \(key)"]
        #expect(try Curl(address + "/v1/book", options: options).status == 200)
        #expect(try Curl(String(address) + "/v1/book").status == 401)
    }

    @Test(arguments: [[], ["--listen", "https://0.0.0.0:0"], ["--listen", "http://[::]:0"]])
    func `refuses to be reached from elsewhere without TLS or keys`(listen: [String]) throws {
        let certificate = try TestCertificate(name: "localhost")
        let data = try TemporaryFolder.make()
        let place = listen.isEmpty ? ["--host", "0.0.0.0", "--port", "0"] : listen
        let base = ["serve", "--data", data.path] + certificate.settings + place
        let isSecure = listen.contains("https://0.0.0.0:0")
        if !isSecure { _ = try keys(data, ["create", "--scope", "staff"]) }
        let result = try Binary.run(base)
        #expect(result.status == 1)
        #expect(result.errors.contains(isSecure ? "leeway keys create" : "tls.certificate"))
        #expect(result.errors.contains("--insecure"))
        let more = try Binary.run(base + ["--development-key"])
        #expect(more.status == 1)
        #expect(more.errors.contains("loopback"))
    }
}
