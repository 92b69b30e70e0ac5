import Foundation
import Testing

/// The checkout's own Swift files, read as text.
enum SourceTree {
    struct File: Sendable, CustomTestStringConvertible {
        /// Below the package's root, for example `Sources/CEL/Lexer.swift`.
        let path: String
        let lines: [String]

        var testDescription: String { path }

        /// The module or test target the file belongs to.
        var module: String {
            path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        }
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(below: "Sources")
    static let all = sources + swiftFiles(below: "Tests") + swiftFiles(below: "Benchmarks")

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func swiftFiles(below folder: String) -> [File] {
        let base = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
        return (names ?? []).filter { $0.hasSuffix(".swift") }.sorted()
            .compactMap { name in
                guard let text = try? text("\(folder)/\(name)") else { return nil }
                return File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n"))
            }
    }
}
