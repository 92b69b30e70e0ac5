/// Values as `%s` writes them.
enum ValueText {
    /// Writes a value, charging for each part: lists that share parts can be exponentially large.
    static func text(
        of value: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> String {
        try meter.charge(1)
        switch value {
        case .null: return "null"
        case .string(let text):
            try meter.charge(bytes: text.utf8.count)
            return text
        case .bytes(let bytes):
            try meter.charge(bytes: bytes.count)
            return String(decoding: bytes, as: UTF8.self)
        case .double(let number): return DoubleText.shortest(number)
        case .list(let elements):
            var parts: [String] = []
            for element in elements { parts.append(try text(of: element, &meter)) }
            return "[" + parts.joined(separator: ", ") + "]"
        case .map(let map): return try text(of: map, &meter)
        case .type(let type): return type.name
        case .optional, .host:
            throw EvaluationError(
                .invalidArgument,
                "`format`: `%s` does not take \(value.runtimeType.name)"
            )
        default: return try [try Conversion.string(value)].string(0)
        }
    }

    /// The entries in the order of their keys' texts.
    private static func text(
        of map: MapValue,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> String {
        var parts: [(key: String, value: String)] = []
        for (key, value) in zip(map.keys, map.values) {
            parts.append((try text(of: key, &meter), try text(of: value, &meter)))
        }
        parts.sort { $0.key.precedesByCodePoints($1.key) }
        return "{" + parts.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
}
