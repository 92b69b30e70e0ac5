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
