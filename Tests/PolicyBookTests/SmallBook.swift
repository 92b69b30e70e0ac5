import PolicyBook

/// A small book for tests of single rules: four roles, six remedies, few facts.
enum SmallBook {
    private static let facts: [DeclaredFact] = {
        var looked = DeclaredFact(.case, "looked_up", .bool)
        looked.needsVerification = true
        looked.question = text("Has somebody looked?")
        return [
            DeclaredFact(.case, "ok", .bool), DeclaredFact(.case, "bad", .bool),
            DeclaredFact(.case, "total", .money), DeclaredFact(.case, "size", .int), looked,
            DeclaredFact(.context, "country", .string),
            DeclaredFact(.staff, "on_duty", .bool),
        ]
    }()

    static func book(_ change: (inout BookBuilder) -> Void) throws -> PolicyBook {
        var book = BookBuilder()
        book.facts = facts
        book.roles = [
            .init(id: "agent"), .init(id: "partner", escalatesTo: "senior"),
            .init(id: "senior", over: "agent"), .init(id: "manager", over: "senior"),
        ]
        book.remedies = [
            Remedy(id: "refund", kind: .money, label: text("Refund")),
            Remedy(id: "gift_card", kind: .money, label: text("Gift card")),
            Remedy(id: "bags", kind: .quantity, label: text("Bags"), unit: "bags"),
            Remedy(id: "exchange", kind: .action, label: text("Exchange")),
            Remedy(id: "drink", kind: .item, label: text("A drink"), cost: euro(4_00)),
            Remedy(id: "apology", kind: .gesture, label: text("Apology")),
        ]
        change(&book)
        return try book.build()
    }

    static func policy(
        named id: String,
        _ rows: [PolicyBuilder.Row],
        _ change: (inout PolicyBuilder) -> Void = { _ in }
    ) -> PolicyBuilder {
        policy(rows, id: id, change)
    }

    static func policy(
        _ rows: [PolicyBuilder.Row],
        id: String = "returns.test",
        _ change: (inout PolicyBuilder) -> Void = { _ in }
    ) -> PolicyBuilder {
        var policy = PolicyBuilder()
        policy.id = id
        policy.rows = rows
        change(&policy)
        return policy
    }
}
