extension EvaluationError {
    static let divisionByZero = EvaluationError(.divisionByZero, "division by zero")

    static func overflow(_ symbol: String) -> EvaluationError {
        EvaluationError(.overflow, "the result of `\(symbol)` is out of range")
    }

    static func noSuchOverload(
        _ name: String,
        _ arguments: [Value],
        hostTypes: [HostType] = []
    ) -> EvaluationError {
        let types = arguments.map { $0.typeName(among: hostTypes) }.joined(separator: ", ")
        return EvaluationError(.noSuchOverload, "`\(name.symbol)` does not take (\(types))")
    }

    static func noSuchKey(_ key: Value) -> EvaluationError {
        EvaluationError(.noSuchKey, "no such key: \(key.shortText)")
    }

    static func indexOutOfRange(_ index: Int64) -> EvaluationError {
        EvaluationError(.indexOutOfRange, "index out of range: \(index)")
    }

    static func conversion(_ value: Value, to type: String) -> EvaluationError {
        EvaluationError(.conversion, "\(value.shortText) cannot be converted to \(type)")
    }
}
