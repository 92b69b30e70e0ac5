import PolicyBook
import TestSupport

/// Random choices that are the same on every run.
struct Dice: RandomNumberGenerator {
    private var source: SplitMix64

    init(_ seed: Int) {
        source = SplitMix64(state: UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15)
    }

    mutating func next() -> UInt64 {
        source.next()
    }

    /// True once in so many times.
    mutating func once(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &self) == 0
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    mutating func amount() -> String { "\(number(0...120)).\(pick(["00", "50", "99"])) EUR" }
}

/// A random book of a few policies, with roles, budgets, principles and two versions here and
/// there.
struct RandomBook {
    static let remedies = ["refund", "gift_card", "bags", "exchange", "apology"]
    static let roles = ["agent", "partner", "senior", "manager"]
    static let staffNote = "MARKER-STAFF-NOTE"

    static let facts: [DeclaredFact] = {
        var looked = DeclaredFact(.case, "looked_up", .bool)
        looked.needsVerification = true
        var claim = DeclaredFact(.case, "claimed", .bool)
        claim.isClaim = true
        return [
            DeclaredFact(.case, "ok", .bool), DeclaredFact(.case, "bad", .bool), looked, claim,
            DeclaredFact(.case, "total", .money), DeclaredFact(.case, "paid", .money),
            DeclaredFact(.case, "size", .int), DeclaredFact(.case, "bought_on", .date),
            DeclaredFact(.customer, "tier", .enumeration(["standard", "silver", "gold"])),
        ]
    }()

    private var dice: Dice

    init(_ seed: Int) {
        dice = Dice(seed)
    }

    mutating func builder() -> BookBuilder {
        var book = BookBuilder()
        book.facts = Self.facts
        book.roles = [
            .init(id: "agent"), .init(id: "partner", escalatesTo: "senior"),
            .init(id: "senior", over: "agent"), .init(id: "manager", over: "senior"),
        ]
        book.remedies = [
            Remedy(id: "refund", kind: .money, label: text("Refund")),
            Remedy(id: "gift_card", kind: .money, label: text("Gift card")),
            Remedy(id: "bags", kind: .quantity, label: text("Bags"), unit: "bags"),
            Remedy(id: "exchange", kind: .action, label: text("Exchange")),
            Remedy(id: "apology", kind: .gesture, label: text("Apology")),
        ]
        if dice.once(in: 3) { book.budgets = budgets() }
        if dice.once(in: 3) {
            book.house = [
                ("house", dice.once(in: 2) ? [] : ["refund"], condition(1), nil, Self.staffNote)
            ]
        }
        for index in 0..<dice.number(1...3) {
            book.policies.append(policy("p\(index)", version: 1))
            guard dice.once(in: 2) else { continue }
            var newer = policy("p\(index)", version: 2)
            newer.from = "2026-06-01"
            if dice.once(in: 2) { newer.grace = .until(day("2027-01-01")) }
            if dice.once(in: 6) { newer.status = .withdrawn }
            book.policies.append(newer)
        }
        if dice.once(in: 3) {
            var fallback = policy("z", version: 1)
            fallback.isFallback = true
            book.policies.append(fallback)
        }
        return book
    }

    private mutating func budgets() -> [Budget] {
        [
            Budget(
                id: "staff",
                per: .staff,
                limit: .byRole(["agent": euro(60_00), "manager": euro(300_00)]),
                beyond: dice.pick([.escalate, .deny])
            ),
            Budget(
                id: "customer",
                per: .customer,
                count: 2,
                beyond: dice.pick([.escalate, .deny])
            ),
        ]
    }

    private mutating func policy(_ id: String, version: Int) -> PolicyBuilder {
        var policy = PolicyBuilder()
        policy.id = id
        policy.version = version
        policy.tables = [
            NamedValue(
                name: "by_tier",
                value: .table([
                    NamedValue(name: "standard", value: .money(euro(20_00))),
                    NamedValue(name: "gold", value: .money(euro(60_00))),
                ])
            )
        ]
        if dice.once(in: 3) { policy.require = [("own", condition(1), nil)] }
        policy.rows = (0..<dice.number(1...4)).map { row("r\($0)") }
        if dice.once(in: 4) {
            policy.never = [
                .init(
                    id: "never",
                    remedies: [dice.pick(Self.remedies)],
                    when: condition(1),
                    tell: "No.",
                    note: Self.staffNote
                )
            ]
        }
        policy.alternatives = (0..<dice.number(0...2))
            .map { _ in
                (dice.pick(Self.remedies), dice.once(in: 2) ? nil : condition(1), nil)
            }
        if dice.once(in: 2) { policy.escalation = ("manager", dice.once(in: 2)) }
        if dice.once(in: 6) { policy.onlyIn = "customer.tier != 'silver'" }
        return policy
    }

    private mutating func row(_ id: String) -> PolicyBuilder.Row {
        var row = PolicyBuilder.Row(id: id)
        switch dice.number(0...3) {
        case 0:
            row.remedies = [dice.pick(["exchange", "apology"])]
        case 1:
            row.remedies = ["bags"]
            row.upTo = dice.pick(["2", "case.size", "case.size * 2 - 3", "max(1, case.size)"])
        default:
            row.remedies = dice.once(in: 2) ? ["refund"] : ["refund", "gift_card"]
            let limit = limit()
            if dice.once(in: 6), limit != "unlimited" {
                row.exactly = limit
            } else {
                row.upTo = limit
            }
        }
        row.roles = dice.once(in: 4) ? ["agent", "partner"] : [dice.pick(Self.roles)]
        if !dice.once(in: 4) { row.when = condition(2) }
        if dice.once(in: 5) { row.offer = dice.pick([.onRequest, .owed]) }
        return row
    }

    private mutating func limit() -> String {
        switch dice.number(0...6) {
        case 0: "unlimited"
        case 1: "percent(case.total, \(dice.number(5...90)))"
        case 2: "min(tables.by_tier[customer.tier], case.total * 0.5)"
        case 3: "case.total - case.paid"
        case 4: "case.total / case.size"
        default: dice.amount()
        }
    }

    private mutating func condition(_ depth: Int) -> String {
        if depth > 0, dice.once(in: 2) {
            let operation = dice.pick(["&&", "||"])
            return "(\(condition(depth - 1)) \(operation) \(condition(depth - 1)))"
        }
        if dice.once(in: 5) { return "!(\(condition(0)))" }
        return switch dice.number(0...8) {
        case 0: "case.ok"
        case 1: "case.bad"
        case 2: "case.looked_up"
        case 3: "case.claimed"
        case 4: "case.total \(dice.pick(["<", ">=", "=="])) money('\(dice.amount())')"
        case 5: "case.size \(dice.pick(["<", ">", "!="])) \(dice.number(0...5))"
        case 6: "now < case.bought_on + days(\(dice.number(1...60)))"
        case 7: "customer.tier \(dice.pick(["==", "!="])) 'gold'"
        default: "10 / case.size > 2"
        }
    }

    /// A random request in which every fact is known.
    mutating func asking() -> Asking {
        var asking = Asking(remedy: dice.pick(Self.remedies), role: dice.pick(Self.roles))
        switch asking.remedy {
        case "refund", "gift_card": asking.amount = dice.once(in: 4) ? nil : dice.amount()
        case "bags": asking.amount = dice.once(in: 4) ? nil : String(dice.number(0...6))
        default: break
        }
        asking.facts = [
            "staff.id": .string("s"), "customer.id": .string("c"),
            "case.ok": .bool(dice.once(in: 2)), "case.bad": .bool(dice.once(in: 3)),
            "case.looked_up": .bool(dice.once(in: 2)), "case.claimed": .bool(dice.once(in: 2)),
            "case.total": .string(dice.amount()), "case.paid": .string(dice.amount()),
            "case.size": .number(String(dice.number(0...5))),
            "case.bought_on": .string("2026-1\(dice.number(0...1))-0\(dice.number(1...9))"),
            "customer.tier": .string(dice.pick(["standard", "silver", "gold"])),
        ]
        asking.verified = ["case.looked_up"]
        asking.isAskedFor = dice.once(in: 2)
        asking.usage["staff", "s"] = BudgetUsage.Use(
            minorUnits: Int64(dice.number(0...70)) * 100,
            count: 1
        )
        asking.usage["customer", "c"] = BudgetUsage.Use(count: Int64(dice.number(0...2)))
        return asking
    }
}
