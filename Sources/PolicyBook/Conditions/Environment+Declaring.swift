import CEL

/// Shorter ways to declare operators of the book's types.
extension Environment {
    typealias Binary = @Sendable (Value, Value) throws(EvaluationError) -> Value

    /// Declares an operator or function of two arguments.
    mutating func declare(
        _ name: String,
        _ left: CELType,
        _ right: CELType,
        returns result: CELType,
        _ implementation: @escaping Binary
    ) {
        declare(
            function: name,
            Overload(
                "\(name)(\(left), \(right))",
                [left, right],
                returns: result,
                .binary(implementation)
            )
        )
    }

    /// Declares an operator or function of one argument.
    mutating func declare(
        _ name: String,
        _ operand: CELType,
        returns result: CELType,
        isMember: Bool = false,
        _ implementation: @escaping @Sendable (Value) throws(EvaluationError) -> Value
    ) {
        declare(
            function: name,
            Overload(
                "\(name)(\(operand))",
                [operand],
                returns: result,
                isMember: isMember,
                .unary(implementation)
            )
        )
    }

    /// Declares all comparisons of two types by one function, below zero for less.
    mutating func declareComparisons(
        _ left: CELType,
        _ right: CELType,
        _ compare: @escaping @Sendable (Value, Value) throws(EvaluationError) -> Int
    ) {
        let tests: [(String, @Sendable (Int) -> Bool)] = [
            ("_<_", { $0 < 0 }), ("_<=_", { $0 <= 0 }), ("_>_", { $0 > 0 }),
            ("_>=_", { $0 >= 0 }), ("_==_", { $0 == 0 }), ("_!=_", { $0 != 0 }),
        ]
        for (name, test) in tests {
            declare(name, left, right, returns: .bool) {
                (left, right) throws(EvaluationError) in
                .bool(test(try compare(left, right)))
            }
        }
    }

    /// Declares `min` and `max` of two to eight arguments, and of a list that is not empty.
    mutating func declareExtremes(
        _ type: CELType,
        isLess: @escaping @Sendable (Value, Value) throws(EvaluationError) -> Bool
    ) {
        for (name, wantsLess) in [("min", true), ("max", false)] {
            let pick: @Sendable ([Value]) throws(EvaluationError) -> Value = {
                (values) throws(EvaluationError) in
                guard var best = values.first else {
                    throw EvaluationError(.invalidArgument, "the list is empty")
                }
                for value in values.dropFirst() {
                    let replaces =
                        wantsLess ? try isLess(value, best) : try isLess(best, value)
                    if replaces { best = value }
                }
                return best
            }
            declare(name, type, type, returns: type) { (left, right) throws(EvaluationError) in
                let replaces = wantsLess ? try isLess(right, left) : try isLess(left, right)
                return replaces ? right : left
            }
            for count in 3...8 {
                let parameters = Array(repeating: type, count: count)
                declare(
                    function: name,
                    Overload(
                        "\(name)\(count)(\(type))",
                        parameters,
                        returns: type,
                        .variadic(pick)
                    )
                )
            }
            declare(name, .list(type), returns: type) { (list) throws(EvaluationError) in
                guard case .list(let values) = list else { throw .otherType }
                return try pick(values)
            }
        }
    }
}
