import Foundation
import Testing

/// How the command line behaves, and what the service says when it cannot start.
struct StartupTests {
    @Test func `names its version and explains itself`() throws {
        let version = try Binary.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.contains(/^\d+\.\d+\.\d+/))
        let help = try Binary.run(["serve", "--help"])
        #expect(help.status == 0)
        for flag in [
            "--config", "--set", "--listen", "--host", "--port", "--book", "--data", "--open",
        ] {
            #expect(help.output.contains(flag))
        }
    }

    @Test func `checks the example book without finding an error`() throws {
        let check = try Binary.run(["check", "Config/book"])
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("no errors"))
        let quiet = try Binary.run(["check", "--quiet", "Config/book"])
        #expect(quiet.status == 0)
        #expect(quiet.output + quiet.errors == "")
    }

    @Test(arguments: [
        ["serve", "--nope"], ["serve", "--set", "limits.body"], ["check"], ["check", "a", "b"],
        ["sing"],
    ])
    func `a command line that is not understood ends with 64`(arguments: [String]) throws {
        let result = try Binary.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("Usage: leeway"), "\(result.errors)")
    }

    @Test(arguments: [("bash", "complete"), ("zsh", "#compdef leeway"), ("fish", "complete -c")])
    func `completes its commands in a shell`(shell: String, words: String) throws {
        let result = try Binary.run(["--generate-completion-script", shell])
        #expect(result.status == 0)
        #expect(result.output.contains(words))
        #expect(result.output.contains("healthcheck"))
    }

    @Test func `the metadata names the address that the settings say`() throws {
        let setting = "public_url=https://leeway.example"
        let service = try RunningService(arguments: ["--open", "--set", setting])
        let answer = try Curl(service.address + "/.well-known/authzen-configuration")
        #expect(answer.status == 200)
        let metadata = try answer.json()
        #expect(metadata["policy_decision_point"] as? String == "https://leeway.example")
        #expect(
            metadata["search_action_endpoint"] as? String
                == "https://leeway.example/access/v1/search/action"
        )
    }

    @Test(arguments: ["check", "serve"])
    func `says every fault of a book with its place and ends with 1`(command: String) throws {
        let folder = try TemporaryFolder.make()
        let book = folder.appending(path: "book")
        try FileManager.default.copyItem(
            at: Binary.root.appending(path: "Config/book"),
            to: book
        )
        let policies = book.appending(path: "policies/returns")
        try Self.edit(policies.appending(path: "no-receipt.yaml")) {
            $0.replacing("own_order", with: "own_ordr")
                .replacing("topic: returns", with: "topic: retuns")
        }
        try Self.edit(policies.appending(path: "defect.yaml")) { $0 + "\nvisiblity: staff\n" }
        let arguments =
            command == "check"
            ? ["check", book.path]
            : ["serve", "--port", "0", "--book", book.path, "--data", folder.path]
        let result = try Binary.run(arguments)
        #expect(result.status == 1)
        let said = command == "check" ? result.output : result.errors
        #expect(said.contains(/no-receipt\.yaml:\d+:\d+: error:/))
        #expect(said.contains("own_order"))
        #expect(said.contains("did you mean `returns`?"))
        #expect(said.contains(/defect\.yaml:\d+:\d+: error:/))
        #expect(said.contains("visibility"))
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1"])
    func `refuses to open every route beyond loopback`(host: String) throws {
        let result = try Binary.run(["serve", "--open", "--host", host, "--port", "0"])
        #expect(result.status == 1)
        #expect(result.errors.contains("loopback"))
    }

    @Test func `says that the port is taken`() throws {
        let first = try RunningService()
        let result = try Binary.run([
            "serve", "--host", "127.0.0.1", "--port", "\(first.port)",
            "--data", try TemporaryFolder.make().path,
        ])
        #expect(result.status == 2)
        #expect(result.errors.contains("\(first.port)"))
        #expect(result.errors.contains("in use"))
    }

    @Test func `says that the store cannot be written`() throws {
        let file = try TemporaryFolder.make().appending(path: "a-file")
        try Data("x".utf8).write(to: file)
        let data = file.appending(path: "data").path
        let result = try Binary.run(["serve", "--port", "0", "--data", data])
        #expect(result.status == 2)
        #expect(result.errors.contains(data))
    }

    @Test func `settings come from the file, then variables, then flags`() throws {
        let folder = try TemporaryFolder.make()
        let config = folder.appending(path: "leeway.yaml")
        try Data("host: 127.0.0.2\nport: 0\nopen: true\nlog:\n  level: error\n".utf8)
            .write(to: config)
        func address(_ environment: [String: String], _ flags: [String]) throws -> String {
            let process = Process()
            process.executableURL = Binary.leeway
            process.currentDirectoryURL = Binary.root
            process.arguments =
                ["serve", "--config", config.path, "--data", folder.path] + flags
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer {
                process.terminate()
                process.waitUntilExit()
            }
            return String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        }
        #expect(try address([:], []).hasPrefix("listening on http://127.0.0.2:"))
        let variable = ["LEEWAY_HOST": "127.0.0.3"]
        #expect(try address(variable, []).hasPrefix("listening on http://127.0.0.3:"))
        let flags = ["--host", "127.0.0.4"]
        #expect(try address(variable, flags).hasPrefix("listening on http://127.0.0.4:"))
        let link = ["LEEWAY_PORT": "tcp://10.0.0.1:8080"]
        #expect(try address(link, []).hasPrefix("listening on http://127.0.0.2:"))
    }

    @Test(arguments: [["serve"], ["config", "print"], ["healthcheck"]])
    func `says where a setting is wrong, and ends with 1`(command: [String]) throws {
        let config = try TemporaryFolder.make().appending(path: "leeway.yaml")
        try Data("host: 127.0.0.1\nprot: 80\n".utf8).write(to: config)
        let result = try Binary.run(
            command + ["--config", config.path, "--set", "limits.body=big"],
            environment: ["LEEWAY_LOOPS": "many"]
        )
        #expect(result.status == 1)
        for words in [
            "leeway.yaml:2:1: error: unknown setting `prot`", "did you mean `port`?",
            "LEEWAY_LOOPS: `many` is not a number", "--set limits.body: `big` is not a size",
        ] {
            #expect(result.errors.contains(words), "\(result.errors)")
        }
    }

    @Test func `shows the settings in force and where each comes from`() throws {
        let result = try Binary.run(
            [
                "config", "print", "--config", "Config/leeway.yaml", "--port", "9",
                "--set", "limits.body=2MiB",
            ],
            environment: ["LEEWAY_LOG_LEVEL": "debug"]
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains(/host: 127.0.0.1 +# leeway.yaml:\d+:1\n/))
        #expect(result.output.contains(/port: 9 +# --port\n/))
        #expect(result.output.contains(/\s\slevel: debug +# LEEWAY_LOG_LEVEL\n/))
        #expect(result.output.contains(/\s\sbody: 2MiB +# --set limits.body\n/))
        #expect(result.output.contains(/\s\starget: 8KiB +# default\n/))
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `ends with 0 when told to stop`(signal: Int32) throws {
        let service = try RunningService()
        #expect(try Curl("\(service.address)/livez").status == 200)
        #expect(service.kill(signal) == 0)
    }

    @Test func `a health check tells whether the service answers`() throws {
        let service = try RunningService()
        let well = try Binary.run(["healthcheck", "--port", "\(service.port)"])
        #expect(well.status == 0)
        service.kill(SIGTERM)
        let gone = try Binary.run(["healthcheck", "--port", "\(service.port)"])
        #expect(gone.status == 2)
    }

    private static func edit(_ file: URL, _ change: (String) -> String) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(change(text).utf8).write(to: file)
    }
}
