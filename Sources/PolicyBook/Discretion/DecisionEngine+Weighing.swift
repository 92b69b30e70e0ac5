import CEL

/// What items of one request have been granted already.
struct Granted {
    /// By row: how much of its limit they took.
    var byRow: [RowPlace: Amount] = [:]
}

/// Which row decides, and how far it goes.
extension DecisionEngine {
    /// Finds the deciding row among those that the role holds and that apply.
    func weigh(_ rows: [JudgedRow], for role: Int) -> Standing {
        let shared = budgetRoom(for: role, policy: rows.first?.place.policy)
        let isPerPolicy = book.decisions.hasBudgetPerPolicy[question.remedy]
        var best: Reach?
        var reaches: [Reach] = []
        var missing: UnknownSet?
        for row in rows {
            let policy = row.place.policy
            let room = isPerPolicy ? budgetRoom(for: role, policy: policy) : shared
            var needed: UnknownSet?
            switch row.state {
            case nil: continue
            case .applies(let limit, let isExact):
                let reach = reach(of: row, limit, isExact, room)
                reaches.append(reach)
                if best.map({ isFurther(reach, than: $0) }) ?? true { best = reach }
                needed = holdersToKnow(row, reach, role)
            case .unknown(let facts, let limit):
                let hopeful = hopefulRoom(room, role, policy)
                if couldCover(row, limit, hopeful) { needed = facts }
            default:
                break
            }
            if let needed { missing = (missing ?? UnknownSet()).union(needed) }
        }
        return Standing(
            rows: rows,
            reaches: reaches,
            best: best,
            isBlockedByBudget:
                !(best?.covers ?? false) && reaches.contains(where: \.coversBeforeBudgets),
            room: best?.room ?? shared,
            missing: missing
        )
    }

    private func hopefulRoom(_ room: BudgetRoom, _ role: Int, _ policy: Int) -> BudgetRoom {
        room.unknownHolders.isEmpty ? room : budgetRoom(for: role, policy: policy, hopeful: true)
    }

    /// Whose budget it is, where only that stands between a row and what was asked.
    private func holdersToKnow(_ row: JudgedRow, _ reach: Reach, _ role: Int) -> UnknownSet? {
        guard !reach.covers, reach.coversBeforeBudgets, !reach.room.unknownHolders.isEmpty,
            case .applies(let limit, let isExact)? = row.state
        else { return nil }
        let hopeful = hopefulRoom(reach.room, role, row.place.policy)
        return self.reach(of: row, limit, isExact, hopeful).covers
            ? reach.room.unknownHolders : nil
    }

    private func reach(
        of row: JudgedRow,
        _ limit: GrantLimit?,
        _ isExact: Bool,
        _ room: BudgetRoom
    ) -> Reach {
        let rest = rest(of: limit, isExact, row.place)
        let before = covers(rest, isExact)
        guard !row.isOwed else {
            return Reach(
                place: row.place,
                limit: rest,
                isExact: isExact,
                covers: before,
                coversBeforeBudgets: before,
                room: room
            )
        }
        let lowered = lower(rest, room)
        // An exact amount is given whole or not at all.
        let isWhole = !isExact || lowered == rest
        return Reach(
            place: row.place,
            limit: isWhole ? lowered : rest,
            isExact: isExact,
            covers: isWhole && room.hasRoomForGrant && covers(lowered, isExact),
            coversBeforeBudgets: before,
            room: room
        )
    }

    /// What earlier items of the same request have left of a row's limit.
    private func rest(of limit: GrantLimit?, _ isExact: Bool, _ place: RowPlace) -> GrantLimit? {
        guard case .amount(let amount)? = limit, let taken = granted.byRow[place] else {
            return limit
        }
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
    private func lower(_ limit: GrantLimit?, _ room: BudgetRoom) -> GrantLimit? {
        guard room.hasRoomForGrant else { return limit.flatMap(nothing) }
        switch limit {
        case .amount(.money(let money)):
            guard let left = room.moneyLeft(in: money.currency) else { return limit }
            return .amount(.money(left.minorUnits < money.minorUnits ? left : money))
        case .unlimited:
            guard book.remedies[question.remedy].kind == .money,
                let left = room.moneyLeft(in: question.currency)
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
    private func couldCover(_ row: JudgedRow, _ limit: GrantLimit?, _ room: BudgetRoom) -> Bool {
        if let limit, !isComparableToAsked(limit) { return false }
        let isExact = row.plan.isExact
        let known = limit.map { rest(of: $0, isExact, row.place) ?? $0 } ?? .unlimited
        if row.isOwed { return covers(known, isExact) || !hasAmount }
        guard room.hasRoomForGrant else { return false }
        guard hasAmount else { return true }
        let lowered = lower(known, room)
        guard !isExact || limit == nil || lowered == known else { return false }
        return covers(lowered, isExact && limit != nil)
    }

    private var hasAmount: Bool { book.remedies[question.remedy].kind.hasAmount }

    private func isComparableToAsked(_ limit: GrantLimit) -> Bool {
        guard case .amount(let limit) = limit, let asked = question.asked else { return true }
        return asked.isAtMost(limit) != nil
    }

    func rule(at place: RowPlace) -> DiscretionRow? {
        guard case .row(let row) = place.kind else { return nil }
        return book.policies[place.policy].versions[place.version].discretion.rows[row]
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
