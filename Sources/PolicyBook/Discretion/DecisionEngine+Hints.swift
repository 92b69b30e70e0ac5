import CEL

/// The smallest changes of one fact that would let staff go further.
///
/// A change is found in the conditions and limits of the rows the role holds, and is then tried:
/// what is promised is what the decision on the changed facts gives.
extension DecisionEngine {
    // LIMIT: more than a person would consider; the rows of a book may read dozens of facts.
    private static let maxHints = 5
    // LIMIT: rows in which a hint for one fact is looked for; a check over a whole book has many.
    private static let maxRows = 32
    // LIMIT: values of one fact that are tried, the nearest first.
    private static let maxTries = 16

    /// A fact that might be another, and the rows it counts in.
    private struct Candidate {
        let fact: DeclaredFact
        let slot: Int
        /// One of each kind: what is found of it is found of the others.
        let rows: [Int]
        let standing: Standing
    }

    /// The hints for a judgement, in the order of the facts; at most one for each fact.
    ///
    /// A fact that is claimed, hidden, built in or not known is passed over. None where a `never`
    /// blocks, since the way around a principle is nobody's business.
    func hints(_ judgement: Judgement) -> [Decision.Hint] {
        guard judgement.blocks.isEmpty, let standing = judgement.standing else { return [] }
        let held = standing.rows.filter(\.isHeld).map(\.row)
        let read = held.reduce(into: UnknownSet()) {
            $0.formUnion(book.decisions.rows[$1].variables)
        }
        var engine = copy()
        var hints: [Decision.Hint] = []
        for slot in read where hints.count < Self.maxHints {
            guard activation[slot] != nil, let fact = book.facts.fact(inSlot: slot),
                fact.isHintable, !fact.isClaim, !fact.isBuiltIn
            else { continue }
            let rows = held.filter { book.decisions.rows[$0].variables.contains(slot) }
            let candidate = Candidate(
                fact: fact,
                slot: slot,
                rows: unlike(rows.prefix(Self.maxRows)),
                standing: standing
            )
            if let hint = engine.hint(candidate) { hints.append(hint) }
        }
        return hints
    }

    private func unlike(_ rows: some Sequence<Int>) -> [Int] {
        let plans = book.decisions.rows
        return rows.reduce(into: []) { unlike, row in
            if !unlike.contains(where: { plans[$0].kind == plans[row].kind }) {
                unlike.append(row)
            }
        }
    }

    private mutating func hint(_ candidate: Candidate) -> Decision.Hint? {
        switch candidate.fact.type {
        case .bool, .enumeration:
            let others = alternatives(to: activation[candidate.slot], of: candidate.fact.type)
            for value in others.prefix(Self.maxTries) {
                guard let best = improvement(value, candidate) else { continue }
                return Decision.Hint(
                    fact: candidate.fact.qualifiedName,
                    comparison: .equal,
                    value: value.bookText,
                    limit: best.limit
                )
            }
            return nil
        default:
            return hintOfNumber(candidate)
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
    private mutating func hintOfNumber(_ candidate: Candidate) -> Decision.Hint? {
        guard let solver = FactSolver(candidate.slot, activation, book.zone) else { return nil }
        let solved = candidate.rows.compactMap { solution(book.decisions.rows[$0], solver) }
        let covering = solved.flatMap { $0.covering?.nearest(to: solver.current) ?? [] }
        let turning = solved.flatMap(\.turningPoints)
        for numbers in [covering, turning] {
            for number in Self.nearestFirst(numbers, to: solver.current).prefix(Self.maxTries) {
                guard isPossible(number, candidate.fact.type), let value = solver.value(number),
                    let best = improvement(value, candidate)
                else { continue }
                return Decision.Hint(
                    fact: candidate.fact.qualifiedName,
                    comparison: number > solver.current ? .atLeast : .atMost,
                    value: value.bookText,
                    limit: best.limit
                )
            }
        }
        return nil
    }

    private static func nearestFirst(_ numbers: [Int64], to current: Int64) -> [Int64] {
        Set(numbers).subtracting([current])
            .sorted {
                let left = (Int128($0) - Int128(current)).magnitude
                let right = (Int128($1) - Int128(current)).magnitude
                return (left, $0) < (right, $1)
            }
    }

    /// What a row says of the values of one fact.
    private struct Solution {
        /// The values with which it would apply and cover what was asked; nil where it cannot tell.
        let covering: IntegerSet?
        /// Where it begins or ends to apply, and where its limit changes its course.
        let turningPoints: [Int64]
    }

    /// Nil where the row's conditions cannot be told, or hold for no value of the fact.
    private func solution(_ row: RowPlan, _ solver: FactSolver) -> Solution? {
        guard let applies = conditions(of: row, solver), !applies.isEmpty else { return nil }
        guard let limit = row.rule.limit else {
            return Solution(covering: applies, turningPoints: applies.ends)
        }
        let form = solver.form(ofLimit: book.decisions.programs[limit.number])
        guard row.rule.isExact else {
            let reached = question.asked.flatMap { form?.isAtLeast($0.number) }
            return Solution(
                covering: reached.map(applies.intersection),
                turningPoints: applies.ends + (form?.corners ?? [])
            )
        }
        guard let asked = question.asked, let low = form?.isAtLeast(asked.number),
            let high = form?.isAtMost(asked.number)
        else { return Solution(covering: nil, turningPoints: applies.ends) }
        return Solution(
            covering: applies.intersection(low).intersection(high),
            turningPoints: applies.ends
        )
    }

    private func conditions(of row: RowPlan, _ solver: FactSolver) -> IntegerSet? {
        var found = IntegerSet.all
        for condition in row.require + [row.rule.condition].compactMap(\.self) {
            let program = book.decisions.programs[condition.number]
            guard let set = solver.solutions(program.root, wanted: true) else { return nil }
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
    private mutating func improvement(_ value: Value, _ candidate: Candidate) -> Reach? {
        let now = activation[candidate.slot]
        change(candidate.slot, to: value)
        defer { change(candidate.slot, to: now) }
        let standing = candidate.standing
        guard goesFurther(candidate.rows, than: standing),
            let changed = unblockedStanding(), let best = changed.best
        else { return nil }
        if changed.isAllowed, !standing.isAllowed { return best }
        return best.limit?.isGreater(than: standing.best?.limit) ?? false ? best : nil
    }

    private mutating func change(_ slot: Int, to value: Value?) {
        activation[slot] = value
        memory.forget(book.decisions.readers[slot])
    }

    /// Whether one of the rows that read the changed fact goes further than what stands.
    ///
    /// Most changes of a fact help nobody; then the decision need not be made again.
    private mutating func goesFurther(
        _ rows: [Int],
        than standing: Standing
    ) -> Bool {
        for row in rows {
            guard case .applies(let limit, let isExact) = stateAlone(of: row) else {
                continue
            }
            if !standing.isAllowed, covers(limit, isExact) { return true }
            if limit?.isGreater(than: standing.best?.limit) ?? false { return true }
        }
        return false
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
