import PolicyBook
import Testing

@Suite("money")
struct MoneyTests {
    @Test(arguments: [
        ("25.00 EUR", Int64(25_00)), ("25 EUR", 25_00), ("0.1 EUR", 10), ("-3.05 EUR", -3_05),
        ("25.000 EUR", 25_00), ("00025.00 EUR", 25_00), ("0 EUR", 0), ("1500 JPY", 1_500),
        ("1.234 KWD", 1_234), ("92233720368547758.07 EUR", .max),
        ("-92233720368547758.08 EUR", .min),
    ])
    func `is read to the minor unit`(_ text: String, _ minorUnits: Int64) throws {
        #expect(try Money(parsing: text).minorUnits == minorUnits)
    }

    @Test(arguments: [
        ("25.00", Money.Fault.malformed), ("25.00EUR", .malformed), ("25,00 EUR", .malformed),
        ("25.00  EUR", .malformed), ("25.00 eur", .malformed), ("EUR 25.00", .malformed),
        ("+25.00 EUR", .malformed), (".5 EUR", .malformed), ("5. EUR", .malformed),
        ("1e2 EUR", .malformed), ("NaN EUR", .malformed), ("", .malformed), (" EUR", .malformed),
        ("- EUR", .malformed), ("1.2.3 EUR", .malformed), ("٣ EUR", .malformed),
        ("25.00 EURO", .malformed), ("25.00 EUQ", .unknownCurrency("EUQ")),
        ("25.00 XAU", .unknownCurrency("XAU")),
        ("92233720368547758.08 EUR", .tooLarge), ("-92233720368547758.09 EUR", .tooLarge),
        ("999999999999999999999999999999 EUR", .tooLarge),
    ])
    func `refuses what is no amount`(_ text: String, _ fault: Money.Fault) {
        #expect(throws: fault) { try Money(parsing: text) }
    }

    @Test(arguments: [("25.005 EUR", "EUR"), ("1.5 JPY", "JPY"), ("1.2345 KWD", "KWD")])
    func `refuses more decimals than the currency has`(_ text: String, _ code: String) throws {
        let currency = try #require(Currency(code))
        #expect(throws: Money.Fault.tooPrecise(currency)) { try Money(parsing: text) }
    }

    @Test(arguments: ["25.00 EUR", "-0.05 EUR", "1500 JPY", "0.001 KWD", "0.0001 CLF", "0.00 EUR"])
    func `is written as it was read`(_ text: String) throws {
        #expect(try Money(parsing: text).description == text)
    }

    @Test func `sums and differences are checked`() throws {
        let euros = euro(1)
        let most = euro(.max)
        let yen = try Money(parsing: "1 JPY")
        #expect(euros.adding(euros) == euro(2))
        #expect(most.adding(euros) == nil)
        #expect(euro(.min).subtracting(euros) == nil)
        #expect(euros.subtracting(euro(3)) == euro(-2))
        #expect(euros.adding(yen) == nil)
        #expect(euros.subtracting(yen) == nil)
        #expect(euros.isLess(than: yen) == nil)
        #expect(euros.isLess(than: most) == true)
    }

    @Test func `an unknown code names the nearest one`() {
        #expect(Money.Fault.unknownCurrency("EUE").nearestCurrency == "EUR")
        #expect(Money.Fault.unknownCurrency("EUE").message(for: "1 EUE").contains("`EUR`"))
        #expect(Money.Fault.malformed.nearestCurrency == nil)
    }

    @Test func `every currency has zero to four decimals`() {
        let counts = Dictionary(grouping: Currency.codes.compactMap { Currency($0) }) {
            $0.minorDigits
        }
        #expect(Currency.codes.count == 165)
        #expect(counts[0]?.count == 17 && counts[3]?.count == 7 && counts[4]?.count == 2)
        #expect(Currency("eur") == nil && Currency("EURO") == nil && Currency("") == nil)
        for currency in counts.values.joined() {
            #expect(Currency(currency.code) == currency)
            var power: Int64 = 1
            for _ in 0..<currency.minorDigits { power *= 10 }
            #expect(currency.minorUnitsPerMajor == power)
        }
    }
}

@Suite("decimal numbers")
struct DecimalNumberTests {
    @Test(arguments: [
        ("12.50", "12.5"), ("0", "0"), ("-0.05", "-0.05"), ("1.2e3", "1200"), ("5e-3", "0.005"),
        ("-0", "0"), ("000.10", "0.1"), ("9223372036854775807", "9223372036854775807"),
        ("1E2", "100"), ("0e99999999999", "0"),
    ])
    func `keep their digits`(_ written: String, _ shown: String) throws {
        #expect(try #require(DecimalNumber(parsing: written)).description == shown)
    }

    @Test(arguments: [
        "", ".", "1.", ".1", "+1", "1e", "1e+", "NaN", "Infinity", "1e400", "0x10", "1_000", " 1",
        "9223372036854775808", "1e-19", "1.2345678901234567891",
    ])
    func `refuse what they cannot hold exactly`(_ written: String) {
        #expect(DecimalNumber(parsing: written) == nil)
    }

    @Test func `percentages are written with their sign`() throws {
        #expect(try #require(Percentage(parsing: "12.5%")).description == "12.5%")
        #expect(try #require(Percentage(parsing: "50 %")).description == "50%")
        for text in ["50", "%", "50%%", "50  %", "x%"] { #expect(Percentage(parsing: text) == nil) }
    }
}
