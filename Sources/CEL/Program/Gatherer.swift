/// Gathers parts of which some may have no value: all unknowns, and the first error.
struct Gatherer {
    private var unknown = UnknownSet()
    private var error: EvaluationError?

    /// The value of a part; nil for one that has none, which is remembered.
    mutating func take(_ outcome: Evaluation) -> Value? {
        switch outcome {
        case .value(let value): return value
        case .error(let failure): fail(failure)
        case .unknown(let slots): unknown.formUnion(slots)
        }
        return nil
    }

    /// Remembers a condition that has no truth value.
    mutating func take(_ truth: Truth) {
        switch truth {
        case .no, .yes: break
        case .error(let failure): fail(failure)
        case .unknown(let slots): unknown.formUnion(slots)
        }
    }

    mutating func fail(_ failure: EvaluationError) {
        // The budget outweighs what went wrong before it.
        if error == nil || failure.code == .budgetExceeded { error = failure }
    }

    /// Whether there was an error.
    var hasFailed: Bool { error != nil }

    /// Whether the budget is exceeded, so that nothing that follows can have a value.
    var isExhausted: Bool { error?.code == .budgetExceeded }

    /// What the whole comes to if a part had no value: an unknown outweighs an error.
    var failure: Evaluation? {
        unknown.isEmpty ? error.map { .error($0) } : .unknown(unknown)
    }

    /// The same for a condition.
    var truth: Truth? {
        unknown.isEmpty ? error.map { .error($0) } : .unknown(unknown)
    }
}
