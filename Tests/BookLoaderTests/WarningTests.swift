import PolicyBook
import Testing

@testable import BookLoader

struct WarningTests {
    private func warnings(_ text: String, version: Int = 1) throws -> [String] {
        let policy = TemporaryBook.policy(text, version: version)
            .replacing("{ en: Title }", with: "{ en: Title, nl: Titel }")
            .replacing("{ en: Plain }", with: "{ en: Plain, nl: Gewoon }")
        let book = try TemporaryBook(["policies/a.yaml": policy])
        let today = try #require(CalendarDate(iso8601: "2026-06-01"))
        let result = BookLoader(today: today).load(book.directory)
        #expect(result.errors.isEmpty && result.book != nil)
        return result.warnings.map { "\($0.position.line):\($0.position.column) \($0.message)" }
    }

    @Test func `a book with all its texts gives no warning`() throws {
        #expect(try warnings("review_by: 2026-06-01").isEmpty)
    }

    @Test func `says how many texts lack a language, and where the first is`() throws {
        #expect(try warnings("rule: Rule") == ["7:7 a text has no `nl`"])
        #expect(
            try warnings("rule: { en: Rule }\nsteps: { en: [One], nl: [Een] }\nstandards: [S]")
                == ["7:7 2 texts have no `nl`, this is the first"]
        )
    }

    @Test func `says that a review is overdue and a translation behind`() throws {
        #expect(
            try warnings("review_by: 2026-05-31")
                == ["7:12 `a` was to be looked at again by 2026-05-31"]
        )
        #expect(
            try warnings("translations: { nl: 2 }", version: 3)
                == ["7:21 the texts in `nl` are those of version 2, this is version 3"]
        )
    }

    static let numbers: [(String, String, [String])] = [
        ("days: 30", "within 30 days", ["8:21 `30` is written out, and `days` holds it"]),
        ("days: 30", "within {days} of 300 or 3.30", []),
        ("days: 30", "Until 30.", ["8:20 `30` is written out, and `days` holds it"]),
        ("days: 5", "5 apples", []),
        (
            "most: 25.00 EUR", "€25.00 or 25",
            [
                "8:15 `25.00` is written out, and `most` holds it",
                "8:24 `25` is written out, and `most` holds it",
            ]
        ),
        (
            "share: 50%", "{share, select, other {50}} or 50 %",
            [
                "8:45 `50` is written out, and `share` holds it"
            ]
        ),
    ]

    @Test(arguments: numbers)
    func `says that a number is written out`(
        value: String,
        text: String,
        expected: [String]
    ) throws {
        let name = value.prefix { $0 != ":" }
        let found = try warnings(
            "values: { \(value) }\nrule: { en: '\(text)', nl: '{\(name)}' }"
        )
        #expect(found == expected)
    }
}
