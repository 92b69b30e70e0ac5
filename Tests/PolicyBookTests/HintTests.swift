import PolicyBook
import Testing

@Suite("what would raise a limit")
struct HintTests {
    private typealias Row = PolicyBuilder.Row

    private static let facts: [DeclaredFact] = {
        var claim = DeclaredFact(.case, "claimed", .bool)
        claim.isClaim = true
        var hidden = DeclaredFact(.case, "secret", .bool)
        hidden.isHintable = false
        return [
            claim, hidden, DeclaredFact(.case, "ok", .bool), DeclaredFact(.case, "total", .money),
            DeclaredFact(.case, "size", .int), DeclaredFact(.case, "bought_on", .date),
            DeclaredFact(.case, "waited", .duration), DeclaredFact(.case, "rate", .decimal),
            DeclaredFact(.customer, "tier", .enumeration(["standard", "silver", "gold"])),
        ]
    }()

    private static let known: [String: FactInput] = [
        "case.claimed": .bool(false), "case.secret": .bool(false), "case.ok": .bool(false),
        "case.total": .string("80.00 EUR"), "case.size": .number("2"),
        "case.bought_on": .string("2026-10-01"), "case.waited": .string("1h"),
        "case.rate": .number("0.5"), "customer.tier": .string("standard"),
    ]

    private static func hints(
        _ row: PolicyBuilder.Row,
        _ amount: String?,
        _ change: (inout PolicyBuilder) -> Void = { _ in }
    ) throws -> (Decision, PolicyBook) {
        let book = try SmallBook.book { book in
            book.facts = facts
            book.policies = [SmallBook.policy([row], change)]
        }
        return (try Asking(amount: amount, facts: known).decide(book), book)
    }

    /// Condition, limit, amount asked → fact, comparison, value, limit.
    @Test(arguments: [
        ("case.ok", "9.00 EUR", "5.00 EUR", "case.ok == true → 9.00 EUR"),
        ("!case.ok && case.size >= 4", "9.00 EUR", "5.00 EUR", "case.size >= 4 → 9.00 EUR"),
        ("case.size < 2", "9.00 EUR", "5.00 EUR", "case.size <= 1 → 9.00 EUR"),
        ("case.size > 5 || case.size == 0", "9.00 EUR", "5.00 EUR", "case.size <= 0 → 9.00 EUR"),
        ("case.size in [7, 9]", "9.00 EUR", "5.00 EUR", "case.size >= 7 → 9.00 EUR"),
        ("case.size != 2", "9.00 EUR", "5.00 EUR", "case.size <= 1 → 9.00 EUR"),
        ("case.size * 3 + 1 > 10", "9.00 EUR", "5.00 EUR", "case.size >= 4 → 9.00 EUR"),
        (
            "now < case.bought_on + days(30)", "9.00 EUR", "5.00 EUR",
            "case.bought_on >= 2026-10-24 → 9.00 EUR"
        ),
        (
            "today - case.bought_on <= days(30)", "9.00 EUR", "5.00 EUR",
            "case.bought_on >= 2026-10-23 → 9.00 EUR"
        ),
        ("case.waited >= hours(2)", "9.00 EUR", "5.00 EUR", "case.waited >= 2h → 9.00 EUR"),
        (
            "customer.tier == 'gold'", "9.00 EUR", "5.00 EUR", "customer.tier == gold → 9.00 EUR"
        ),
        (
            "case.size == 2", "percent(case.total, 50)", "60.00 EUR",
            "case.total >= 120.00 EUR → 60.00 EUR"
        ),
        (
            "case.size == 2", "case.total / 3", "33.34 EUR",
            "case.total >= 100.02 EUR → 33.34 EUR"
        ),
        (
            "true", "min(money('70.00 EUR'), case.total * 0.5)", "90.00 EUR",
            "case.total >= 140.00 EUR → 70.00 EUR"
        ),
        (
            "true", "max(money('5.00 EUR'), case.total - money('100.00 EUR'))", "20.00 EUR",
            "case.total >= 120.00 EUR → 20.00 EUR"
        ),
        (
            "true", "money('10.00 EUR') * case.size", "45.00 EUR", "case.size >= 5 → 50.00 EUR"
        ),
    ])
    func `is found in the conditions themselves`(
        _ when: String,
        _ limit: String,
        _ asked: String,
        _ expected: String
    ) throws {
        let (decision, _) = try Self.hints(Row(id: "r", when: when, upTo: limit), asked)
        let hints = decision.wouldRaise.map { hint in
            let limit: String =
                switch hint.limit {
                case .amount(let amount)?: amount.description
                case .unlimited?: "unlimited"
                case nil: "none"
                }
            return "\(hint.fact) \(hint.comparison.rawValue) \(hint.value) → \(limit)"
        }
        #expect(hints == [expected])
    }

    @Test(arguments: ["case.claimed", "case.secret", "case.rate > 0.7", "customer.id == 'x'"])
    func `never speaks of a claim, a hidden fact, or one it cannot solve`(_ when: String) throws {
        let (decision, _) = try Self.hints(Row(id: "r", when: when, upTo: "9.00 EUR"), "5.00 EUR")
        #expect(decision.wouldRaise.isEmpty)
    }

    @Test func `says nothing where a principle blocks, or where all is allowed`() throws {
        let row = Row(id: "r", when: "case.size >= 2", upTo: "case.total")
        let (blocked, _) = try Self.hints(row, "5.00 EUR") {
            $0.never = [.init(id: "n", when: "case.size < 5")]
        }
        #expect(blocked.outcome == .deny && blocked.wouldRaise.isEmpty)
        let (allowed, _) = try Self.hints(row, "5.00 EUR")
        #expect(allowed.outcome == .allow && allowed.wouldRaise.isEmpty)
    }

    @Test func `promises nothing that a principle would take back`() throws {
        let row = Row(id: "r", upTo: "percent(case.total, 50)")
        let (decision, _) = try Self.hints(row, "60.00 EUR") {
            $0.never = [.init(id: "n", when: "case.total >= money('100.00 EUR')")]
        }
        #expect(decision.wouldRaise.isEmpty)
    }

    @Test(arguments: [(16, 1), (17, 0)])
    func `so many values of a fact are tried, the nearest first`(
        _ last: Int,
        _ hints: Int
    ) throws {
        let words = ["now"] + (1...20).map { "w\($0)" }
        let book = try SmallBook.book { book in
            book.facts = [DeclaredFact(.case, "word", .enumeration(words))]
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", when: "case.word == 'w\(last)'", upTo: "9.00 EUR")
                ])
            ]
        }
        let asking = Asking(amount: "5.00 EUR", facts: ["case.word": .string("now")])
        #expect(try asking.decide(book).wouldRaise.count == hints)
    }

    @Test(arguments: [(32, 1), (33, 0)])
    func `a hint is looked for in so many rows that read the fact`(
        _ place: Int,
        _ hints: Int
    ) throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy(
                    (1...40)
                        .map { row in
                            Row(
                                id: "r\(row)",
                                when: row == place ? "case.ok" : "case.ok && case.bad",
                                upTo: "9.00 EUR"
                            )
                        }
                )
            ]
        }
        let asking = Asking(
            amount: "5.00 EUR",
            facts: ["case.ok": .bool(false), "case.bad": .bool(false)]
        )
        #expect(try asking.decide(book).wouldRaise.map(\.fact) == (hints > 0 ? ["case.ok"] : []))
    }

    @Test(arguments: [(4, 4), (5, 5), (6, 5)])
    func `no more hints are given than a person considers`(_ facts: Int, _ hints: Int) throws {
        let names = (1...facts).map { "f\($0)" }
        let book = try SmallBook.book { book in
            book.facts = names.map { DeclaredFact(.case, $0, .bool) }
            book.policies = [
                SmallBook.policy(
                    names.map { Row(id: $0, when: "case.\($0)", upTo: "9.00 EUR") }
                )
            ]
        }
        let known = names.map { ("case.\($0)", FactInput.bool(false)) }
        let asking = Asking(amount: "5.00 EUR", facts: Dictionary(uniqueKeysWithValues: known))
        #expect(try asking.decide(book).wouldRaise.count == hints)
    }

    @Test(arguments: [(19, 19), (20, 20), (21, 20)])
    func `no more reasons are given than a person reads`(_ rows: Int, _ reasons: Int) throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy(
                    (1...rows).map { Row(id: "r\($0)", when: "case.ok", upTo: "9.00 EUR") }
                )
            ]
        }
        let asking = Asking(amount: "5.00 EUR", facts: ["case.ok": .bool(false)])
        #expect(try asking.decide(book).reasons.count == reasons)
    }
}
