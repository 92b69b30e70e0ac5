/// Values as `%s` writes them.
enum ValueText {
    /// Writes a value, charging for each part: lists that share parts can be exponentially large.
    static func text(
        of value: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> String {
        var output = ""
        try write(value, to: &output, &meter)
        return output
    }

    private static func write(
        _ value: Value,
        to output: inout String,
        _ meter: inout CostMeter
    ) throws(EvaluationError) {
        try meter.charge(1)
        switch value {
        case .null: output += "null"
        case .string(let text):
            try meter.charge(bytes: text.utf8.count)
            output += text
        case .bytes(let bytes):
            try meter.charge(bytes: bytes.count)
            output += String(decoding: bytes, as: UTF8.self)
        case .double(let number):
            let text = DoubleText.plain(number)
            try meter.charge(bytes: text.utf8.count)
            output += text
        case .list(let elements):
            output += "["
            for (position, element) in elements.enumerated() {
                if position > 0 { output += ", " }
                try write(element, to: &output, &meter)
            }
            output += "]"
        case .map(let map): try write(map, to: &output, &meter)
        case .type(let type): output += type.name
        case .optional, .host:
            throw EvaluationError(
                .invalidArgument,
                "`format`: `%s` does not take \(value.runtimeType.name)"
            )
        default: output += try [try Conversion.string(value)].string(0)
        }
    }

    /// The entries in the order of their keys' texts.
    private static func write(
        _ map: MapValue,
        to output: inout String,
        _ meter: inout CostMeter
    ) throws(EvaluationError) {
        var entries: [(key: String, value: Value)] = []
        for (key, value) in zip(map.keys, map.values) {
            entries.append((try text(of: key, &meter), value))
        }
        entries.sort { $0.key.precedesByCodePoints($1.key) }
        output += "{"
        for (position, entry) in entries.enumerated() {
            output += (position > 0 ? ", " : "") + entry.key + ": "
            try write(entry.value, to: &output, &meter)
        }
        output += "}"
    }
}
