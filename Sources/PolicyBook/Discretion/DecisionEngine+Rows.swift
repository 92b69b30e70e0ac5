import CEL

/// Steps 3 to 5: the rows, what is unknown, and both versions in grace.
extension DecisionEngine {
    /// What a role may do by the rows of the scope.
    ///
    /// In grace the rows of both versions stand side by side: the furthest of them decides, which is
    /// the kinder of what either version alone would say.
    mutating func standing(of role: Int, in scope: [ScopeEntry]) -> Standing {
        var rows: [JudgedRow] = []
        let roleFact = activation[book.facts.staffRole]
        activation[book.facts.staffRole] = .string(book.roles.roles[role].id)
        for entry in scope { judgeRows(of: entry, role, into: &rows) }
        activation[book.facts.staffRole] = roleFact
        return weigh(rows, for: role)
    }

    private mutating func judgeRows(
        of entry: ScopeEntry,
        _ role: Int,
        into rows: inout [JudgedRow]
    ) {
        let index = book.decisions.policies[entry.policy].versions[entry.version]
        let version = version(of: entry)
        guard version.status == .published else { return }
        let isSpeaking = entry.mode == .speaking
        let covering = isSpeaking ? index.rows[question.remedy] : []
        let alternatives = isSpeaking ? [] : index.alternatives[question.remedy]
        guard !covering.isEmpty || !alternatives.isEmpty else { return }
        fillAmountsByCurrency(entry.policy, entry.version)
        for row in covering {
            let isHeld = index.holders[row][role]
            let rule = version.discretion.rows[row]
            if let offers = question.offers, !offers.contains(rule.offer) { continue }
            rows.append(
                JudgedRow(
                    place: RowPlace(policy: entry.policy, version: entry.version, kind: .row(row)),
                    state: state(of: rule, version.discretion.require, entry.unknown),
                    isHeld: isHeld,
                    isOwed: rule.offer == .owed
                )
            )
        }
        for alternative in alternatives {
            let rule = version.alternatives[alternative]
            rows.append(
                JudgedRow(
                    place: RowPlace(
                        policy: entry.policy,
                        version: entry.version,
                        kind: .alternative(alternative)
                    ),
                    state: state(of: rule, entry.unknown),
                    isHeld: true,
                    isOwed: false
                )
            )
        }
    }

    /// Puts a policy's amounts by currency into their slots, in the currency of the request.
    mutating func fillAmountsByCurrency(_ policy: Int, _ version: Int) {
        let index = book.decisions.policies[policy].versions[version]
        for (offset, amounts) in index.amountsByCurrency.enumerated() {
            activation[book.facts.slotCount + offset] =
                amounts.first { $0.currency == question.currency }.map { .money($0) }
        }
    }

    private func state(
        of row: DiscretionRow,
        _ require: [Requirement],
        _ scopeUnknown: UnknownSet
    ) -> RowState {
        if row.offer == .onRequest, !question.isAskedFor { return .notAskedFor }
        guard row.after.allSatisfy(question.tried.contains) else { return .notTriedYet }
        var unknown = scopeUnknown
        var failure: EvaluationError?
        for (index, requirement) in require.enumerated() {
            switch requirement.condition.evaluate(activation) {
            case .value(.bool(true)): break
            case .value(.bool(false)): return .requirementNotMet(index)
            case .value: failure = failure ?? .otherType
            case .error(let error): failure = failure ?? error
            case .unknown(let facts): unknown.formUnion(facts)
            }
        }
        switch row.condition?.evaluate(activation) {
        case nil, .value(.bool(true)): break
        case .value(.bool(false)): return .conditionNotMet
        case .value: failure = failure ?? .otherType
        case .error(let error): failure = failure ?? error
        case .unknown(let facts): unknown.formUnion(facts)
        }
        return state(of: row.limit, unknown, failure)
    }

    /// An unknown wins over a failure, as it does within an expression.
    private func state(
        of limit: DiscretionRow.Limit,
        _ conditionUnknown: UnknownSet,
        _ conditionFailure: EvaluationError?
    ) -> RowState {
        guard book.remedies[question.remedy].kind.hasAmount else {
            if !conditionUnknown.isEmpty { return .unknown(conditionUnknown, limit: nil) }
            return conditionFailure.map { .failed($0) } ?? .applies(nil, isExact: false)
        }
        let (found, isExact) = amount(of: limit)
        var unknown = conditionUnknown
        if case .unknown(let facts) = found { unknown.formUnion(facts) }
        if ownSlots(in: unknown) { return .otherCurrency }
        if !unknown.isEmpty {
            if case .known(let limit) = found { return .unknown(unknown, limit: limit) }
            return .unknown(unknown, limit: nil)
        }
        if let conditionFailure { return .failed(conditionFailure) }
        switch found {
        case .failed(let error): return .failed(error)
        case .unknown(let facts): return .unknown(facts, limit: nil)
        case .known(let limit):
            guard isComparable(limit) else { return .otherCurrency }
            return .applies(limit, isExact: isExact)
        }
    }

    private enum FoundLimit {
        case known(GrantLimit)
        case unknown(UnknownSet)
        case failed(EvaluationError)
    }

    /// Evaluates a limit; amounts are rounded down to the minor unit and are never below zero.
    private func amount(of limit: DiscretionRow.Limit) -> (FoundLimit, isExact: Bool) {
        let program: Condition
        var isExact = false
        switch limit {
        case .unlimited: return (.known(.unlimited), false)
        case .upTo(let expression): program = expression
        case .exactly(let expression):
            program = expression
            isExact = true
        }
        switch program.evaluate(activation) {
        case .unknown(let facts): return (.unknown(facts), isExact)
        case .error(let error): return (.failed(error), isExact)
        case .value(.int(let count)) where book.remedies[question.remedy].kind == .quantity:
            return (.known(.amount(.quantity(max(0, count)))), isExact)
        case .value(.host(let value)):
            guard value.type == HostTypes.money.id, let money = ExactMoney(value)?.roundedDown,
                book.remedies[question.remedy].kind == .money
            else { return (.failed(.otherType), isExact) }
            let limit = Money(minorUnits: max(0, money.minorUnits), money.currency)
            return (.known(.amount(.money(limit))), isExact)
        case .value: return (.failed(.otherType), isExact)
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

    private func state(of alternative: Alternative, _ scopeUnknown: UnknownSet) -> RowState {
        var unknown = scopeUnknown
        switch alternative.condition?.evaluate(activation) {
        case nil, .value(.bool(true)): break
        case .value(.bool(false)): return .conditionNotMet
        case .value: return .failed(.otherType)
        case .error(let error): return .failed(error)
        case .unknown(let facts): unknown.formUnion(facts)
        }
        return unknown.isEmpty
            ? .applies(nil, isExact: false) : .unknown(unknown, limit: nil)
    }
}
