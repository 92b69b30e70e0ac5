extension BudgetUsage {
    /// What has been used of budgets, by their ids, by whoever a request speaks of.
    package init(_ uses: [String: Use], by request: DecisionRequest, of book: PolicyBook) {
        self.init()
        for budget in book.budgets {
            guard let use = uses[budget.id] else { continue }
            for holder in Self.holders(of: budget, request, book) { self[budget.id, holder] = use }
        }
    }

    private static func holders(
        of budget: Budget,
        _ request: DecisionRequest,
        _ book: PolicyBook
    ) -> [String] {
        let slot: Int?
        switch budget.per {
        case .book: return [book.name]
        case .policy: return book.policies.map(\.id)
        case .staff: slot = book.facts.idSlot(of: .staff)
        case .team: slot = book.facts.staffTeam
        case .customer: slot = book.facts.idSlot(of: .customer)
        case .case: slot = book.facts.idSlot(of: .case)
        case .fact(let name): slot = book.facts.slot(of: name)
        }
        // Where the request does not say whose it is, the most that anyone has used counts.
        return [slot.flatMap { request.facts[$0] }?.bookText ?? ""]
    }
}
