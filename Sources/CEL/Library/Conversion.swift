/// The conversions between the language's own types.
enum Conversion {
    static func bool(_ value: Value) throws(EvaluationError) -> Value {
        guard case .string(let text) = value else { throw .conversion(value, to: "bool") }
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
        case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
        default: throw .conversion(value, to: "bool")
        }
    }

    static func double(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .string(let text):
            // Digits that overflow are read as infinity; only the word may mean that.
            guard text.utf8.count <= 1024, !text.utf8.contains(UInt8(ascii: "(")),
                let number = Double(text),
                number.isFinite || text.utf8.allSatisfy({ !$0.isDigit })
            else { throw .conversion(value, to: "double") }
            return .double(number)
        default: throw .conversion(value, to: "double")
        }
    }

    static func int(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .int: return value
        case .uint(let number):
            guard let number = Int64(exactly: number) else { throw .conversion(value, to: "int") }
            return .int(number)
        case .double(let number):
            // The bounds themselves are refused: they stand for doubles that were rounded to them.
            guard number > -0x1p63, number < 0x1p63 else { throw .conversion(value, to: "int") }
            return .int(Int64(number))
        case .string(let text):
            guard let number = Int64(text) else { throw .conversion(value, to: "int") }
            return .int(number)
        case .timestamp(let time): return .int(time.seconds)
        default: throw .conversion(value, to: "int")
        }
    }

    static func uint(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let number = UInt64(exactly: number) else { throw .conversion(value, to: "uint") }
            return .uint(number)
        case .double(let number):
            guard number >= 0, number < 0x1p64 else { throw .conversion(value, to: "uint") }
            return .uint(UInt64(number))
        case .string(let text):
            guard text.utf8.first?.isDigit == true, let number = UInt64(text) else {
                throw .conversion(value, to: "uint")
            }
            return .uint(number)
        default: throw .conversion(value, to: "uint")
        }
    }

    static func string(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .string: return value
        case .bool(let value): return .string(value ? "true" : "false")
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(DoubleText.shortest(number))
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw EvaluationError(.conversion, "the bytes are not valid UTF-8")
            }
            return .string(text)
        case .timestamp(let time): return .string(time.description)
        case .duration(let nanoseconds): return .string(DurationText.format(nanoseconds))
        default: throw .conversion(value, to: "string")
        }
    }

    static func timestamp(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            guard let time = Timestamp(seconds: seconds) else {
                throw .conversion(value, to: "timestamp")
            }
            return .timestamp(time)
        case .string(let text):
            guard let time = Timestamp(rfc3339: text) else {
                throw .conversion(value, to: "timestamp")
            }
            return .timestamp(time)
        default: throw .conversion(value, to: "timestamp")
        }
    }

    static func duration(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .duration: return value
        case .string(let text):
            guard let nanoseconds = DurationText.parse(text) else {
                throw .conversion(value, to: "duration")
            }
            return .duration(nanoseconds: nanoseconds)
        default: throw .conversion(value, to: "duration")
        }
    }
}
