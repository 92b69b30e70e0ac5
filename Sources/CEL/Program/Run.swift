/// The state of one evaluation.
struct Run {
    /// The variables by their slots.
    let values: [Value?]
    /// The variables of macros.
    ///
    /// One may hold a failure, which counts only if the variable is used.
    var locals: [Evaluation]
    var meter: CostMeter

    init(values: [Value?], localCount: Int, meter: CostMeter) {
        self.values = values
        locals = localCount == 0 ? [] : Array(repeating: .value(.null), count: localCount)
        self.meter = meter
    }
}

/// The outcome of a condition.
enum Truth {
    case no
    case yes
    case error(EvaluationError)
    case unknown(UnknownSet)

    @inline(__always)
    init(_ value: Bool) {
        self = value ? .yes : .no
    }

    var evaluation: Evaluation {
        switch self {
        case .no: .value(.bool(false))
        case .yes: .value(.bool(true))
        case .error(let error): .error(error)
        case .unknown(let slots): .unknown(slots)
        }
    }
}
