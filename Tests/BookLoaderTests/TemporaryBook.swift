import Foundation

@testable import BookLoader

/// A book in a directory of its own, removed with the value.
final class TemporaryBook {
    let directory: String

    /// Writes the files of a small sound book and those given, which may replace some.
    init(_ files: [String: String] = [:]) throws {
        let name = "leeway-book-\(UUID().uuidString)"
        directory = FileManager.default.temporaryDirectory.appending(path: name).path
        for (path, text) in Self.sound.merging(files, uniquingKeysWith: { $1 }) {
            try write(text, to: path)
        }
    }

    deinit {
        // What is left behind in a temporary directory is no matter.
        try? FileManager.default.removeItem(atPath: directory)
    }

    func write(_ text: String, to path: String) throws {
        let file = URL(fileURLWithPath: directory).appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: false, encoding: .utf8)
    }

    func load() -> LoadResult {
        BookLoader.load(directory)
    }

    /// Each fault as `line:column message | hint`, the file before it where it is another.
    func faults(in file: String) -> [String] {
        load().errors
            .map { fault in
                let place = "\(fault.position.line):\(fault.position.column) \(fault.message)"
                let text = fault.hint.map { "\(place) | \($0)" } ?? place
                return fault.file == file ? text : "\(fault.file) \(text)"
            }
    }

    static let sound: [String: String] = [
        "book.yaml": book,
        "policies/a.yaml": policy(""),
    ]

    static let book = """
        name: Test
        locales: [en, nl]
        time_zone: Europe/Riga
        currency: EUR
        topics: [returns]
        facts:
          customer: { tier: [standard, gold] }
          case: { worn: bool, total: money, bags: int }
          context: { country: string, channel: [chat, phone], visits: int }
        roles:
          agent: {}
          senior: { over: agent }
          partner: {}
        remedies:
          refund: { kind: money, label: { en: Refund, nl: Geld terug } }
          bags: { kind: quantity, unit: bags, label: { en: Bags, nl: Tassen } }
          exchange: { kind: action, label: { en: Exchange, nl: Ruilen } }
        obligations:
          order_found: { when: before, label: { en: Found, nl: Gevonden } }
        """

    /// A sound policy in six lines, and what comes after them.
    static func policy(_ rest: String, id: String = "a", version: Int = 1) -> String {
        """
        id: \(id)
        version: \(version)
        topic: returns
        title: { en: Title, nl: Titel }
        plain: { en: Plain, nl: Gewoon }
        effective_from: 2026-01-01
        \(rest)
        """
    }
}
