import PolicyBook
import Testing

@testable import BookLoader

struct WarningTests {
    private func warnings(_ text: String, version: Int = 1) throws -> [String] {
        let policy = TemporaryBook.policy(text, version: version)
        let book = try TemporaryBook(["policies/a.yaml": policy])
        let today = try #require(CalendarDate(iso8601: "2026-06-01"))
        let result = BookLoader(today: today).load(book.directory)
        #expect(result.errors.isEmpty && result.book != nil)
        return result.warnings.map { "\($0.position.line):\($0.position.column) \($0.message)" }
    }

    @Test func `a book with all its texts gives no warning`() throws {
        #expect(try warnings("review_by: 2026-06-01").isEmpty)
    }

    static let numbers: [(String, String, [String])] = [
        ("days: 30", "within 30 days", ["8:21 `30` is written out, and `days` holds it"]),
        ("days: 30", "within {days} of 300 or 3.30", []),
        ("days: 30", "Until 30.", ["8:20 `30` is written out, and `days` holds it"]),
        ("days: 5", "5 apples", []),
        (
            "most: 25.00 EUR", "€25.00, 25 EUR, 25 euros, but 25 apples or $2",
            [
                "8:15 `25.00` is written out, and `most` holds it",
                "8:22 `25` is written out, and `most` holds it",
                "8:30 `25` is written out, and `most` holds it",
            ]
        ),
        (
            "share: 50%", "{share, select, other {50 %}} or 50% of 50",
            [
                "8:37 `50` is written out, and `share` holds it",
                "8:47 `50` is written out, and `share` holds it",
            ]
        ),
        ("least: -9223372036854775808", "within 30 days", []),
        // What only looks like the value: dates, times, numbers of telephones, parts, ranks.
        ("days: 30", "30 June, June 30, 30.06.2026, 2026-06-30, 12:30, 30/60, 30th, A30", []),
        ("days: 30", "+371 30 30 to 0030, x30, #30, 30x, 1.30, -30, 30°, 555-30", []),
        (
            "days: 1000", "1,000 or 1.000 days, 1 000 and 20 000",
            [
                "8:14 `1,000` is written out, and `days` holds it",
                "8:23 `1.000` is written out, and `days` holds it",
                "8:35 `1 000` is written out, and `days` holds it",
            ]
        ),
        (
            "days: 30", "30–40 days, (30), “30” and 30-day",
            [
                "8:14 `30` is written out, and `days` holds it",
                "8:27 `30` is written out, and `days` holds it",
                "8:33 `30` is written out, and `days` holds it",
                "8:41 `30` is written out, and `days` holds it",
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
