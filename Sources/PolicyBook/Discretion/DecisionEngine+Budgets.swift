import CEL

/// What budgets leave of a remedy, for one role.
struct BudgetRoom {
    /// The budgets that cover the remedy, in the order of the book.
    var states: [Decision.BudgetState] = []
    /// By budget, what happens beyond it.
    var beyonds: [Budget.Beyond] = []
    /// The facts that would say whose budget it is, where the request does not and it matters.
    var unknownHolders = UnknownSet()
    /// What one grant takes of money where the remedy has no amount of its own.
    var cost: Money?

    /// The least money left, in that currency; nil where no budget limits it.
    func moneyLeft(in currency: Currency) -> Money? {
        var least: Money?
        for state in states {
            guard let left = state.left, left.currency == currency else { continue }
            if left.minorUnits < least?.minorUnits ?? .max { least = left }
        }
        return least
    }

    /// Whether a grant of no amount, or of one without its own cost, is within all budgets.
    var hasRoomForGrant: Bool {
        states.allSatisfy { state in
            if let count = state.countLeft, count < 1 { return false }
            guard let cost, let left = state.left, left.currency == cost.currency else {
                return true
            }
            return cost.minorUnits <= left.minorUnits
        }
    }

    /// The worst that is said beyond the budgets that are exceeded.
    func beyond(_ asked: Amount?) -> Budget.Beyond {
        let exceeded = zip(states, beyonds).filter { state, _ in isExceeded(state, by: asked) }
        return exceeded.contains { $0.1 == .deny } ? .deny : .escalate
    }

    func isExceeded(_ state: Decision.BudgetState, by asked: Amount?) -> Bool {
        if let count = state.countLeft, count < 1 { return true }
        guard let left = state.left else { return false }
        if case .money(let money)? = asked {
            return money.currency == left.currency && money.minorUnits > left.minorUnits
        }
        if let cost, cost.currency == left.currency { return cost.minorUnits > left.minorUnits }
        return left.minorUnits < 1
    }
}

/// Step 6: cumulative limits.
extension DecisionEngine {
    /// What the budgets leave of the remedy for that role, when that policy decides.
    ///
    /// An approver is another person: nothing is known of what he has used of his own budget, and
    /// the ledger checks it when he grants.
    ///
    /// Where the request does not say whose budget it is, the most that anyone has used counts, or
    /// with `hopeful` nothing.
    func budgetRoom(for role: Int, policy: Int?, hopeful: Bool = false) -> BudgetRoom {
        var room = BudgetRoom()
        guard !book.decisions.budgets[question.remedy].isEmpty else { return room }
        let remedy = book.remedies[question.remedy]
        room.cost = remedy.kind == .item ? remedy.cost : nil
        for index in book.decisions.budgets[question.remedy] {
            let budget = book.budgets[index]
            let isOther = role != question.role && budget.per == .staff
            var use = BudgetUsage.Use()
            if let holder = holder(of: budget, policy: policy), !isOther {
                use = question.usage[budget.id, holder]
            } else if !isOther, let slot = holderSlot(of: budget) {
                let most = question.usage.greatestUse(of: budget.id)
                if most != BudgetUsage.Use() { room.unknownHolders.insert(slot) }
                use = hopeful ? BudgetUsage.Use() : most
            }
            let limit = spendsMoney(remedy) ? moneyLimit(of: budget, role) : nil
            let left = limit.map { limit in
                let (rest, overflow) = limit.minorUnits.subtractingReportingOverflow(use.minorUnits)
                return Money(minorUnits: overflow ? 0 : max(0, rest), limit.currency)
            }
            let countLeft = budget.count.map { count in
                let (rest, overflow) = count.subtractingReportingOverflow(use.count)
                return overflow ? 0 : max(0, rest)
            }
            guard left != nil || countLeft != nil else { continue }
            room.states.append(
                Decision.BudgetState(id: budget.id, left: left, countLeft: countLeft)
            )
            room.beyonds.append(budget.beyond)
        }
        return room
    }

    private func spendsMoney(_ remedy: Remedy) -> Bool {
        remedy.kind == .money || remedy.kind == .item && remedy.cost != nil
    }

    private func moneyLimit(of budget: Budget, _ role: Int) -> Money? {
        budget.moneyLimit(for: book.roles.roles[role].id, in: book.roles)
    }

    /// Whom a budget adds up for in this request; nil where the request does not say.
    func holder(of budget: Budget, policy: Int?) -> String? {
        switch budget.per {
        case .book: book.name
        case .policy: policy.map { book.policies[$0].id }
        default: holderSlot(of: budget).flatMap { activation[$0] }?.holderText
        }
    }

    /// The slot of the fact that says whom a budget adds up for; nil where no fact does.
    private func holderSlot(of budget: Budget) -> Int? {
        let schema = book.facts
        return switch budget.per {
        case .staff: schema.idSlot(of: .staff)
        case .team: schema.staffTeam
        case .customer: schema.idSlot(of: .customer)
        case .case: schema.idSlot(of: .case)
        case .fact(let name): schema.slot(of: name)
        case .policy, .book: nil
        }
    }
}

extension Value {
    /// The text by which a budget knows its holder; nil for a value that is none.
    fileprivate var holderText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .bool(let flag): String(flag)
        default: nil
        }
    }
}
