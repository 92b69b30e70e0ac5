import Foundation

/// A book in a temporary folder, removed with the value.
final class WrittenBook {
    let folder: String

    /// Writes `book.yaml` with what every book has, `book` after that, and one file of policies.
    init(book: String = "", policies: String) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "leeway-\(UUID())")
        folder = url.path
        try FileManager.default.createDirectory(
            at: url.appending(path: "policies"),
            withIntermediateDirectories: true
        )
        try Data((Self.head + book).utf8).write(to: url.appending(path: "book.yaml"))
        try Data(policies.utf8).write(to: url.appending(path: "policies/all.yaml"))
    }

    deinit {
        // What is left behind in a temporary folder is no matter.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static let head = """
        name: Test
        locales: [en, nl, lv, ru, uk]
        time_zone: Europe/Riga
        currency: EUR
        topics: [returns, delivery]
        facts:
          customer: { tier: [standard, gold] }
          context: { country: string, channel: string }
        roles: { agent: {} }
        remedies:
          refund: { kind: money, label: { en: Refund } }

        """
}
