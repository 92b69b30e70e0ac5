import Foundation
import PolicyBook
import Testing

@Suite("texts with places to fill in")
struct MessageTests {
    private static let values: [String: MessageValue] = [
        "n": .integer(1), "many": .integer(22), "five": .integer(5), "zero": .integer(0),
        "tier": .text("gold"), "limit": .money(euro(1_234_50)), "worn": .bool(true),
        "share": .percentage(Percentage(DecimalNumber(50))), "day": .date(day("2026-02-01")),
        "rate": .decimal(DecimalNumber(parsing: "1234.5") ?? DecimalNumber(0)),
        "case.total": .money(euro(-80_00)), "big": .integer(1_234_567),
    ]

    private func render(_ source: String, _ locale: String) throws -> String {
        let format = LocaleFormat(
            tag(locale),
            timeZone: .gmt,
            currencies: [try #require(Currency("EUR"))]
        )
        return try MessagePattern(parsing: source).text(format) { Self.values[$0] }
    }

    @Test(arguments: [
        ("en", "Plain.", "Plain."), ("en", "", ""), ("en", "a {tier} b", "a gold b"),
        ("en", "{ tier }", "gold"), ("en", "{limit}", "€1,234.50"),
        ("nl", "{limit}", "€\u{A0}1.234,50"), ("lv", "{limit}", "1234,50\u{A0}€"),
        ("ru", "{limit}", "1\u{A0}234,50\u{A0}€"), ("uk", "{limit}", "1\u{A0}234,50\u{A0}EUR"),
        ("en", "{case.total}", "-€80.00"), ("nl", "{case.total}", "€\u{A0}-80,00"),
        ("lv", "{big}", "1\u{A0}234\u{A0}567"), ("en-IN", "{big}", "12,34,567"),
        ("en", "{rate}", "1,234.5"), ("ru", "{share}", "50\u{A0}%"), ("en", "{share}", "50%"),
        ("en", "{day}", "February 1, 2026"), ("nl", "{day}", "1 februari 2026"),
        ("en", "{n, plural, one {# day} other {# days}}", "1 day"),
        ("en", "{many, plural, one {# day} other {# days}}", "22 days"),
        ("ru", "{many, plural, one {# день} few {# дня} many {# дней} other {# дня}}", "22 дня"),
        ("ru", "{five, plural, one {# день} few {# дня} many {# дней} other {# дня}}", "5 дней"),
        ("lv", "{zero, plural, zero {# dienu} one {# diena} other {# dienas}}", "0 dienu"),
        ("en", "{zero, plural, =0 {none} other {#}}", "none"),
        ("en", "{n, plural, offset:1 =1 {only you} one {you and #} other {you and #}}", "only you"),
        ("en", "{many, plural, offset:1 one {#} other {you and #}}", "you and 21"),
        ("en", "{tier, select, gold {G {n, plural, one {#} other {##}}} other {O}}", "G 1"),
        ("en", "{tier, select, silver {S} other {O}}", "O"),
        ("en", "{worn, select, true {worn} other {new}}", "worn"),
        ("en", "it's '{'quoted'}' and ''twice''", "it's {quoted} and 'twice'"),
        ("en", "'{a}' b", "{a} b"), ("en", "don't", "don't"), ("en", "end'", "end'"),
        ("en", "{n, plural, other {'#' #}}", "# 1"), ("en", "# alone", "# alone"),
        ("en", "'{", "{"), ("en", "{nobody}", "…"),
        ("en", "{nobody, plural, one {#} other {# days}}", "… days"),
    ])
    func `is filled in`(_ locale: String, _ source: String, _ expected: String) throws {
        #expect(try render(source, locale) == expected)
    }

    @Test(arguments: [
        ("{", 1), ("}", 0), ("a } b", 2), ("{}", 1), ("{a", 0), ("{a b}", 3), ("{1a}", 1),
        ("{a.}", 1), ("{a, number}", 4), ("{a, spell, x {y}}", 4), ("{a, plural}", 10),
        ("{a, plural, one {x}}", 19), ("{a, plural, one {x} one {y} other {z}}", 20),
        ("{a, plural, single {x} other {z}}", 12), ("{a, plural, other {z}", 0),
        ("{a, select, other {z} other {y}}", 22), ("{a, plural, other z}", 18),
        ("{a, plural, =x {1} other {z}}", 12), ("{a, plural, offset:x other {z}}", 12),
        ("{a, select, x {y}}", 17), ("é {", 3),
    ])
    func `a fault is found where it stands`(_ source: String, _ offset: Int) {
        do {
            _ = try MessagePattern(parsing: source)
            Issue.record("\(source) was accepted")
        } catch {
            #expect(error.offset == offset, "\(error.message)")
        }
    }

    @Test func `choices may be nested as deep as the limit says`() throws {
        func nested(_ depth: Int) -> String {
            depth == 0 ? "x" : "{a, select, other {\(nested(depth - 1))}}"
        }
        #expect(throws: Never.self) { try MessagePattern(parsing: nested(8)) }
        #expect(throws: MessagePattern.Fault.self) { try MessagePattern(parsing: nested(9)) }
    }

    @Test func `names what it fills in`() throws {
        let pattern = try MessagePattern(
            parsing: "{b} {a, plural, one {{c}} other {{d, select, other {{b}}}}}"
        )
        #expect(pattern.placeholders == ["a", "b", "c", "d"])
        #expect(pattern.fixedText == nil)
        #expect(try MessagePattern(parsing: "it''s").fixedText == "it's")
    }

    /// Digits are put into the pattern that Foundation showed; both must agree on other numbers.
    @Test(arguments: ["en", "nl", "lv", "ru", "uk", "de", "fr", "pl", "es", "en-IN", "ja", "ar-EG"])
    func `numbers are written as Foundation writes them`(_ locale: String) throws {
        let currency = try #require(Currency("EUR"))
        let format = LocaleFormat(tag(locale), timeZone: .gmt, currencies: [currency])
        let foundation = Locale(identifier: locale)
        for number: Int64 in [0, 7, 99, 100, 999_99, 1_000_00, 12_345_67, -5, -1_234_56, .max] {
            let decimal = Decimal(number) / 100
            let expected = decimal.formatted(
                Decimal.FormatStyle.Currency(code: "EUR", locale: foundation)
                    .precision(.fractionLength(2))
            )
            #expect(format.text(Money(minorUnits: number, currency)) == expected)
        }
    }
}
