import Foundation

@testable import BookLoader

/// A file of faults with what the loader says of each, word for word.
///
/// Shape: `=== title`, the text of a file, `=>`, and the faults as `leeway check` prints them. The
/// text of a policy follows six sound lines, so that it begins in line 7.
struct FaultFixture {
    /// One text with what is said of it.
    struct Case: Sendable {
        let title: String
        let text: String
        let expected: String
    }

    let cases: [Case]
    private let path: String

    /// Reads a fixture of that name.
    init(_ name: String) throws {
        path = Repository.path("Tests/Fixtures/BookFaults/\(name).txt")
        let content = try String(contentsOfFile: path, encoding: .utf8)
        cases = ("\n" + content).components(separatedBy: "\n=== ").dropFirst()
            .map { block in
                let title = block.prefix { $0 != "\n" }
                let parts = (block.dropFirst(title.count + 1) + "\n")
                    .components(separatedBy: "\n=>\n")
                return Case(
                    title: String(title),
                    text: parts[0],
                    expected: parts.dropFirst().joined().trimmingCharacters(in: .newlines)
                )
            }
    }

    /// Writes the fixture anew with what is said now.
    func update(_ said: (Case) throws -> String) throws {
        let blocks = try cases.map { "=== \($0.title)\n\($0.text)\n=>\n\(try said($0))\n" }
        try blocks.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
}
