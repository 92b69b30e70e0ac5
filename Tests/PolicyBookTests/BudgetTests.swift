import PolicyBook
import Testing

@Suite("budgets")
struct BudgetTests {
    private typealias Row = PolicyBuilder.Row

    private static func book(_ budgets: [Budget]) throws -> PolicyBook {
        try SmallBook.book { book in
            book.facts.append(DeclaredFact(.case, "account_id", .string))
            book.budgets = budgets
            book.policies = [
                SmallBook.policy([
                    Row(id: "a", upTo: "50.00 EUR"),
                    Row(id: "m", roles: ["manager"], upTo: "500.00 EUR"),
                    Row(id: "x", remedies: ["drink", "apology"]),
                    Row(id: "owed", when: "case.ok", upTo: "30.00 EUR", offer: .owed),
                    Row(id: "exact", remedies: ["gift_card"], exactly: "20.00 EUR"),
                ])
            ]
        }
    }

    private static func ask(
        _ amount: String?,
        _ used: [(String, String, Int64, Int64)] = [],
        remedy: String = "refund"
    ) -> Asking {
        var asking = Asking(remedy: remedy, amount: amount)
        asking.facts = [
            "staff.id": .string("s"), "customer.id": .string("c"), "case.id": .string("t"),
            "case.account_id": .string("acc"), "case.ok": .bool(false),
        ]
        for (budget, holder, spent, count) in used {
            asking.usage[budget, holder] = BudgetUsage.Use(minorUnits: spent, count: count)
        }
        return asking
    }

    private static let day = Budget(
        id: "day",
        per: .staff,
        window: .day,
        limit: .byRole(["agent": euro(60_00), "manager": euro(300_00)]),
        beyond: .escalate
    )

    @Test func `what was used lowers the limit`() throws {
        let book = try Self.book([Self.day])
        let decision = try Self.ask("40.00 EUR", [("day", "s", 25_00, 1)]).decide(book)
        #expect(try decision.limit == limit("35.00 EUR"))
        #expect(
            decision.budgets == [Decision.BudgetState(id: "day", left: euro(35_00), countLeft: nil)]
        )
        // The approver's own budget is another person's.
        #expect(decision.outcome == .escalate)
        #expect(try decision.approver == .init(role: "senior", limit: limit("50.00 EUR")))
        #expect(decision.reasons.map(\.code).contains(.budgetExceeded))
        #expect(try Self.ask("35.00 EUR", [("day", "s", 25_00, 1)]).decide(book).outcome == .allow)
        let over = try Self.ask("0.01 EUR", [("day", "s", 99_00, 1)]).decide(book)
        #expect(try over.outcome == .escalate && over.limit == limit("0.00 EUR"))
    }

    @Test func `a role without a limit of its own has that of the role under it`() throws {
        let book = try Self.book([Self.day])
        var asking = Self.ask("40.00 EUR", [("day", "s", 25_00, 1)])
        asking.role = "senior"
        #expect(try asking.decide(book).limit == limit("35.00 EUR"))
        asking.role = "manager"
        #expect(try asking.decide(book).limit == limit("275.00 EUR"))
    }

    @Test func `beyond a budget that denies nobody is asked`() throws {
        let budget = Budget(
            id: "c",
            per: .customer,
            window: .days(90),
            count: 3,
            beyond: .deny
        )
        let book = try Self.book([budget])
        #expect(try Self.ask("1.00 EUR", [("c", "c", 0, 2)]).decide(book).outcome == .allow)
        let decision = try Self.ask("1.00 EUR", [("c", "c", 0, 3)]).decide(book)
        #expect(decision.outcome == .deny && decision.approver == nil)
        #expect(decision.budgets == [Decision.BudgetState(id: "c", left: nil, countLeft: 0)])
        #expect(
            try Self.ask(nil, [("c", "c", 0, 3)], remedy: "apology").decide(book).outcome == .deny
        )
    }

    @Test func `beyond a budget that nobody can lift it still goes up`() throws {
        let budget = Budget(
            id: "case",
            per: .case,
            limit: .everyRole(euro(45_00)),
            beyond: .escalate
        )
        let book = try Self.book([budget])
        let decision = try Self.ask("50.00 EUR").decide(book)
        #expect(try decision.outcome == .escalate && decision.limit == limit("45.00 EUR"))
    }

    @Test func `what is owed is outside every budget`() throws {
        let book = try Self.book([Self.day])
        var asking = Self.ask("30.00 EUR", [("day", "s", 60_00, 1)])
        #expect(try asking.decide(book).outcome == .escalate)
        asking.facts["case.ok"] = .bool(true)
        let decision = try asking.decide(book)
        #expect(decision.outcome == .allow && decision.offer == .owed)
    }

    @Test func `an item takes its cost`() throws {
        let book = try Self.book([Self.day])
        func outcome(_ spent: Int64, _ remedy: String) throws -> Decision.Outcome {
            try Self.ask(nil, [("day", "s", spent, 1)], remedy: remedy).decide(book).outcome
        }
        #expect(try outcome(56_00, "drink") == .allow)
        #expect(try outcome(56_01, "drink") == .escalate)
        #expect(try outcome(60_00, "apology") == .allow)
    }

    @Test func `an exact amount is not cut down`() throws {
        let book = try Self.book([Self.day])
        let enough = Self.ask("20.00 EUR", [("day", "s", 40_00, 1)], remedy: "gift_card")
        #expect(try enough.decide(book).outcome == .allow)
        let short = Self.ask("20.00 EUR", [("day", "s", 40_01, 1)], remedy: "gift_card")
        let decision = try short.decide(book)
        #expect(try decision.outcome == .escalate && decision.limit == limit("20.00 EUR"))
    }

    @Test(arguments: [
        (Budget.Holder.team, "t1"), (.policy, "returns.test"), (.book, "Harbour Goods"),
        (.fact("case.account_id"), "acc"), (.case, "t"), (.customer, "c"),
    ])
    func `use adds up for its holder`(_ holder: Budget.Holder, _ name: String) throws {
        let budget = Budget(
            id: "b",
            per: holder,
            limit: .everyRole(euro(60_00)),
            beyond: .escalate
        )
        let book = try Self.book([budget])
        var asking = Self.ask("40.00 EUR", [("b", name, 25_00, 1)])
        asking.facts["staff.team"] = .string("t1")
        #expect(try asking.decide(book).limit == limit("35.00 EUR"))
        asking.usage = BudgetUsage([
            BudgetUsage.Key(budget: "b", holder: "other"): BudgetUsage.Use(minorUnits: 25_00)
        ])
        #expect(try asking.decide(book).outcome == .allow)
    }

    @Test func `not to say whose budget it is gives no more than saying it`() throws {
        let book = try Self.book([
            Budget(id: "c", per: .customer, limit: .everyRole(euro(30_00)), beyond: .deny)
        ])
        var asking = Self.ask("20.00 EUR", [("c", "c", 15_00, 1), ("c", "d", 5_00, 1)])
        #expect(try asking.decide(book).outcome == .deny)
        asking.facts["customer.id"] = .string("d")
        #expect(try asking.decide(book).outcome == .allow)
        asking.facts["customer.id"] = nil
        let unknown = try asking.decide(book)
        #expect(unknown.outcome == .ask && unknown.missing.map(\.fact) == ["customer.id"])
        asking.usage = BudgetUsage()
        #expect(try asking.decide(book).outcome == .allow)
    }

    @Test func `each item of a request counts for the next`() throws {
        let book = try Self.book([
            Self.day, Budget(id: "c", per: .customer, count: 3, beyond: .deny),
        ])
        let request = try Self.ask(nil, [("day", "s", 5_00, 1)]).request(book)
        let items = [
            RequestedItem(remedy: "gift_card", asked: .money(euro(20_00))),
            RequestedItem(remedy: "refund", asked: .money(euro(30_00))),
            RequestedItem(remedy: "refund", asked: .money(euro(6_00))),
            RequestedItem(remedy: "drink", asked: nil),
            RequestedItem(remedy: "apology", asked: nil),
        ]
        let decisions = try book.decide(items, request)
        #expect(decisions.map(\.outcome) == [.allow, .allow, .escalate, .allow, .deny])
        #expect(try decisions[2].limit == limit("5.00 EUR"))
    }

    @Test func `a row's limit is not given twice in one request`() throws {
        let book = try Self.book([])
        let request = try Self.ask(nil).request(book)
        let forty = RequestedItem(remedy: "refund", asked: .money(euro(40_00)))
        let decisions = try book.decide([forty, forty], request)
        #expect(decisions.map(\.outcome) == [.allow, .escalate])
        #expect(try decisions[1].limit == limit("10.00 EUR"))
        let many = Array(repeating: forty, count: RequestedItem.maxCount)
        #expect(try book.decide(many, request).count == RequestedItem.maxCount)
        let refused = #expect(throws: RequestedItem.Refused.self) {
            try book.decide(many + [forty], request)
        }
        #expect(refused?.index == RequestedItem.maxCount)
        #expect(refused?.refusal == .tooManyItems(limit: RequestedItem.maxCount))
    }

    @Test(arguments: [
        ("day", Budget.Window.day), ("week", .week), ("month", .month), ("year", .year),
        ("90d", .days(90)), ("1d", .days(1)), ("36500d", .days(36_500)),
    ])
    func `windows are read`(_ text: String, _ window: Budget.Window) {
        #expect(Budget.Window(text) == window)
    }

    @Test(arguments: ["", "d", "0d", "-1d", "+1d", "36501d", "90", "90h", "days"])
    func `refuses a window that is none`(_ text: String) {
        #expect(Budget.Window(text) == nil)
    }
}
