import CEL

/// Evaluates parts of an expression over an activation, to explain or to solve it.
///
/// Only what decisions are made of is covered; a program itself is always evaluated by CEL.
struct PartialEvaluator {
    var activation: Activation

    init(_ activation: Activation) {
        self.activation = activation
    }

    /// The value of a part; nil where a fact is missing, it fails, or it is none of the simple
    /// forms.
    func value(of expression: Expr) -> Value? {
        switch expression.kind {
        case .literal(let value), .constant(_, let value): return value
        case .variable(_, let slot): return activation[slot]
        case .hasVariable(_, let slot): return .bool(activation[slot] != nil)
        case .and(let parts): return truth(of: parts, decidedBy: false)
        case .or(let parts): return truth(of: parts, decidedBy: true)
        case .conditional(let condition, let then, let otherwise):
            guard case .bool(let holds)? = value(of: condition) else { return nil }
            return value(of: holds ? then : otherwise)
        case .select(let operand, let field, isOptional: false):
            guard case .map(let map)? = value(of: operand) else { return nil }
            return map[field: field]
        case .list(let elements):
            let values = elements.map { $0.isOptional ? nil : value(of: $0.value) }
            return values.contains(nil) ? nil : .list(values.compactMap(\.self))
        case .call(_, let overloads, let arguments):
            let values = arguments.compactMap(value)
            guard values.count == arguments.count, overloads.count == 1 else { return nil }
            return Self.call(overloads[0], values)
        default: return nil
        }
    }

    /// `&&` is decided by one false part, `||` by one true part, whatever the others are.
    private func truth(of parts: [Expr], decidedBy decisive: Bool) -> Value? {
        let values = parts.map(value)
        if values.contains(.bool(decisive)) { return .bool(decisive) }
        return values.allSatisfy { $0 == .bool(!decisive) } ? .bool(!decisive) : nil
    }

    private static func call(_ overload: Overload, _ arguments: [Value]) -> Value? {
        do {
            switch (overload.implementation, arguments.count) {
            case (.unary(let function), 1): return try function(arguments[0])
            case (.binary(let function), 2): return try function(arguments[0], arguments[1])
            case (.variadic(let function), _): return try function(arguments)
            case (.metered(let function), _):
                var meter = CostMeter(budget: Limits().maxCost)
                return try function(arguments, &meter)
            default: return nil
            }
        } catch {
            // A part that fails has no value; the program as a whole reports the failure.
            return nil
        }
    }
}
