import CEL

/// What items of one request have been granted already.
struct Granted {
    /// By row: how much of its limit they took.
    var byRow: [RowPlace: Amount] = [:]
}

/// What budgets leave to one role and policy, with what is looked up for every row worked out once.
private struct Purse {
    let role: Int
    var policy: Int?
    private(set) var room = BudgetRoom()
    private(set) var hasRoomForGrant = true
    private(set) var hasUnknownHolders = false
    private var currency: Currency?
    private var left: Money?

    init(role: Int, policy: Int?) {
        self.role = role
        self.policy = policy
    }

    mutating func take(_ room: BudgetRoom) {
        self.room = room
        hasRoomForGrant = room.hasRoomForGrant
        hasUnknownHolders = !room.unknownHolders.isEmpty
        currency = room.states.lazy.compactMap { $0.left?.currency }.first
        left = currency.flatMap { room.moneyLeft(in: $0) }
    }

    /// The least money left, in that currency; nil where no budget limits it.
    func moneyLeft(in currency: Currency) -> Money? {
        currency == self.currency ? left : room.moneyLeft(in: currency)
    }
}

/// Which row decides, and how far it goes.
extension DecisionEngine {
    /// Finds the deciding row among those that the role holds and that apply.
    func weigh(_ rows: [JudgedRow], for role: Int) -> Standing {
        var purse = Purse(role: role, policy: rows.first.map { policy(of: $0) })
        fill(&purse)
        var best: Reach?
        var room = purse.room
        var isBlockedByBudget = false
        var missing: UnknownSet?
        let isPerPolicy = book.decisions.hasBudgetPerPolicy[question.remedy]
        for index in rows.indices {
            if isPerPolicy, policy(of: rows[index]) != purse.policy {
                purse.policy = policy(of: rows[index])
                fill(&purse)
            }
            var needed: UnknownSet?
            switch rows[index].state {
            case .applies(let limit, let isExact):
                let reach = reach(of: rows[index].row, limit, isExact, purse)
                isBlockedByBudget = isBlockedByBudget || reach.coversBeforeBudgets
                if best.map({ isFurther(reach, than: $0) }) ?? true {
                    best = reach
                    if isPerPolicy { room = purse.room }
                }
                if purse.hasUnknownHolders { needed = holdersToKnow(rows[index], reach, purse) }
            case .unknown(let facts, let limit):
                if couldCover(rows[index], limit, hopeful(purse)) { needed = facts }
            default:
                continue
            }
            if let needed { missing = (missing ?? UnknownSet()).union(needed) }
        }
        return Standing(
            rows: rows,
            best: best,
            isBlockedByBudget: isBlockedByBudget && !(best?.covers ?? false),
            room: room,
            missing: missing
        )
    }

    /// What a row that applies up to that limit gives a role.
    func reach(of row: Int, _ limit: GrantLimit?, isExact: Bool, for role: Int) -> Reach {
        var purse = Purse(role: role, policy: book.decisions.rows[row].place.policy)
        fill(&purse)
        return reach(of: row, limit, isExact, purse)
    }

    private func policy(of row: JudgedRow) -> Int {
        book.decisions.rows[row.row].place.policy
    }

    /// Looks up what the budgets leave to the policy of a purse.
    private func fill(_ purse: inout Purse, hopeful: Bool = false) {
        purse.take(budgetRoom(for: purse.role, policy: purse.policy, hopeful: hopeful))
    }

    /// The purse were the budgets those of holders who have used nothing.
    private func hopeful(_ purse: Purse) -> Purse {
        guard purse.hasUnknownHolders else { return purse }
        var hopeful = purse
        fill(&hopeful, hopeful: true)
        return hopeful
    }

    /// Whose budget it is, where only that stands between a row and what was asked.
    private func holdersToKnow(_ row: JudgedRow, _ reach: Reach, _ purse: Purse) -> UnknownSet? {
        guard !reach.covers, reach.coversBeforeBudgets,
            case .applies(let limit, let isExact)? = row.state
        else { return nil }
        return self.reach(of: row.row, limit, isExact, hopeful(purse)).covers
            ? purse.room.unknownHolders : nil
    }

    private func reach(
        of row: Int,
        _ limit: GrantLimit?,
        _ isExact: Bool,
        _ purse: borrowing Purse
    ) -> Reach {
        let rest = rest(of: limit, isExact, row)
        let before = covers(rest, isExact)
        guard book.decisions.rows[row].rule.offer != .owed else {
            return Reach(
                row: row,
                limit: rest,
                isExact: isExact,
                covers: before,
                coversBeforeBudgets: before
            )
        }
        let lowered = lower(rest, purse)
        // An exact amount is given whole or not at all.
        let isWhole = !isExact || lowered == rest
        return Reach(
            row: row,
            limit: isWhole ? lowered : rest,
            isExact: isExact,
            covers: isWhole && purse.hasRoomForGrant && covers(lowered, isExact),
            coversBeforeBudgets: before
        )
    }

    /// What earlier items of the same request have left of a row's limit.
    private func rest(of limit: GrantLimit?, _ isExact: Bool, _ row: Int) -> GrantLimit? {
        guard !granted.byRow.isEmpty, case .amount(let amount)? = limit,
            let taken = granted.byRow[book.decisions.rows[row].place]
        else { return limit }
        switch (amount, taken) {
        case (.money(let limit), .money(let taken)):
            guard let rest = limit.subtracting(taken), !isExact, rest.minorUnits > 0 else {
                return .amount(.money(Money(minorUnits: 0, limit.currency)))
            }
            return .amount(.money(rest))
        case (.quantity(let limit), .quantity(let taken)):
            return .amount(.quantity(isExact ? 0 : max(0, limit - taken)))
        default:
            return limit
        }
    }

    /// Whether what was asked is within a limit; without an amount, whether there is anything.
    func covers(_ limit: GrantLimit?, _ isExact: Bool) -> Bool {
        switch (limit, question.asked) {
        case (nil, nil): true
        case (nil, .some): false
        case (.unlimited, _): true
        case (.amount(.money(let money)), nil): money.minorUnits > 0
        case (.amount(.quantity(let count)), nil): count > 0
        case (.amount(let limit), .some(let asked)):
            isExact ? asked == limit : asked.isAtMost(limit) ?? false
        }
    }

    /// A limit as far as budgets leave it: where no grant is left, nothing of any amount.
    private func lower(_ limit: GrantLimit?, _ purse: borrowing Purse) -> GrantLimit? {
        guard purse.hasRoomForGrant else { return limit.flatMap { nothing(of: $0) } }
        switch limit {
        case .amount(.money(let money)):
            guard let left = purse.moneyLeft(in: money.currency) else { return limit }
            return .amount(.money(left.minorUnits < money.minorUnits ? left : money))
        case .unlimited:
            guard book.remedies[question.remedy].kind == .money,
                let left = purse.moneyLeft(in: question.currency)
            else { return limit }
            return .amount(.money(left))
        case .amount(.quantity), nil:
            return limit
        }
    }

    /// No more of what a limit counts; nil where it counts nothing.
    private func nothing(of limit: GrantLimit) -> GrantLimit? {
        switch (limit, book.remedies[question.remedy].kind) {
        case (.amount(.money(let money)), _):
            .amount(.money(Money(minorUnits: 0, money.currency)))
        case (_, .money): .amount(.money(Money(minorUnits: 0, question.currency)))
        case (_, .quantity): .amount(.quantity(0))
        default: nil
        }
    }

    /// Whether a row whose facts are not all known could cover what was asked.
    private func couldCover(_ row: JudgedRow, _ limit: GrantLimit?, _ purse: Purse) -> Bool {
        if let limit, !isComparableToAsked(limit) { return false }
        let rule = book.decisions.rows[row.row].rule
        let isExact = rule.isExact
        let known = limit.map { rest(of: $0, isExact, row.row) ?? $0 } ?? .unlimited
        if rule.offer == .owed { return covers(known, isExact) || !hasAmount }
        guard purse.hasRoomForGrant else { return false }
        guard hasAmount else { return true }
        let lowered = lower(known, purse)
        guard !isExact || limit == nil || lowered == known else { return false }
        return covers(lowered, isExact && limit != nil)
    }

    private var hasAmount: Bool { book.remedies[question.remedy].kind.hasAmount }

    private func isComparableToAsked(_ limit: GrantLimit) -> Bool {
        guard case .amount(let limit) = limit, let asked = question.asked else { return true }
        return asked.isAtMost(limit) != nil
    }

    /// One that covers goes before one that does not, then the greater limit, then the earlier row.
    private func isFurther(_ reach: Reach, than other: Reach) -> Bool {
        if reach.covers != other.covers { return reach.covers }
        return reach.limit?.isGreater(than: other.limit) ?? false
    }
}

extension UnknownSet {
    func union(_ other: UnknownSet) -> UnknownSet {
        var all = self
        all.formUnion(other)
        return all
    }
}
