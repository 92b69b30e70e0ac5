import CEL

/// The smallest changes of one fact that would let staff go further.
///
/// A change is found in the conditions and limits of the rows the role holds, and is then tried:
/// what is promised is what the decision on the changed facts gives.
extension DecisionEngine {
    // LIMIT: more than a person would consider; the rows of a book may read dozens of facts.
    private static let maxHints = 5

    /// The hints for a judgement, in the order of the facts; at most one for each fact.
    ///
    /// A fact that is claimed, hidden, built in or not known is passed over. None where a `never`
    /// blocks, since the way around a principle is nobody's business.
    func hints(_ judgement: Judgement) -> [Decision.Hint] {
        guard judgement.blocks.isEmpty, let standing = judgement.standing else { return [] }
        var hints: [Decision.Hint] = []
        for slot in book.facts.facts.indices where hints.count < Self.maxHints {
            let fact = book.facts.facts[slot]
            guard fact.isHintable, !fact.isClaim, !fact.isBuiltIn, activation[slot] != nil,
                standing.rows.contains(where: { $0.isHeld && $0.plan.variables.contains(slot) }),
                let hint = hint(fact, slot, standing)
            else { continue }
            hints.append(hint)
        }
        return hints
    }

    private func hint(
        _ fact: DeclaredFact,
        _ slot: Int,
        _ standing: Standing
    ) -> Decision.Hint? {
        switch fact.type {
        case .bool, .enumeration:
            for value in alternatives(to: activation[slot], of: fact.type) {
                guard let best = improvement(slot, value, on: standing) else { continue }
                return Decision.Hint(
                    fact: fact.qualifiedName,
                    comparison: .equal,
                    value: value.bookText,
                    limit: best.limit
                )
            }
            return nil
        default:
            return hintOfNumber(fact, slot, standing)
        }
    }

    private func alternatives(to value: Value?, of type: FactType) -> [Value] {
        switch (type, value) {
        case (.bool, .bool(let current)?): [.bool(!current)]
        case (.enumeration(let words), .string(let current)?):
            words.filter { $0 != current }.map { .string($0) }
        default: []
        }
    }

    /// The nearest value with which the request is covered, else with which the limit is greater.
    private func hintOfNumber(
        _ fact: DeclaredFact,
        _ slot: Int,
        _ standing: Standing
    ) -> Decision.Hint? {
        guard let solver = FactSolver(slot, activation, book.zone) else { return nil }
        let rows = standing.rows.filter { $0.isHeld && $0.plan.variables.contains(slot) }
        let covering = rows.compactMap { wanted($0.place, solver) }
            .flatMap { $0.nearest(to: solver.current) }
        let turning = rows.flatMap { turningPoints($0.place, solver) }
        for candidates in [covering, turning] {
            let nearestFirst = Set(candidates).subtracting([solver.current])
                .sorted {
                    let left = (Int128($0) - Int128(solver.current)).magnitude
                    let right = (Int128($1) - Int128(solver.current)).magnitude
                    return (left, $0) < (right, $1)
                }
            for number in nearestFirst {
                guard isPossible(number, fact.type), let value = solver.value(number),
                    let best = improvement(slot, value, on: standing)
                else { continue }
                return Decision.Hint(
                    fact: fact.qualifiedName,
                    comparison: number > solver.current ? .atLeast : .atMost,
                    value: value.bookText,
                    limit: best.limit
                )
            }
        }
        return nil
    }

    /// The values with which a row would apply and cover what was asked; nil where it cannot tell.
    private func wanted(_ place: RowPlace, _ solver: FactSolver) -> IntegerSet? {
        guard let row = rule(at: place),
            var found = conditions(of: row, at: place, solver)
        else { return nil }
        switch row.limit {
        case .unlimited: break
        case .upTo(let program):
            guard let asked = question.asked else { return nil }
            guard let reached = solver.form(ofLimit: program)?.isAtLeast(asked.number) else {
                return nil
            }
            found = found.intersection(reached)
        case .exactly(let program):
            guard let asked = question.asked, let form = solver.form(ofLimit: program),
                let low = form.isAtLeast(asked.number), let high = form.isAtMost(asked.number)
            else { return nil }
            found = found.intersection(low).intersection(high)
        }
        return found
    }

    /// Where a row begins or ends to apply, and where its limit changes its course.
    private func turningPoints(_ place: RowPlace, _ solver: FactSolver) -> [Int64] {
        guard let row = rule(at: place) else { return [] }
        var points = conditions(of: row, at: place, solver)?.ends ?? []
        if case .upTo(let program) = row.limit, let form = solver.form(ofLimit: program) {
            points += form.corners
        }
        return points
    }

    private func conditions(
        of row: DiscretionRow,
        at place: RowPlace,
        _ solver: FactSolver
    ) -> IntegerSet? {
        let rules = book.policies[place.policy].versions[place.version].discretion
        var found = IntegerSet.all
        for condition in rules.require.map(\.condition) + [row.condition].compactMap(\.self) {
            guard let set = solver.solutions(condition.root, wanted: true) else { return nil }
            found = found.intersection(set)
        }
        return found
    }

    /// Amounts and counts of a hint are not below zero.
    private func isPossible(_ number: Int64, _ type: FactType) -> Bool {
        switch type {
        case .money, .int, .duration: number >= 0
        default: true
        }
    }

    /// What the changed fact would give, where that is more than now.
    private func improvement(_ slot: Int, _ value: Value, on standing: Standing) -> Reach? {
        var engine = self
        engine.activation[slot] = value
        guard let changed = engine.unblockedStanding(), let best = changed.best else { return nil }
        if changed.isAllowed, !standing.isAllowed { return best }
        return best.limit?.isGreater(than: standing.best?.limit) ?? false ? best : nil
    }
}

extension Amount {
    /// Minor units, or units.
    var number: Ratio {
        switch self {
        case .money(let money): Ratio(money.minorUnits)
        case .quantity(let count): Ratio(count)
        }
    }
}

extension DeclaredFact {
    /// Whether every book has it without declaring it.
    var isBuiltIn: Bool {
        name == "id" || group == .staff && (name == "role" || name == "team")
    }
}
