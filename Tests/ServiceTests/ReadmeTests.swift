import Foundation
import Testing

/// The service answers what the README shows.
struct ReadmeTests {
    /// A command of the README and what stands below it.
    private struct Example {
        var command: String
        var answer: String

        /// Reads a block that begins with `$`; nil for another.
        init?(_ lines: [Substring]) {
            guard lines.first?.hasPrefix("$ ") == true else { return nil }
            var rest = lines[...]
            var command = rest.removeFirst().dropFirst(2).description
            // It goes on while a quote is open or a line ends with a backslash.
            while command.count(where: { $0 == "'" }) % 2 == 1 || command.hasSuffix("\\"),
                let next = rest.popFirst()
            {
                command += "\n" + next
            }
            self.command = command
            answer = rest.joined(separator: "\n")
        }
    }

    /// The indented blocks, without their indentation.
    private static func blocks(_ text: String) -> [[Substring]] {
        var blocks: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isInside = blocks[blocks.count - 1].isEmpty == false
            if line.hasPrefix("    ") {
                blocks[blocks.count - 1].append(line.dropFirst(4))
            } else if line.isEmpty, isInside {
                blocks[blocks.count - 1].append("")
            } else {
                blocks.append([])
            }
        }
        return blocks
    }

    /// Without what is another each time: dates, ids.
    private static func comparable(_ text: String) -> String {
        text.replacing("\r\n", with: "\n")
            .replacing(/Date: .*/, with: "Date:")
            .replacing(/[0-9a-f]{32}/, with: "ID")
            .replacing(/X-Request-Id: .*/, with: "X-Request-Id:")
            .replacing(/"received_at":"[^"]*"/, with: #""received_at":"""#)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/jq")))
    func `each example of the README is answered so`() throws {
        let readme = Binary.root.appending(path: "README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let examples = Self.blocks(text).compactMap(Example.init)
        #expect(examples.count == 3)
        let service = try RunningService()
        for example in examples {
            let command = example.command
                .replacing("http://127.0.0.1:8080", with: service.address)
            let bash = URL(filePath: "/bin/bash")
            let result = try Command.run(bash, ["-c", command], environment: ["KEY": "none"])
            let answer = Self.comparable(result.output)
            #expect(answer == Self.comparable(example.answer), "\(command)\n\(result.errors)")
        }
    }
}
