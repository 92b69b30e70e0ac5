/// Elements of lists and maps, and fields.
enum Indexing {
    /// `list[index]`, `map[key]`, and the same within an optional value.
    static func element(
        of operand: Value,
        at key: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        switch operand {
        case .list(let elements):
            guard let index = position(key) else {
                throw EvaluationError(
                    .invalidArgument,
                    "\(key.shortText) is not the index of a list"
                )
            }
            guard elements.indices.contains(index) else { throw .indexOutOfRange(Int64(index)) }
            return elements[index]
        case .map(let map):
            try meter.charge(key: key)
            guard let value = map[key] else { throw .noSuchKey(key) }
            return value
        case .optional:
            return try optionalElement(of: operand, at: key, &meter)
        default:
            throw .noSuchOverload("[]", [operand, key])
        }
    }

    /// `operand[?key]`: an optional value, absent where there is no such element.
    static func optionalElement(
        of operand: Value,
        at key: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        switch operand {
        case .optional(nil): return operand
        case .optional(let inner?): return try optionalElement(of: inner, at: key, &meter)
        case .list(let elements):
            guard let index = position(key) else {
                throw EvaluationError(
                    .invalidArgument,
                    "\(key.shortText) is not the index of a list"
                )
            }
            return .optional(elements.indices.contains(index) ? elements[index] : nil)
        case .map(let map):
            try meter.charge(key: key)
            return .optional(map[key])
        default: throw .noSuchOverload("[?]", [operand, key])
        }
    }

    /// The value of `operand.field`.
    static func field(_ name: String, of operand: Value) throws(EvaluationError) -> Value {
        switch operand {
        case .map(let map):
            guard let value = map[field: name] else { throw .noSuchKey(.string(name)) }
            return value
        case .optional: return try optionalField(name, of: operand)
        default: throw noFields(operand, name)
        }
    }

    /// The value of `operand.?field`.
    static func optionalField(_ name: String, of operand: Value) throws(EvaluationError) -> Value {
        switch operand {
        case .map(let map): return .optional(map[field: name])
        case .optional(nil): return operand
        case .optional(let inner?): return try optionalField(name, of: inner)
        default: throw noFields(operand, name)
        }
    }

    /// The value of `has(operand.field)`.
    static func hasField(_ name: String, of operand: Value) throws(EvaluationError) -> Bool {
        switch operand {
        case .map(let map): return map[field: name] != nil
        case .optional(nil): return false
        case .optional(let inner?): return try hasField(name, of: inner)
        default: throw noFields(operand, name)
        }
    }

    /// The value of `element in container`.
    static func contains(
        _ container: Value,
        _ element: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Bool {
        switch container {
        case .list(let elements):
            for candidate in elements {
                try meter.charge(1)
                if try candidate.isEqual(to: element, &meter) { return true }
            }
            return false
        case .map(let map):
            try meter.charge(key: element)
            return map[element] != nil
        default: throw .noSuchOverload("in", [element, container])
        }
    }

    /// The index a number stands for; nil for anything but a whole number.
    private static func position(_ key: Value) -> Int? {
        switch key {
        case .int(let value): Int(exactly: value)
        case .uint(let value): Int(clamping: value)
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    private static func noFields(_ operand: Value, _ name: String) -> EvaluationError {
        EvaluationError(
            .noSuchOverload,
            "\(operand.runtimeType.name) has no field `\(name)`"
        )
    }
}
