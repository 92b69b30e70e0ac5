/// The functions that every environment has: the standard library and the extensions.
enum Library {
    typealias Functions = [String: [Overload]]

    /// All functions and operators by name.
    static let functions: Functions = [
        operators, conversions, collections, strings, moreStrings, time, math, optionals, encoders,
    ]
    .reduce(into: [:]) { all, part in
        all.merge(part) { $0 + $1 }
    }

    /// The type parameters of generic overloads.
    static let (a, b): (CELType, CELType) = (.parameter("A"), .parameter("B"))
}

extension Overload {
    /// An overload of one argument that may fail.
    static func unary(
        _ id: String,
        _ parameter: CELType,
        returns result: CELType,
        isMember: Bool = false,
        _ body: @escaping @Sendable (Value) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(id, [parameter], returns: result, isMember: isMember, .unary(body))
    }

    /// An overload of two arguments that may fail.
    static func binary(
        _ id: String,
        _ first: CELType,
        _ second: CELType,
        returns result: CELType,
        isMember: Bool = false,
        _ body: @escaping @Sendable (Value, Value) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(id, [first, second], returns: result, isMember: isMember, .binary(body))
    }

    /// An overload whose work can grow beyond its arguments, and is charged for.
    static func metered(
        _ id: String,
        _ parameters: [CELType],
        returns result: CELType,
        isMember: Bool = false,
        _ body: @escaping @Sendable ([Value], inout CostMeter) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(id, parameters, returns: result, isMember: isMember, .metered(body))
    }

    /// An overload of what the evaluator computes itself.
    static func `operator`(
        _ id: String,
        _ parameters: [CELType],
        returns result: CELType,
        isMember: Bool = false,
        _ operation: Operation
    ) -> Overload {
        var overload = Overload(
            id,
            parameters,
            returns: result,
            isMember: isMember,
            .metered { (arguments, meter) throws(EvaluationError) in
                try operation.apply(arguments, &meter)
            }
        )
        overload.operation = operation
        return overload
    }
}
