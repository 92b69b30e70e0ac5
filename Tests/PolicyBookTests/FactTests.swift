import CEL
import PolicyBook
import Testing

@Suite("facts of a request")
struct FactTests {
    private static let tier = FactType.enumeration(["standard", "silver", "gold"])

    private static func amount(_ value: FactInput, _ currency: String = "EUR") -> FactInput {
        .object([.init("value", value), .init("currency", .string(currency))])
    }

    @Test(arguments: [
        (FactType.bool, FactInput.bool(true), Value.bool(true)),
        (.int, .number("3"), .int(3)), (.int, .number("3.0"), .int(3)),
        (.int, .number("-9223372036854775808"), .int(.min)),
        (.string, .string("x"), .string("x")), (tier, .string("gold"), .string("gold")),
        (.money, amount(.string("40.00")), .money(euro(40_00))),
        (.money, amount(.number("40")), .money(euro(40_00))),
        (.money, amount(.number("40.0")), .money(euro(40_00))),
        (.money, amount(.number("1e2")), .money(euro(100_00))),
        (.money, .string("40.00 EUR"), .money(euro(40_00))),
        (.date, .string("2026-11-10"), .date(day("2026-11-10"))),
        (.duration, .string("1h30m"), .duration(nanoseconds: 5_400_000_000_000)),
        (.duration, .string("-1.5s"), .duration(nanoseconds: -1_500_000_000)),
        (.decimal, .number("0.10"), .decimal(DecimalNumber(parsing: "0.1") ?? DecimalNumber(0))),
        (.decimal, .string("0.1"), .decimal(DecimalNumber(parsing: "0.1") ?? DecimalNumber(0))),
        (.list(.int), .list([.number("1"), .number("2")]), .list([.int(1), .int(2)])),
    ])
    func `are read by their type`(_ type: FactType, _ input: FactInput, _ value: Value) throws {
        #expect(try type.value(from: input) == value)
    }

    @Test(arguments: [
        (FactType.bool, FactInput.string("true"), FactFault.otherType(expected: .bool)),
        (.int, .number("3.5"), .otherType(expected: .int)),
        (.int, .string("3"), .otherType(expected: .int)),
        (.int, .number("9223372036854775808"), .outOfRange(.int)),
        (.int, .number("1e400"), .outOfRange(.int)),
        (.string, .number("3"), .otherType(expected: .string)),
        (tier, .string("golde"), .otherWord(tier, nearest: "gold")),
        (tier, .string("x"), .otherWord(tier, nearest: nil)),
        (.money, .number("40"), .otherType(expected: .money)),
        (.money, amount(.number("40.5")), .binaryFraction("40.5")),
        (.money, amount(.number("4e-1")), .binaryFraction("4e-1")),
        (.money, amount(.number("1e400")), .money(.tooLarge, text: "1e400")),
        (.money, amount(.string("1"), "EUQ"), .money(.unknownCurrency("EUQ"), text: "EUQ")),
        (.money, amount(.string("NaN")), .money(.malformed, text: "NaN")),
        (.money, amount(.string("1e400")), .money(.malformed, text: "1e400")),
        (.money, .object([.init("value", .string("1"))]), .otherType(expected: .money)),
        (.date, .string("2026-02-30"), .malformed(.date)),
        (.timestamp, .string("2026-02-03"), .malformed(.timestamp)),
        (.duration, .string("1 h"), .malformed(.duration)),
        (.duration, .string("9999999999h"), .malformed(.duration)),
        (.duration, .string(""), .malformed(.duration)),
        (.decimal, .string("x"), .otherType(expected: .decimal)),
        (.decimal, .number("1e400"), .outOfRange(.decimal)),
        (.list(.int), .list([.number("1"), .null]), .otherType(expected: .int)),
        (.list(.int), .number("1"), .otherType(expected: .list(.int))),
    ])
    func `of another type are refused`(
        _ type: FactType,
        _ input: FactInput,
        _ fault: FactFault
    ) {
        #expect(throws: fault) { try type.value(from: input) }
        #expect(!fault.message.isEmpty)
    }

    @Test func `null leaves a fact unknown`() throws {
        #expect(try FactType.int.value(from: .null) == nil)
    }

    @Test func `all faults of a group are reported, with the nearest names`() throws {
        let schema = FactSchema([
            DeclaredFact(.customer, "tier", Self.tier), DeclaredFact(.customer, "visits", .int),
        ])
        var values = FactValues(schema)
        let refusals = values.read(
            .customer,
            [
                .init("tire", .string("gold")), .init("visits", .string("3")),
                .init("tier", .string("gold")), .init("id", .string("c-9")),
            ],
            schema
        )
        #expect(refusals.map(\.name) == ["tire", "visits"])
        #expect(refusals.first?.fault == .unknown(nearest: "tier"))
        #expect(values[try #require(schema.slot(of: "customer.tier"))] == .string("gold"))
        #expect(values[schema.idSlot(of: .customer)] == .string("c-9"))
        #expect(values.verify(["customer.tier", "customer.tire"], schema) == ["customer.tire"])
    }
}
