import CEL

/// Steps 3 to 5: the rows, what is unknown, and both versions in grace.
extension DecisionEngine {
    /// What a role may do by the rows of the scope.
    ///
    /// In grace the rows of both versions stand side by side: the furthest of them decides, which
    /// is the kinder of what either version alone would say.
    mutating func standing(of role: Int, in scope: [ScopeEntry]) -> Standing {
        var rows: [JudgedRow] = []
        let roleFact = activation[book.facts.staffRole]
        if role != question.role {
            activation[book.facts.staffRole] = book.decisions.roleValues[role]
        }
        for entry in scope { judgeRows(of: entry, role, into: &rows) }
        if role != question.role { activation[book.facts.staffRole] = roleFact }
        return weigh(rows, for: role)
    }

    private mutating func judgeRows(
        of entry: ScopeEntry,
        _ role: Int,
        into rows: inout [JudgedRow]
    ) {
        let plan = entry.plan
        let covering =
            entry.mode == .speaking
            ? plan.rows[question.remedy] : plan.alternatives[question.remedy]
        guard plan.isPublished, !covering.isEmpty else { return }
        fillAmountsByCurrency(plan)
        var required: Required?
        for row in covering {
            if let offers = question.offers, !offers.contains(row.offer) { continue }
            guard row.isHeld(by: role) else {
                rows.append(JudgedRow(plan: row, state: nil))
                continue
            }
            let common = required ?? self.required(plan.require)
            required = common
            rows.append(
                JudgedRow(plan: row, state: state(of: row, common, entry.unknown))
            )
        }
    }

    /// Puts a policy's amounts by currency into their slots, in the currency of the request.
    mutating func fillAmountsByCurrency(_ plan: VersionPlan) {
        for (offset, amounts) in plan.amountsByCurrency.enumerated() {
            activation[book.facts.slotCount + offset] =
                amounts.first { $0.currency == question.currency }.map { .money($0) }
        }
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
    mutating func stateAlone(of row: RowPlan) -> RowState {
        let plan = book.decisions.policies[row.place.policy][row.place.version]
        fillAmountsByCurrency(plan)
        return state(of: row, required(plan.require), UnknownSet())
    }

    private mutating func state(
        of row: RowPlan,
        _ required: Required,
        _ scopeUnknown: UnknownSet
    ) -> RowState {
        if row.offer == .onRequest, !question.isAskedFor { return .notAskedFor }
        guard row.after.isEmpty || row.after.allSatisfy(question.tried.contains) else {
            return .notTriedYet
        }
        var unknown = scopeUnknown
        var failure: EvaluationError?
        if row.isBoundToRequire {
            if let index = required.notMet { return .requirementNotMet(index) }
            unknown.formUnion(required.unknown)
            failure = required.failure
        }
        switch row.condition.map({ evaluate($0) }) {
        case nil, .value(.bool(true)): break
        case .value(.bool(false)): return .conditionNotMet
        case .value: failure = failure ?? .otherType
        case .error(let error): failure = failure ?? error
        case .unknown(let facts): unknown.formUnion(facts)
        }
        return stateOfLimit(row, unknown, failure)
    }

    /// An unknown wins over a failure, as it does within an expression.
    private mutating func stateOfLimit(
        _ row: RowPlan,
        _ conditionUnknown: UnknownSet,
        _ conditionFailure: EvaluationError?
    ) -> RowState {
        guard book.remedies[question.remedy].kind.hasAmount else {
            if !conditionUnknown.isEmpty { return .unknown(conditionUnknown, limit: nil) }
            return conditionFailure.map { .failed($0) } ?? .applies(nil, isExact: false)
        }
        let found = amount(of: row)
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
    private mutating func amount(of row: RowPlan) -> FoundLimit {
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
    private func bound(of row: RowPlan) -> GrantLimit? {
        guard let limit = row.limit, !row.isExact else { return nil }
        return PartialEvaluator(activation).greatest(of: limit.program.root)
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
