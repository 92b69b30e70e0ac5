/// The operators and functions that the evaluator computes itself, without a call.
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
    case matches
    /// The function `or` of an optional value, or `orValue`.
    case alternative(isValue: Bool)

    /// Computes it over values of any type.
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
        case .matches: return try match(first, second, &meter)
        case .alternative(let isValue):
            guard case .optional(let inner) = first else {
                throw .noSuchOverload("or", arguments)
            }
            guard let inner else { return second }
            return isValue ? inner : first
        case .negate, .not: throw .noSuchOverload("-", arguments)
        }
    }

    /// Matches a text with a pattern that is computed.
    private func match(
        _ text: Value,
        _ pattern: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        guard case .string(let text) = text, case .string(let source) = pattern else {
            throw .noSuchOverload("matches", [text, pattern])
        }
        let pattern = try Pattern.compiling(source, &meter)
        return .bool(try pattern.matches(text, &meter))
    }

    private func apply(_ operand: Value) throws(EvaluationError) -> Value {
        if case .not = self {
            guard case .bool(let value) = operand else { throw .noSuchOverload("!", [operand]) }
            return .bool(!value)
        }
        return try Arithmetic.negate(operand)
    }
}
