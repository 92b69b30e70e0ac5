/// The operators that the evaluator computes itself, without a call.
enum Operation: Sendable {
    case equal
    case notEqual
    case relation(Relation)
    case arithmetic(Arithmetic.Operation)
    case negate
    case not
    case contains
    case index
    case optionalIndex

    /// Computes the operator over values of any type.
    func apply(
        _ arguments: [Value],
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        let first = arguments[0]
        guard arguments.count == 2 else { return try apply(first) }
        let second = arguments[1]
        switch self {
        case .equal: return .bool(try first.isEqual(to: second, &meter))
        case .notEqual: return .bool(try !first.isEqual(to: second, &meter))
        case .relation(let relation):
            guard let order = try first.order(second, &meter) else {
                throw .noSuchOverload(relation.symbol, arguments)
            }
            return .bool(relation.holds(order))
        case .arithmetic(let operation):
            return try Arithmetic.apply(operation, first, second, &meter)
        case .contains: return .bool(try Indexing.contains(second, first, &meter))
        case .index: return try Indexing.element(of: first, at: second, &meter)
        case .optionalIndex: return try Indexing.optionalElement(of: first, at: second, &meter)
        case .negate, .not: throw .noSuchOverload("-", arguments)
        }
    }

    private func apply(_ operand: Value) throws(EvaluationError) -> Value {
        if case .not = self {
            guard case .bool(let value) = operand else { throw .noSuchOverload("!", [operand]) }
            return .bool(!value)
        }
        return try Arithmetic.negate(operand)
    }
}
