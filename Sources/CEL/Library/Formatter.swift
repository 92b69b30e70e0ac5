/// `pattern.format(values)`: the clauses of the strings extension.
struct Formatter {
    private let pattern: [UInt8]
    private let values: [Value]
    private var position = 0
    private var nextValue = 0
    private var output: [UInt8] = []

    // LIMIT: a double has at most 1 074 digits after its point.
    private static let maxPrecision = 1074
    // LIMIT: writing the smallest double to its last digit takes as long as this many nodes.
    private static let costOfClause = 64

    init(pattern: String, values: [Value]) {
        self.pattern = Array(pattern.utf8)
        self.values = values
    }

    mutating func format(_ meter: inout CostMeter) throws(EvaluationError) -> String {
        while position < pattern.count {
            let byte = pattern[position]
            position += 1
            if byte != UInt8(ascii: "%") {
                output.append(byte)
            } else if position < pattern.count, pattern[position] == UInt8(ascii: "%") {
                position += 1
                output.append(byte)
            } else {
                try meter.charge(Self.costOfClause)
                let text = try formatClause(&meter)
                try meter.charge(bytes: text.utf8.count)
                output.append(contentsOf: text.utf8)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func formatClause(
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> String {
        let precision = try readPrecision()
        guard position < pattern.count else { throw fault("a clause is not complete") }
        let letter = pattern[position]
        position += 1
        guard Self.letters.contains(letter) else {
            throw fault("unknown clause `%\(Unicode.Scalar(letter))`")
        }
        guard nextValue < values.count else {
            throw fault("there is no value for clause \(nextValue + 1)")
        }
        let value = values[nextValue]
        nextValue += 1
        switch letter {
        case UInt8(ascii: "s"): return try ValueText.text(of: value, &meter)
        case UInt8(ascii: "d"): return try decimal(value)
        case UInt8(ascii: "f"): return try real(value, "f") { $0.fixed(precision ?? 6) }
        case UInt8(ascii: "e"): return try real(value, "e") { $0.scientific(precision ?? 6) }
        case UInt8(ascii: "b"): return try integer(value, "b", radix: 2)
        case UInt8(ascii: "o"): return try integer(value, "o", radix: 8)
        case UInt8(ascii: "x"): return try hexadecimal(value, isUpper: false)
        default: return try hexadecimal(value, isUpper: true)
        }
    }

    private static let letters = Array("sdfeboxX".utf8)

    private mutating func readPrecision() throws(EvaluationError) -> Int? {
        guard position < pattern.count, pattern[position] == UInt8(ascii: ".") else { return nil }
        position += 1
        let start = position
        var precision = 0
        while position < pattern.count, pattern[position].isDigit {
            precision = min(10_000, precision * 10 + Int(pattern[position] - UInt8(ascii: "0")))
            position += 1
        }
        guard position > start else { throw fault("a precision has no digits") }
        guard precision <= Self.maxPrecision else {
            throw fault("a precision is more than \(Self.maxPrecision)")
        }
        return precision
    }

    private func fault(_ message: String) -> EvaluationError {
        EvaluationError(.invalidArgument, "`format`: \(message)")
    }

    private func unfit(_ value: Value, _ letter: String) -> EvaluationError {
        fault("`%\(letter)` does not take \(value.runtimeType.name)")
    }

    private func decimal(_ value: Value) throws(EvaluationError) -> String {
        switch value {
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number) where !number.isFinite: return DoubleText.special(number)
        default: throw unfit(value, "d")
        }
    }

    private func real(
        _ value: Value,
        _ letter: String,
        _ write: (ExactDecimal) -> String
    ) throws(EvaluationError) -> String {
        let number: Double
        switch value {
        case .double(let value): number = value
        case .int(let value): number = Double(value)
        case .uint(let value): number = Double(value)
        default: throw unfit(value, letter)
        }
        guard number.isFinite else { return DoubleText.special(number) }
        return write(ExactDecimal(number))
    }

    private func integer(
        _ value: Value,
        _ letter: String,
        radix: Int
    ) throws(EvaluationError) -> String {
        switch value {
        case .int(let number): return String(number, radix: radix)
        case .uint(let number): return String(number, radix: radix)
        case .bool(let value) where radix == 2: return value ? "1" : "0"
        default: throw unfit(value, letter)
        }
    }

    private func hexadecimal(_ value: Value, isUpper: Bool) throws(EvaluationError) -> String {
        switch value {
        case .int(let number): String(number, radix: 16, uppercase: isUpper)
        case .uint(let number): String(number, radix: 16, uppercase: isUpper)
        case .string(let text): hexadecimal(Array(text.utf8), isUpper: isUpper)
        case .bytes(let bytes): hexadecimal(bytes, isUpper: isUpper)
        default: throw unfit(value, isUpper ? "X" : "x")
        }
    }

    private func hexadecimal(_ bytes: [UInt8], isUpper: Bool) -> String {
        bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: isUpper)
        }
        .joined()
    }
}
