import Foundation
import PolicyBook
import Testing

@Suite("what changed between two versions")
struct VersionChangeTests {
    private static func version(_ change: (inout PolicyBuilder) -> Void) throws -> PolicyVersion {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    .init(id: "a", when: "case.ok", upTo: "5.00 EUR"),
                    .init(id: "b", upTo: "1.00 EUR"),
                ]) {
                    $0.values = [
                        NamedValue(name: "days", value: .integer(30)),
                        NamedValue(name: "old", value: .integer(1)),
                    ]
                    $0.plain = text("Within {days} days.")
                    $0.never = [.init(id: "n", when: "case.bad")]
                    change(&$0)
                }
            ]
        }
        return try #require(book.policies.first?.versions.first)
    }

    @Test func `nothing changed is nothing said`() throws {
        let older = try Self.version { _ in }
        let newer = try Self.version { $0.version = 2 }
        #expect(newer.changes(since: older, facts: FactSchema([])).isEmpty)
    }

    @Test func `every field says what it was and what it is`() throws {
        let older = try Self.version { _ in }
        let newer = try Self.version {
            $0.version = 2
            $0.from = "2026-03-01"
            $0.grace = .until(day("2026-06-01"))
            $0.values = [
                NamedValue(name: "days", value: .integer(14)),
                NamedValue(name: "new", value: .integer(2)),
            ]
            $0.plain = text("Other words: {days} days.")
            $0.wording.avoid = LocalizedTexts([pattern("No.")], in: tag("en"))
            $0.rows[0].when = "!case.ok"
            $0.rows[0].upTo = nil
            $0.rows[0].exactly = "6.00 EUR"
            $0.rows[1].id = "c"
            $0.never = []
            $0.escalation = ("senior", false)
        }
        let changes = newer.changes(since: older, facts: FactSchema([]))
        #expect(
            changes.map { "\($0.field) \($0.kind.rawValue)" } == [
                "effective_from changed", "grace_until added", "values.days changed",
                "values.new added", "values.old removed", "plain changed", "wording.avoid added",
                "discretion.a.when changed", "discretion.a.up_to removed",
                "discretion.a.exactly added", "discretion.c added", "discretion.b removed",
                "never.n removed", "escalation.to added",
            ]
        )
        let days = try #require(changes.first { $0.field == "values.days" })
        #expect(days.before == .value(.integer(30)) && days.after == .value(.integer(14)))
        let when = try #require(changes.first { $0.field == "discretion.a.when" })
        #expect(when.before == .source("case.ok") && when.after == .source("!case.ok"))
        #expect(
            Set(changes.filter { $0.audience == .staff }.map(\.field)) == [
                "values.new", "values.old", "wording.avoid", "discretion.a.when",
                "discretion.a.up_to",
                "discretion.a.exactly", "discretion.c", "discretion.b", "never.n", "escalation.to",
            ]
        )
    }

    @Test func `a translation that reads otherwise is a change of its text`() throws {
        let older = try Self.version { $0.title = text("Title", ["nl": "Titel"]) }
        let newer = try Self.version { $0.title = text("Title", ["nl": "Opschrift"]) }
        #expect(newer.changes(since: older, facts: FactSchema([])).map(\.field) == ["title"])
    }

    /// In Russian and Ukrainian the word for a year is cut short, with a full stop.
    @Test(
        arguments: [
            ("en", "In force from: it was March 1, 2026, now it is May 1, 2026."),
            ("nl", "Geldig vanaf: dit was 1 maart 2026 en is nu 1 mei 2026."),
            ("lv", "Spēkā no: bija 2026. gada 1. marts, tagad ir 2026. gada 1. maijs."),
            ("ru", "Действует с: было 1 марта 2026\u{202F}г., стало 1 мая 2026\u{202F}г."),
            ("uk", "Діє з: було 1 березня 2026\u{202F}р., стало 1 травня 2026\u{202F}р."),
        ])
    func `a change is a sentence with one full stop`(_ locale: String, _ sentence: String) throws {
        let older = try Self.version { $0.from = "2026-03-01" }
        let newer = try Self.version { $0.from = "2026-05-01" }
        let change = try #require(newer.changes(since: older, facts: FactSchema([])).first)
        let format = LocaleFormat(tag(locale), timeZone: .gmt, currencies: [])
        let said = change.sentence(
            before: format.text(older.effectiveFrom),
            after: format.text(newer.effectiveFrom),
            format
        )
        #expect(said.text.replacing("\u{A0}", with: "\u{202F}") == sentence)
    }
}
