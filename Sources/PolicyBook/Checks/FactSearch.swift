import CEL

/// Looks for facts with which conditions come out as wanted, trying the values worth trying.
///
/// A fact is given a value or left out; as soon as what is decided already rules a goal out, the
/// rest is passed over. Parts of which nothing can be told are taken for true and for false in
/// turn, so that where nothing is found there is nothing.
struct FactSearch {
    /// An expression and what it must come out as.
    struct Goal {
        let expression: Expr
        let wanted: Wanted
    }

    /// What an expression must come out as.
    enum Wanted {
        case holds
        /// Known not to hold.
        case fails
        /// Known not to hold, or not known.
        case doesNotHold
    }

    // LIMIT: the conditions of a row read some five facts of some five values each.
    static let maxSteps = 20_000

    private enum Truth: Equatable {
        case known(Bool)
        /// A fact is left out, or it fails.
        case unknown
        /// What it depends on is not decided yet.
        case open
    }

    private let goals: [Goal]
    private let values: [(slot: Int, values: [Value?])]
    /// Parts of which nothing can be told, with what is guessed of them.
    private var opaque: [(atom: Expr, truth: Truth)] = []
    private let guesses: [Truth]
    private var evaluator: PartialEvaluator
    private var assigned = UnknownSet()
    private var steps = 0

    /// `values` are those to try for each slot, nil standing for a fact that is not known; what
    /// `activation` holds stands as it is.
    init(
        _ goals: [Goal],
        over activation: Activation,
        values: [(slot: Int, values: [Value?])],
        isOpaque: (Expr) -> Bool = { _ in false }
    ) {
        self.goals = goals
        self.values = values
        let mayBeLeftOpen = goals.contains { $0.wanted == .doesNotHold }
        guesses = [.known(true), .known(false)] + (mayBeLeftOpen ? [.unknown] : [])
        evaluator = PartialEvaluator(activation)
        for goal in goals {
            goal.expression.forEachAtom { atom in
                guard isOpaque(atom), !opaque.contains(where: { $0.atom.isSame(as: atom) }) else {
                    return
                }
                opaque.append((atom, .open))
            }
        }
        for slot in goals.flatMap(\.expression.slots) where activation[slot] != nil {
            assigned.insert(slot)
        }
    }

    /// Calls `found` with each solution until it returns true.
    ///
    /// Returns: whether every possibility was looked at; false where that was too much work.
    mutating func solve(_ found: (Activation) -> Bool) -> Bool {
        var isStopped = false
        solve(0, &isStopped, found)
        return steps <= Self.maxSteps
    }

    /// Facts first, so that what cannot be told is guessed only where it still matters.
    private mutating func solve(
        _ index: Int,
        _ isStopped: inout Bool,
        _ found: (Activation) -> Bool
    ) {
        steps += 1
        guard !isStopped, steps <= Self.maxSteps else { return }
        let truths = goals.map { truth(of: $0.expression) }
        let isReachable = zip(goals, truths).allSatisfy { $1 == .open || Self.meets($1, $0.wanted) }
        guard isReachable else { return }
        if index < values.count {
            let (slot, values) = values[index]
            let before = assigned
            assigned.insert(slot)
            for value in values where !isStopped {
                evaluator.activation[slot] = value
                solve(index + 1, &isStopped, found)
            }
            assigned = before
            evaluator.activation[slot] = nil
        } else if index < values.count + opaque.count {
            for guess in guesses where !isStopped {
                opaque[index - values.count].truth = guess
                solve(index + 1, &isStopped, found)
            }
            opaque[index - values.count].truth = .open
        } else if !truths.contains(.open), found(evaluator.activation) {
            isStopped = true
        }
    }

    private static func meets(_ truth: Truth, _ wanted: Wanted) -> Bool {
        switch wanted {
        case .holds: truth == .known(true)
        case .fails: truth == .known(false)
        case .doesNotHold: truth != .known(true)
        }
    }

    private func truth(of expression: Expr) -> Truth {
        switch expression.kind {
        case .and(let parts): truth(of: parts, decidedBy: false)
        case .or(let parts): truth(of: parts, decidedBy: true)
        case .call("!_", _, let arguments) where arguments.count == 1:
            switch truth(of: arguments[0]) {
            case .known(let value): .known(!value)
            case let other: other
            }
        default: truth(ofAtom: expression)
        }
    }

    private func truth(of parts: [Expr], decidedBy decisive: Bool) -> Truth {
        let truths = parts.map { truth(of: $0) }
        if truths.contains(.known(decisive)) { return .known(decisive) }
        if truths.contains(.open) { return .open }
        return truths.contains(.unknown) ? .unknown : .known(!decisive)
    }

    private func truth(ofAtom atom: Expr) -> Truth {
        if let guessed = opaque.first(where: { $0.atom.isSame(as: atom) }) { return guessed.truth }
        guard atom.slots.allSatisfy({ assigned.contains($0) }) else { return .open }
        guard case .bool(let value)? = evaluator.value(of: atom) else { return .unknown }
        return .known(value)
    }
}
