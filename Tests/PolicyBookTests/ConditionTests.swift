import CEL
import Foundation
import PolicyBook
import Testing

@Suite("conditions of a book")
struct ConditionTests {
    private static let facts: [DeclaredFact] = [
        DeclaredFact(.case, "total", .money), DeclaredFact(.case, "refunded", .money),
        DeclaredFact(.case, "rate", .decimal), DeclaredFact(.case, "size", .int),
        DeclaredFact(.case, "bought_on", .date), DeclaredFact(.case, "opened_at", .timestamp),
        DeclaredFact(.case, "waited", .duration), DeclaredFact(.case, "weight", .list(.int)),
        DeclaredFact(.customer, "tier", .enumeration(["standard", "gold"])),
        DeclaredFact(.customer, "name", .string),
    ]

    private let schema = FactSchema(Self.facts)
    private let environment: BookEnvironment

    init() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Riga"))
        environment = BookEnvironment(FactSchema(Self.facts), timeZone: zone)
            .adding(
                values: [
                    NamedValue(name: "share", value: .percentage(Percentage(DecimalNumber(50)))),
                    NamedValue(name: "days", value: .integer(30)),
                    NamedValue(name: "small", value: .money(euro(25_00))),
                    NamedValue(name: "by_country", value: .moneyByCurrency([euro(10_00)])),
                ],
                tables: [
                    NamedValue(
                        name: "ceiling",
                        value: .table([
                            NamedValue(
                                name: "gold",
                                value: .table([NamedValue(name: "first", value: .money(euro(9_00)))]
                                )
                            )
                        ])
                    )
                ]
            )
    }

    private func evaluate(_ source: String) throws -> Evaluation {
        var activation = Activation(slotCount: environment.cel.slotCount)
        func set(_ name: String, _ value: Value?) throws {
            activation[try #require(schema.slot(of: name))] = value
        }
        try set("case.total", .money(euro(80_00)))
        try set("case.rate", .decimal(try #require(DecimalNumber(parsing: "0.15"))))
        try set("case.size", .int(3))
        try set("case.bought_on", .date(day("2026-11-10")))
        try set("case.opened_at", .instant(try #require(Instant(rfc3339: "2026-03-28T10:00:00Z"))))
        try set("case.waited", .duration(nanoseconds: 5_400_000_000_000))
        try set("customer.tier", .string("gold"))
        activation[schema.now] = .instant(try #require(Instant(rfc3339: "2026-11-22T10:00:00Z")))
        activation[schema.today] = .date(day("2026-11-22"))
        return try environment.cel.compile(source).evaluate(activation)
    }

    @Test(arguments: [
        // Numbers written beside money are read from their digits.
        ("money('19.99 EUR') * 100 == money('1999.00 EUR')"),
        ("money('100.00 EUR') * 19.99 == money('1999.00 EUR')"),
        ("19.99 * money('100.00 EUR') == money('1999.00 EUR')"),
        ("money('0.10 EUR') + money('0.20 EUR') == money('0.30 EUR')"),
        // A third, three times over, is the whole.
        ("money('100.00 EUR') / 3 * 3 == money('100.00 EUR')"),
        ("percent(case.total, values.share) == money('40.00 EUR')"),
        ("percent(case.total, 12.5) == money('10.00 EUR')"),
        ("percent(case.total, 10) == money('8.00 EUR')"),
        ("case.total * values.share == money('40.00 EUR')"),
        ("case.total * case.rate == money('12.00 EUR')"),
        ("case.total - values.small == money('55.00 EUR')"),
        ("-values.small < money('0 EUR')"),
        ("case.total / values.small == 3.2"),
        ("case.total * case.size == money('240.00 EUR')"),
        ("money(25, 'EUR') == values.small && money(12.50, 'EUR') * 2 == values.small"),
        ("min(case.total, values.small) == values.small"),
        ("max(case.total, values.small, money('90.00 EUR')) == money('90.00 EUR')"),
        ("min([case.total, values.small]) == values.small"),
        ("min(case.size, 2) == 2 && max(1, case.size) == 3"),
        ("case.rate == 0.15 && case.rate < 1 && case.rate * 2 == 0.3"),
        ("case.rate + 1 == 1.15 && 1 - case.rate == 0.85"),
        ("tables.ceiling[customer.tier]['first'] == money('9.00 EUR')"),
        ("tables.ceiling.gold.first == money('9.00 EUR')"),
        // Dates and moments.
        ("now < case.bought_on + days(values.days)"),
        ("today - case.bought_on == days(12)"),
        ("today - case.bought_on <= days(12) && today - case.bought_on < 13"),
        ("case.bought_on + days(12) == today"),
        ("case.bought_on < now && now > case.bought_on"),
        ("case.bought_on - days(10) == date('2026-10-31')"),
        ("now - case.bought_on > hours(24 * 12)"),
        ("case.waited >= hours(1) && case.waited < days(1)"),
        ("today.getDayOfWeek() == 0 && today.getFullYear() == 2026 && today.getMonth() == 10"),
        ("today.getDate() == 22 && today.getDayOfMonth() == 21 && today.getDayOfYear() == 325"),
        ("date(now) == today"),
        // Over a change of clocks a calendar day has 23 hours.
        ("case.opened_at + days(1) - case.opened_at == hours(23)"),
        // The day begins at midnight in Riga, two hours before it does in Greenwich.
        ("today + hours(0) == timestamp('2026-11-21T22:00:00Z')"),
        ("has(customer.tier) && !has(customer.name)"),
        ("case.total in [money('80.00 EUR')]"),
        ("int(today - case.bought_on) == 12"),
        ("string(case.total) == '80.00 EUR' && string(today) == '2026-11-22'"),
    ])
    func `holds`(_ source: String) throws {
        #expect(try evaluate(source) == .value(.bool(true)))
    }

    @Test(arguments: [
        ("case.total > money('1.00 USD')", "cannot be put together"),
        ("case.total == money('80.00 USD')", "cannot be put together"),
        ("case.total != money('80.00 USD')", "cannot be put together"),
        ("min(case.total, money('1.00 USD')) > money('0 EUR')", "cannot be put together"),
        ("case.total + money('1.00 USD') > case.total", "cannot be put together"),
        ("case.total * 9223372036854775807 > case.total", "out of range"),
        ("case.total / 0 > case.total", "division by zero"),
        ("case.total / (case.size - 3) > case.total", "division by zero"),
        ("money('1.005 EUR') > case.total", "decimals"),
        ("money('1 EURO') > case.total", "not an amount"),
        ("money('1 EUQ') > case.total", "ISO 4217"),
        ("case.bought_on + days(9223372036854775807) > today", "out of range"),
        ("date('2026-02-30') < today", "not a date"),
        ("now + days(4000000) > now", "out of range"),
        ("hours(9223372036854775807) > hours(1)", "out of range"),
    ])
    func `fails rather than guess`(_ source: String, _ message: String) throws {
        let message = message
        do {
            guard case .error(let error) = try evaluate(source) else {
                Issue.record("no error from \(source)")
                return
            }
            #expect(error.message.contains(message))
        } catch let error as CompileError {
            #expect(error.diagnostics.first?.message.contains(message) ?? false)
        }
    }

    @Test(arguments: [
        "case.total * (1.0 / 3.0)", "case.total > 5", "case.total + 5", "case.bought_on + 30",
        "case.bought_on < '2026-01-01'", "percent(case.size, 50)", "case.totl > case.total",
    ])
    func `is refused when it is compiled`(_ source: String) {
        #expect(throws: CompileError.self) { try environment.cel.compile(source) }
    }

    @Test func `a limit must be an amount`() throws {
        #expect(throws: CompileError.self) { try environment.moneyLimit("case.size") }
        #expect(throws: CompileError.self) { try environment.moneyLimit("25.00") }
        #expect(throws: CompileError.self) { try environment.quantityLimit("case.total") }
        #expect(try environment.moneyLimit("25.00 EUR").resultType == HostTypes.money.type)
        #expect(try environment.quantityLimit("case.size * 2").resultType == .int)
    }

    @Test func `asked is of the kind of the row`() throws {
        let money = try environment.condition("asked < money('5.00 EUR')", asked: .money)
        #expect(money.resultType == .bool)
        #expect(throws: CompileError.self) {
            try environment.condition("asked < money('5.00 EUR')", asked: .quantity)
        }
        #expect(try environment.condition("asked < 5", asked: .quantity).resultType == .bool)
    }

    @Test func `a value by currency is a variable after the facts`() throws {
        let program = try environment.cel.compile("case.total > values.by_country")
        let own = try #require(program.variables.last)
        #expect(own == schema.slotCount)
    }

    @Test func `a missing fact is unknown, and absorbed where the rest decides`() throws {
        let slot = try #require(schema.slot(of: "case.refunded"))
        #expect(
            try evaluate("case.refunded > money('1.00 EUR')")
                == .unknown(UnknownSet(slot: slot))
        )
        #expect(
            try evaluate("case.refunded > money('1.00 EUR') && case.size == 4")
                == .value(.bool(false))
        )
        #expect(
            try evaluate("case.refunded > money('1.00 EUR') || case.size == 3")
                == .value(.bool(true))
        )
    }
}
