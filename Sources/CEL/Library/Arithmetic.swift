/// The arithmetic operators over values of the language's own types.
///
/// Each function throws `noSuchOverload` for arguments it does not know, so that overloads of the
/// host's can be tried after it.
enum Arithmetic {
    enum Operation: UInt8 {
        case add
        case subtract
        case multiply
        case divide
        case remainder
    }

    static func apply(
        _ operation: Operation,
        _ left: Value,
        _ right: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        switch (left, right) {
        case (.int(let left), .int(let right)): return try int(operation, left, right)
        case (.uint(let left), .uint(let right)): return try uint(operation, left, right)
        case (.double(let left), .double(let right)): return try double(operation, left, right)
        default: break
        }
        switch operation {
        case .add: return try add(left, right, &meter)
        case .subtract: return try subtract(left, right)
        default: throw .noSuchOverload(operation.symbol, [left, right])
        }
    }

    static func negate(_ operand: Value) throws(EvaluationError) -> Value {
        switch operand {
        case .int(let value):
            guard value != .min else { throw .overflow("-") }
            return .int(-value)
        case .double(let value): return .double(-value)
        default: throw .noSuchOverload("-", [operand])
        }
    }

    // MARK: Numbers

    private static func int(
        _ operation: Operation,
        _ left: Int64,
        _ right: Int64
    ) throws(EvaluationError) -> Value {
        let result: (partialValue: Int64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            guard right != 0 else { throw .divisionByZero }
            result = left.dividedReportingOverflow(by: right)
        case .remainder:
            guard right != 0 else { throw .divisionByZero }
            result = left.remainderReportingOverflow(dividingBy: right)
        }
        guard !result.overflow else { throw .overflow(operation.symbol) }
        return .int(result.partialValue)
    }

    private static func uint(
        _ operation: Operation,
        _ left: UInt64,
        _ right: UInt64
    ) throws(EvaluationError) -> Value {
        let result: (partialValue: UInt64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            guard right != 0 else { throw .divisionByZero }
            result = left.dividedReportingOverflow(by: right)
        case .remainder:
            guard right != 0 else { throw .divisionByZero }
            result = left.remainderReportingOverflow(dividingBy: right)
        }
        guard !result.overflow else { throw .overflow(operation.symbol) }
        return .uint(result.partialValue)
    }

    private static func double(
        _ operation: Operation,
        _ left: Double,
        _ right: Double
    ) throws(EvaluationError) -> Value {
        switch operation {
        case .add: return .double(left + right)
        case .subtract: return .double(left - right)
        case .multiply: return .double(left * right)
        case .divide: return .double(left / right)
        case .remainder: throw .noSuchOverload("%", [.double(left), .double(right)])
        }
    }

    // MARK: Strings, lists and time

    private static func add(
        _ left: Value,
        _ right: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        switch (left, right) {
        case (.string(let left), .string(let right)):
            try meter.charge(bytes: left.utf8.count, right.utf8.count)
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)):
            try meter.charge(bytes: left.count, right.count)
            return .bytes(left + right)
        case (.list(let left), .list(let right)):
            if left.isEmpty { return .list(right) }
            if right.isEmpty { return .list(left) }
            try meter.charge(left.count + right.count)
            return .list(left + right)
        case (.duration(let left), .duration(let right)):
            return try duration(left.addingReportingOverflow(right), "+")
        case (.timestamp(let time), .duration(let length)),
            (.duration(let length), .timestamp(let time)):
            return .timestamp(try time.advanced(byNanoseconds: length))
        default:
            throw .noSuchOverload("+", [left, right])
        }
    }

    private static func subtract(
        _ left: Value,
        _ right: Value
    ) throws(EvaluationError) -> Value {
        switch (left, right) {
        case (.duration(let left), .duration(let right)):
            return try duration(left.subtractingReportingOverflow(right), "-")
        case (.timestamp(let left), .timestamp(let right)):
            return .duration(nanoseconds: try left.nanoseconds(since: right))
        case (.timestamp(let time), .duration(let length)):
            guard length != .min else { throw .overflow("-") }
            return .timestamp(try time.advanced(byNanoseconds: -length))
        default:
            throw .noSuchOverload("-", [left, right])
        }
    }

    private static func duration(
        _ result: (partialValue: Int64, overflow: Bool),
        _ symbol: String
    ) throws(EvaluationError) -> Value {
        guard !result.overflow else { throw .overflow(symbol) }
        return .duration(nanoseconds: result.partialValue)
    }
}

extension Arithmetic.Operation {
    var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .remainder: "%"
        }
    }
}
