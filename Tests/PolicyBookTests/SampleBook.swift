import PolicyBook

/// The book and policy of the documentation, built by hand.
enum SampleBook {
    static func builder() -> BookBuilder {
        var book = BookBuilder()
        book.topics = ["returns", "service", "payments", "delivery"]
        book.facts = facts
        book.roles = [
            .init(id: "agent"), .init(id: "partner_agent", escalatesTo: "senior"),
            .init(id: "senior", over: "agent"), .init(id: "supervisor", over: "senior"),
            .init(id: "manager", over: "supervisor"),
        ]
        book.defaultRole = "agent"
        book.remedies = remedies
        book.obligations = [
            Obligation(
                id: "order_found",
                moment: .before,
                label: text("The order has been looked up")
            ),
            Obligation(id: "send_receipt", moment: .after, label: text("Send a new receipt")),
        ]
        book.budgets = budgets
        book.house = [
            (
                "fraud", ["refund"], "customer.refunds_90d > 5",
                "A colleague will look at this with you.", "Do not tip off."
            )
        ]
        book.policies = [noReceipt]
        return book
    }

    private static let facts: [DeclaredFact] = {
        var reason = DeclaredFact(
            .case,
            "reason",
            .enumeration(["defect", "changed_mind", "wrong_item", "late", "other"])
        )
        reason.isClaim = true
        reason.question = text("What went wrong?")
        var flight = DeclaredFact(
            .case,
            "flight_status",
            .enumeration(["on_time", "delayed", "cancelled"])
        )
        flight.needsVerification = true
        return [
            DeclaredFact(.customer, "tier", .enumeration(["standard", "silver", "gold"])),
            DeclaredFact(.customer, "tenure_days", .int),
            DeclaredFact(.customer, "refunds_90d", .int),
            reason,
            DeclaredFact(.case, "receipt", .bool),
            DeclaredFact(.case, "own_order", .bool),
            DeclaredFact(.case, "worn", .bool),
            DeclaredFact(.case, "total", .money),
            DeclaredFact(.case, "bought_on", .date),
            flight,
            DeclaredFact(.case, "party_size", .int),
            DeclaredFact(.context, "country", .string),
            DeclaredFact(.context, "channel", .string),
        ]
    }()

    private static let remedies: [Remedy] = [
        Remedy(id: "refund", kind: .money, label: text("Refund", ["nl": "Terugbetaling"])),
        Remedy(id: "gift_card", kind: .money, label: text("Gift card")),
        Remedy(
            id: "free_bags",
            kind: .quantity,
            label: text("Checked bags without a fee"),
            unit: "bags"
        ),
        Remedy(id: "exchange", kind: .action, label: text("Exchange", ["nl": "Omruilen"])),
        Remedy(
            id: "free_item",
            kind: .item,
            label: text("A drink or dessert on the house"),
            cost: try? Money(parsing: "4.00 EUR")
        ),  // A literal that is an amount.
        Remedy(id: "apology", kind: .gesture, label: text("A sincere apology")),
        Remedy(id: "second_person", kind: .handover, label: text("A colleague joins")),
    ]

    private static let budgets: [Budget] = [
        Budget(
            id: "agent-day",
            per: .staff,
            window: .day,
            limit: .byRole(["agent": euro(200_00), "supervisor": euro(1_000_00)]),
            beyond: .escalate
        ),
        Budget(
            id: "customer-90d",
            per: .customer,
            window: .days(90),
            count: 3,
            remedies: ["gift_card", "free_item"],
            beyond: .deny
        ),
    ]

    static let noReceipt: PolicyBuilder = {
        var policy = PolicyBuilder()
        policy.id = "returns.no-receipt"
        policy.version = 3
        policy.from = "2026-03-01"
        policy.grace = .until(day("2026-06-01"))
        policy.title = text("Returns without a receipt", ["nl": "Retour zonder bon"])
        policy.values = [
            NamedValue(name: "window_days", value: .integer(30)),
            NamedValue(name: "small", value: .money(euro(25_00))),
            NamedValue(name: "share", value: .percentage(Percentage(DecimalNumber(50)))),
        ]
        policy.tables = [
            NamedValue(
                name: "ceiling",
                value: .table([
                    NamedValue(name: "standard", value: .money(euro(25_00))),
                    NamedValue(name: "silver", value: .money(euro(40_00))),
                    NamedValue(name: "gold", value: .money(euro(80_00))),
                ])
            )
        ]
        policy.wording.ask = LocalizedTexts(
            [pattern("What would make this right for you?")],
            in: tag("en")
        )
        policy.wording.avoid = LocalizedTexts([pattern("It is our policy")], in: tag("en"))
        policy.alternatives = [("exchange", "customer.tier == 'gold'", "You can swap it.")]
        policy.require = [("own-order", "case.own_order", "This is for your own orders.")]
        policy.rows = [
            .init(
                id: "small",
                remedies: ["refund", "gift_card"],
                when: "!case.receipt && now < case.bought_on + days(values.window_days)",
                upTo: "min(tables.ceiling[customer.tier], percent(case.total, values.share))",
                confirm: ["order_found"],
                also: [("apology", nil)]
            ),
            .init(
                id: "large",
                remedies: ["refund", "gift_card"],
                roles: ["supervisor"],
                when: "!case.receipt",
                upTo: "100.00 EUR"
            ),
        ]
        policy.never = [
            .init(id: "worn-item", when: "case.worn", tell: "Worn items stay with you.")
        ]
        policy.escalation = ("supervisor", true)
        policy.secondPersonWhen = "case.reason == 'late'"
        return policy
    }()

    /// The request of the documentation.
    static func asking() -> Asking {
        var asking = Asking(amount: "60.00 EUR", policy: "returns.no-receipt")
        asking.facts = [
            "staff.id": .string("s-117"), "customer.id": .string("c-9"),
            "customer.tier": .string("gold"), "customer.refunds_90d": .number("0"),
            "case.id": .string("T-1009"), "case.receipt": .bool(false),
            "case.bought_on": .string("2026-11-10"), "case.own_order": .bool(true),
            "case.worn": .bool(false), "case.total": .string("80.00 EUR"),
            "context.channel": .string("chat"), "context.country": .string("LV"),
        ]
        asking.isAskedFor = true
        asking.locale = "nl"
        asking.usage["agent-day", "s-117"] = BudgetUsage.Use(minorUnits: 20_00, count: 1)
        return asking
    }
}

/// An amount in euro of a test's own.
func euro(_ minorUnits: Int64) -> Money {
    guard let currency = Currency("EUR") else { fatalError("EUR is a currency") }
    return Money(minorUnits: minorUnits, currency)
}

/// A day of a test's own.
func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(iso8601: text) else { fatalError("\(text) is no date") }
    return day
}
