import CEL

/// Steps 3 to 5: the rows, what is unknown, and both versions in grace.
extension DecisionEngine {
    /// What a role may do by the rows of the scope.
    ///
    /// In grace the rows of both versions stand side by side: the furthest of them decides, which
    /// is the kinder of what either version alone would say.
    mutating func standing(of role: Int, in scope: [ScopeEntry]) -> Standing {
        weigh(rows(of: role, in: scope), for: role)
    }

    /// What becomes of the rows of the scope that cover the remedy, for a role.
    mutating func rows(of role: Int, in scope: [ScopeEntry]) -> [JudgedRow] {
        var rows: [JudgedRow] = []
        rows.reserveCapacity(scope.reduce(0) { $0 + covering($1).count })
        let roleFact = activation[book.facts.staffRole]
        if role != question.role {
            activation[book.facts.staffRole] = book.decisions.roleValues[role]
        }
        for entry in scope { judgeRows(of: entry, role, into: &rows) }
        if role != question.role { activation[book.facts.staffRole] = roleFact }
        return rows
    }

    private mutating func judgeRows(
        of entry: ScopeEntry,
        _ role: Int,
        into rows: inout [JudgedRow]
    ) {
        let plan = entry.plan
        let covering = covering(entry)
        guard plan.isPublished, !covering.isEmpty else { return }
        fillAmountsByCurrency(plan)
        var required: Required?
        var last: (kind: Int, state: RowState)?
        for row in covering {
            if let offers = question.offers,
                !offers.contains(book.decisions.rows[row].rule.offer)
            {
                continue
            }
            guard book.decisions.rows[row].isHeld(by: role) else {
                rows.append(JudgedRow(row: row, state: nil))
                continue
            }
            // Neighbours are often of one kind, such as the same limit for other remedies.
            let kind = book.decisions.rows[row].kind
            if last?.kind != kind {
                let known = required ?? self.required(plan.require)
                required = known
                last = (kind, state(of: row, known, entry.unknown))
            }
            rows.append(JudgedRow(row: row, state: last?.state))
        }
    }

    /// The numbers of the rows of an entry that are about the remedy.
    private func covering(_ entry: ScopeEntry) -> [Int] {
        entry.mode == .speaking
            ? entry.plan.rows[question.remedy] : entry.plan.alternatives[question.remedy]
    }

    /// Puts a policy's amounts by currency into their slots, in the currency of the request.
    mutating func fillAmountsByCurrency(_ plan: VersionPlan) {
        plan.fillAmounts(of: question.currency, into: &activation, from: book.facts.slotCount)
    }

    /// The facts with that version's own amounts by currency: the engine's are those of the version
    /// that was judged last.
    func activation(for policy: Int, _ version: Int) -> Activation {
        var activation = activation
        book.decisions.policies[policy][version]
            .fillAmounts(of: question.currency, into: &activation, from: book.facts.slotCount)
        return activation
    }

    /// What became of a policy's `require`, which all its rows share.
    private struct Required {
        var notMet: Int?
        var unknown = UnknownSet()
        var failure: EvaluationError?
    }

    private mutating func required(_ conditions: [PlannedCondition]) -> Required {
        var required = Required()
        for (index, condition) in conditions.enumerated() {
            switch evaluate(condition) {
            case .value(.bool(true)): break
            case .value(.bool(false)):
                required.notMet = index
                return required
            case .value: required.failure = required.failure ?? .otherType
            case .error(let error): required.failure = required.failure ?? error
            case .unknown(let facts): required.unknown.formUnion(facts)
            }
        }
        return required
    }

    /// What becomes of one row, were its version certain to be in force.
    mutating func stateAlone(of row: Int) -> RowState {
        let place = book.decisions.rows[row].place
        let plan = book.decisions.policies[place.policy][place.version]
        fillAmountsByCurrency(plan)
        return state(of: row, required(plan.require), UnknownSet())
    }

    private mutating func state(
        of row: Int,
        _ required: borrowing Required,
        _ scopeUnknown: UnknownSet
    ) -> RowState {
        let rule = book.decisions.rows[row].rule
        if rule.offer == .onRequest, !question.isAskedFor { return .notAskedFor }
        guard !rule.isLater || isItsTurn(row) else { return .notTriedYet }
        var unknown = scopeUnknown
        var failure: EvaluationError?
        if rule.isBoundToRequire {
            if let index = required.notMet { return .requirementNotMet(index) }
            unknown.formUnion(required.unknown)
            failure = required.failure
        }
        if let condition = rule.condition {
            switch evaluate(condition) {
            case .value(.bool(true)): break
            case .value(.bool(false)): return .conditionNotMet
            case .value: failure = failure ?? .otherType
            case .error(let error): failure = failure ?? error
            case .unknown(let facts): unknown.formUnion(facts)
            }
        }
        return stateOfLimit(rule, unknown, failure)
    }

    /// Whether the rows that come before a row have been tried.
    private func isItsTurn(_ row: Int) -> Bool {
        book.decisions.rows[row].after.allSatisfy(question.tried.contains)
    }

    /// An unknown wins over a failure, as it does within an expression.
    private mutating func stateOfLimit(
        _ row: RowPlan.Rule,
        _ conditionUnknown: UnknownSet,
        _ conditionFailure: EvaluationError?
    ) -> RowState {
        guard book.remedies[question.remedy].kind.hasAmount else {
            if !conditionUnknown.isEmpty { return .unknown(conditionUnknown, limit: nil) }
            return conditionFailure.map { .failed($0) } ?? .applies(nil, isExact: false)
        }
        let found = amount(of: row)
        if conditionUnknown.isEmpty, conditionFailure == nil, case .known(let limit) = found {
            return isComparable(limit) ? .applies(limit, isExact: row.isExact) : .otherCurrency
        }
        var unknown = conditionUnknown
        if case .unknown(let facts) = found { unknown.formUnion(facts) }
        if ownSlots(in: unknown) { return .otherCurrency }
        if !unknown.isEmpty {
            if case .known(let limit) = found { return .unknown(unknown, limit: limit) }
            return .unknown(unknown, limit: bound(of: row))
        }
        if let conditionFailure { return .failed(conditionFailure) }
        switch found {
        case .failed(let error): return .failed(error)
        case .unknown(let facts): return .unknown(facts, limit: bound(of: row))
        case .known(let limit):
            guard isComparable(limit) else { return .otherCurrency }
            return .applies(limit, isExact: row.isExact)
        }
    }

    private enum FoundLimit {
        case known(GrantLimit)
        case unknown(UnknownSet)
        case failed(EvaluationError)
    }

    /// Evaluates a limit; amounts are rounded down to the minor unit and are never below zero.
    private mutating func amount(of row: RowPlan.Rule) -> FoundLimit {
        guard let condition = row.limit else { return .known(.unlimited) }
        switch evaluate(condition) {
        case .unknown(let facts): return .unknown(facts)
        case .error(let error): return .failed(error)
        case .value(let value):
            guard let limit = limit(value) else { return .failed(.otherType) }
            return .known(limit)
        }
    }

    /// What a limit could be at most whatever is missing; nil where that is open.
    ///
    /// A row that gives an exact amount may give any up to there.
    private func bound(of row: RowPlan.Rule) -> GrantLimit? {
        guard let limit = row.limit, !row.isExact, !question.isOnlyForAllowing else { return nil }
        return PartialEvaluator(activation).greatest(of: book.decisions.programs[limit.number].root)
            .flatMap { self.limit($0) }
    }

    /// A value as a limit of the remedy asked for; nil for one of another type.
    private func limit(_ value: Value) -> GrantLimit? {
        switch (value, book.remedies[question.remedy].kind) {
        case (.int(let count), .quantity):
            return .amount(.quantity(max(0, count)))
        case (.host(let value), .money) where value.type == HostTypes.money.id:
            let money = ExactMoney(value).roundedDown
            return .amount(.money(Money(minorUnits: max(0, money.minorUnits), money.currency)))
        default:
            return nil
        }
    }

    private func isComparable(_ limit: GrantLimit) -> Bool {
        guard case .amount(.money(let limit)) = limit, case .money(let asked)? = question.asked
        else { return true }
        return limit.currency == asked.currency
    }

    /// Whether an amount by currency is among what is unknown: the book has none in this currency.
    private func ownSlots(in unknown: UnknownSet) -> Bool {
        unknown.contains { $0 >= book.facts.slotCount }
    }
}
