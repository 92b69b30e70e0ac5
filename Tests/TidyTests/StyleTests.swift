import Testing

/// What `CONTRIBUTING.md` asks of every file and a compiler does not see.
struct StyleTests {
    @Test(arguments: SourceTree.all)
    func `is at most 500 lines long`(file: SourceTree.File) {
        #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
    }

    @Test(arguments: SourceTree.all)
    func `has no function of more than 70 lines`(file: SourceTree.File) {
        for function in Self.functions(in: file) {
            #expect(function.length <= 70, "\(file.path):\(function.line) has \(function.length)")
        }
    }

    @Test(arguments: SourceTree.sources)
    func `documents what other modules see`(file: SourceTree.File) {
        for (index, line) in file.lines.enumerated() where Self.declaresForOthers(line) {
            var above = index - 1
            while above >= 0, Self.belongsToDeclaration(file.lines[above]) { above -= 1 }
            let isDocumented = above >= 0 && file.lines[above].trimmed.hasPrefix("///")
            #expect(isDocumented, "\(file.path):\(index + 1) has no doc comment")
        }
    }

    @Test(arguments: SourceTree.all)
    func `gives a reason for what the compiler cannot prove`(file: SourceTree.File) {
        let risky = ["@unchecked Sendable", "nonisolated(unsafe)", "try!", "as!"]
        for (index, line) in file.lines.enumerated() {
            let code = line.trimmed
            guard !code.hasPrefix("//"), !file.path.hasPrefix("Tests/TidyTests"),
                risky.contains(where: { code.contains($0) })
                    || file.path.hasPrefix("Sources/") && code.contains("fatalError(")
            else { continue }
            let nearby = file.lines[max(0, index - 6)...index]
            #expect(
                nearby.contains { $0.contains("SAFETY:") || $0.contains("INVARIANT:") },
                "\(file.path):\(index + 1) lacks a SAFETY: comment"
            )
        }
    }

    @Test(arguments: SourceTree.all.filter { !$0.path.hasPrefix("Tests/TidyTests") })
    func `leaves nothing for later and no trace of a machine`(file: SourceTree.File) {
        let forbidden = ["TODO", "FIXME", "XXX", "/" + "work/", "/" + "root/", "/opt/" + "swift"]
        for (index, line) in file.lines.enumerated() {
            for word in forbidden where line.contains(word) {
                Issue.record("\(file.path):\(index + 1) holds \(word)")
            }
        }
    }

    @Test(arguments: SourceTree.sources.filter { Self.pure.contains($0.module) })
    func `a pure module asks for no clock, chance, environment or file`(file: SourceTree.File) {
        let forbidden = [
            "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "random", "ProcessInfo",
            "FileManager", "SystemRandomNumberGenerator", "UUID()", "getenv",
        ]
        for (index, line) in file.lines.enumerated() where !line.trimmed.hasPrefix("//") {
            for word in forbidden where line.contains(word) {
                Issue.record("\(file.path):\(index + 1) uses \(word)")
            }
        }
    }

    @Test(arguments: SourceTree.all.filter { $0.path.hasPrefix("Tests/") })
    func `no test sleeps`(file: SourceTree.File) {
        for (index, line) in file.lines.enumerated()
        where ["Task.sleep", "usleep(", "Thread.sleep", " sleep("].contains(where: line.contains) {
            guard !file.path.hasPrefix("Tests/TidyTests") else { continue }
            Issue.record("\(file.path):\(index + 1) sleeps")
        }
    }

    private static let pure: Set = ["JSON", "CEL", "HTTPWire", "PolicyBook", "LeewayService"]

    private static func declaresForOthers(_ line: String) -> Bool {
        let words = line.trimmed.split(separator: " ", maxSplits: 6)
        guard let first = words.first, first == "public" || first == "package" else { return false }
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "typealias", "actor", "macro",
        ]
        return words.contains { kinds.contains($0) } && !words.contains("import")
    }

    private static func belongsToDeclaration(_ line: String) -> Bool {
        line.trimmed.hasPrefix("@") || line.trimmed.hasPrefix("// SAFETY:")
    }

    /// Where each function begins and how long it is, found by its closing brace's indentation,
    /// which the formatter guarantees.
    private static func functions(in file: SourceTree.File) -> [(line: Int, length: Int)] {
        var found: [(Int, Int)] = []
        for (index, line) in file.lines.enumerated() {
            let code = line.trimmed
            guard code.contains("func ") || code.contains("init(") || code.contains("init?("),
                !code.hasPrefix("//"), !code.hasPrefix("\"")
            else { continue }
            let indentation = String(line.prefix { $0 == " " })
            guard
                let opening = file.lines[index...].prefix(12)
                    .firstIndex(where: {
                        $0.hasSuffix("{")
                            && ($0 == line || $0.hasPrefix(indentation + ")")
                                || $0.hasPrefix(indentation + "    "))
                    })
            else { continue }
            guard let end = file.lines[opening...].firstIndex(of: indentation + "}") else {
                continue
            }
            found.append((index + 1, end - index + 1))
        }
        return found
    }
}

extension String {
    fileprivate var trimmed: Substring {
        drop { $0 == " " }
    }
}
