import Foundation
import Testing

@testable import leeway

/// The manners of the command line: exit codes, standard error, colours, completions, manual.
struct CommandLineTests {
    /// Every command that does something, as the binary lists them.
    private static let commands: [[String]] = {
        // Without it every test fails that goes through them, which is what should happen.
        let root = try? CommandDescription.ofLeeway()
        return root?.leaves().map { Array($0.words.dropFirst()) } ?? [["no description"]]
    }()

    /// A way to have each command succeed, and one to have it fail.
    private static func outcomes(_ folder: URL) -> [(status: Int32, arguments: [String])] {
        let data = ["--data", folder.path]
        let missing = folder.appending(path: "missing").path
        let unreachable = ["--listen", "unix:\(missing)"]
        return [
            (1, ["serve", "--book", missing] + data),
            (2, ["serve", "--port", "0", "--data", "/dev/null/data"]),
            (0, ["check", "Config/book"]), (1, ["check", missing]),
            (0, ["test", "--filter", "receipt"]), (2, ["test", "--book", missing]),
            (2, ["test", "--filter", "no test has this name"]),
            (1, ["explain", missing]), (0, ["ask", "I lost my receipt"]),
            (1, ["ask", "--book", missing, "where"]),
            (0, ["schema", "policy"]),
            (0, ["keys", "create", "--scope", "staff"] + data), (0, ["keys", "list"] + data),
            (1, ["keys", "revoke", "aaaaaaaaaa"] + data),
            (1, ["keys", "rotate", "aaaaaaaaaa"] + data),
            (0, ["config", "print"]), (1, ["config", "print", "--set", "port=many"]),
            (2, ["healthcheck"] + unreachable), (1, ["healthcheck", "--set", "port=many"]),
            (0, ["manual"]),
        ]
    }

    @Test func `each command ends with the documented codes, errors on standard error`() throws {
        let folder = try TemporaryFolder.make()
        for (status, arguments) in Self.outcomes(folder) {
            let result = try Binary.run(arguments)
            #expect(result.status == status, "\(arguments): \(result.errors)")
            let isReport = ["check", "test"].contains(arguments[0])
            if status == 0 || (isReport && status == 1) {
                #expect(!result.output.isEmpty, "\(arguments)")
            } else {
                #expect(!result.errors.isEmpty && result.output.isEmpty, "\(arguments)")
            }
        }
    }

    @Test func `each command refuses a flag that it does not have, with 64`() throws {
        for command in Self.commands {
            let result = try Binary.run(command + ["--no-such-flag"])
            #expect(result.status == 64, "\(command)")
            #expect(result.output.isEmpty && result.errors.contains("Usage: leeway"), "\(command)")
        }
    }

    @Test func `the documentation has every command and every exit code`() throws {
        let page = Binary.root.appending(path: "Docs/CommandLine.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
        for words in Self.commands {
            let row = rows.first { $0.contains("`leeway \(words[0])") }
            let last = words.last ?? ""
            #expect(row?.contains(last) == true, "\(words)")
        }
        for (status, _) in ExitMeaning.all {
            #expect(rows.contains { $0.hasPrefix("| \(status) |") }, "\(status)")
        }
    }

    @Test func `colours faults on a terminal alone, and not where NO_COLOR asks for none`() throws {
        let book = try CopiedBook()
        try book.edit("policies/returns/defect.yaml") { $0 + "\nvisiblity: staff\n" }
        let command = "'\(Binary.leeway.path)' check '\(book.folder.path)'"
        func onTerminal(_ environment: [String: String]) throws -> String {
            try Command.run(
                URL(filePath: "/usr/bin/script"),
                ["--quiet", "--return", "--command", command, "/dev/null"],
                environment: environment.merging(["TERM": "xterm"]) { first, _ in first }
            )
            .output
        }
        let colored = try onTerminal(["NO_COLOR": ""])
        #expect(colored.contains("\u{1B}[1;31merror:"), "\(colored)")
        for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
            let plain = try onTerminal(environment)
            #expect(plain.contains("error:") && !plain.contains("\u{1B}"), "\(plain)")
        }
        let piped = try Binary.run(["check", book.folder.path], environment: ["TERM": "xterm"])
        #expect(piped.output.contains("error:") && !piped.output.contains("\u{1B}"))
    }

    @Test func `says nothing where all is well and --quiet is given`() throws {
        let tests = try Binary.run(["test", "--quiet", "--filter", "receipt"])
        #expect(tests.status == 0)
        #expect(tests.output + tests.errors == "")
        let settings = try Binary.run(["config", "print", "--quiet"])
        #expect(settings.output.contains(/level: error +# --quiet\n/))
    }

    /// What the shell proposes after the words, asked by its own means.
    private static let shells: [(program: String, script: String)] = [
        (
            "/usr/bin/bash",
            #"""
            source "$0"; COMP_WORDS=(leeway "$@"); COMP_CWORD=$#; COMP_LINE="leeway $*"
            COMP_POINT=${#COMP_LINE}; _leeway leeway "${@: -1}" "${@: -2:1}" 2>&1
            printf '%s\n' "${COMPREPLY[@]}"
            """#
        ),
        ("/usr/bin/fish", #"source $argv[1]; complete --do-complete "leeway $argv[2..]""#),
    ]

    @Test(arguments: shells.indices)
    func `a shell proposes commands, sub-commands and flags`(index: Int) throws {
        let shell = Self.shells[index]
        guard FileManager.default.isExecutableFile(atPath: shell.program) else { return }
        let name = URL(filePath: shell.program).lastPathComponent
        let script = try TemporaryFolder.make().appending(path: "completion")
        let completion = try Binary.run(["--generate-completion-script", name])
        try Data(completion.output.utf8).write(to: script)
        func proposals(_ words: [String]) throws -> String {
            let result = try Command.run(
                URL(filePath: shell.program),
                ["-c", shell.script, script.path] + words
            )
            #expect(result.errors == "")
            return result.output
        }
        let first = try proposals([""])
        for command in Self.commands {
            #expect(first.contains(command[0]), "\(name): \(command)")
            guard command.count > 1 else { continue }
            #expect(try proposals([command[0], ""]).contains(command[1]), "\(name): \(command)")
        }
        #expect(try proposals(["serve", "--de"]).contains("--development-key"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `a completion script names every command`(shell: String) throws {
        let script = try Binary.run(["--generate-completion-script", shell]).output
        for word in Self.commands.joined() { #expect(script.contains(word), "\(shell): \(word)") }
    }

    @Test func `the manual page has every command, flag and exit code`() throws {
        let page = try Binary.run(["manual"]).output
        #expect(page.utf8.allSatisfy { $0 < 0x80 })
        let text = page.replacing(#"\-"#, with: "-")
        for command in Self.commands {
            #expect(text.contains(".SS leeway \(command.joined(separator: " "))\n"), "\(command)")
        }
        for words in ["--development-key", "--coverage-min", ".B 64\n", "NO_COLOR"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")))
    func `groff sets the manual page without a warning`() throws {
        let page = try Binary.run(["manual"]).output
        let set = try Command.run(
            URL(filePath: "/usr/bin/groff"),
            ["-ww", "-man", "-Tutf8", "-P-c"],
            input: Array(page.utf8)
        )
        #expect(set.status == 0 && set.errors == "", "\(set.errors)")
        #expect(set.output.contains("LEEWAY(1)"))
        #expect(set.output.contains("LEEWAY_…"))
    }
}
