/// The math extension.
extension Library {
    static let math: Functions = [
        "math.@max": extremum("max") { $0 == .greater },
        "math.@min": extremum("min") { $0 == .less },
        "math.ceil": [rounding("ceil", .up)],
        "math.floor": [rounding("floor", .down)],
        "math.round": [rounding("round", .toNearestOrAwayFromZero)],
        "math.trunc": [rounding("trunc", .towardZero)],
        "math.abs": numeric("abs") { value throws(EvaluationError) in
            switch value {
            case .int(.min): throw .overflow("math.abs")
            case .int(let number): .int(abs(number))
            case .double(let number): .double(number.magnitude)
            default: value
            }
        },
        "math.sign": numeric("sign") { value throws(EvaluationError) in
            switch value {
            case .int(let number): .int(number.signum())
            case .uint(let number): .uint(number == 0 ? 0 : 1)
            case .double(let number) where number.isNaN: value
            case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : 0)
            default: value
            }
        },
        "math.isNaN": [classifying("isNaN") { $0.isNaN }],
        "math.isInf": [classifying("isInf") { $0.isInfinite }],
        "math.isFinite": [classifying("isFinite") { $0.isFinite }],
        "math.sqrt": [CELType.double, .int, .uint]
            .map { type in
                .unary("math_sqrt_\(type)", type, returns: .double) {
                    value throws(EvaluationError) in
                    guard case .double(let number) = try Conversion.double(value) else {
                        throw .noSuchOverload("math.sqrt", [value])
                    }
                    return .double(number.squareRoot())
                }
            },
        "math.bitAnd": bitwise("and", { $0 & $1 }, { $0 & $1 }),
        "math.bitOr": bitwise("or", { $0 | $1 }, { $0 | $1 }),
        "math.bitXor": bitwise("xor", { $0 ^ $1 }, { $0 ^ $1 }),
        "math.bitNot": [
            .unary("math_bitNot_int", .int, returns: .int) { value throws(EvaluationError) in
                .int(~(try [value].int(0)))
            },
            .unary("math_bitNot_uint", .uint, returns: .uint) { value throws(EvaluationError) in
                guard case .uint(let number) = value else {
                    throw .noSuchOverload("math.bitNot", [value])
                }
                return .uint(~number)
            },
        ],
        "math.bitShiftLeft": shifting("left") { bits, offset in bits << offset },
        "math.bitShiftRight": shifting("right") { bits, offset in bits >> offset },
    ]

    private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> Overload {
        .unary("math_\(name)_double", .double, returns: .double) { value throws(EvaluationError) in
            guard case .double(let number) = value else {
                throw .noSuchOverload("math.\(name)", [value])
            }
            return .double(number.rounded(rule))
        }
    }

    private static func classifying(
        _ name: String,
        _ test: @escaping @Sendable (Double) -> Bool
    ) -> Overload {
        .unary("math_\(name)_double", .double, returns: .bool) { value throws(EvaluationError) in
            guard case .double(let number) = value else {
                throw .noSuchOverload("math.\(name)", [value])
            }
            return .bool(test(number))
        }
    }

    private static func numeric(
        _ name: String,
        _ body: @escaping @Sendable (Value) throws(EvaluationError) -> Value
    ) -> [Overload] {
        [CELType.double, .int, .uint]
            .map {
                .unary("math_\(name)_\($0)", $0, returns: $0, body)
            }
    }

    private static func bitwise(
        _ name: String,
        _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
        _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> [Overload] {
        [CELType.int, .uint]
            .map { type in
                .binary("math_bit_\(name)_\(type)", type, type, returns: type) {
                    left,
                    right throws(EvaluationError) in
                    switch (left, right) {
                    case (.int(let left), .int(let right)): return .int(signed(left, right))
                    case (.uint(let left), .uint(let right)): return .uint(unsigned(left, right))
                    default: throw .noSuchOverload("math.bit_\(name)", [left, right])
                    }
                }
            }
    }

    /// A shift of the 64 bits as they are: no sign is kept, and beyond 63 nothing remains.
    private static func shifting(
        _ name: String,
        _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> [Overload] {
        [CELType.int, .uint]
            .map { type in
                .binary("math_bitShift_\(name)_\(type)", type, .int, returns: type) {
                    bits,
                    offset throws(EvaluationError) in
                    let count = try [offset].int(0)
                    guard count >= 0 else {
                        throw EvaluationError(.invalidArgument, "a shift by \(count) bits")
                    }
                    switch bits {
                    case .int(let number):
                        let bits = UInt64(bitPattern: number)
                        return .int(Int64(bitPattern: body(bits, UInt64(count))))
                    case .uint(let number): return .uint(body(number, UInt64(count)))
                    default: throw .noSuchOverload("math.bitShift_\(name)", [bits, offset])
                    }
                }
            }
    }

    /// `math.greatest` and `math.least`, to which the macros of these names lead.
    private static func extremum(
        _ name: String,
        _ isBetter: @escaping @Sendable (Order) -> Bool
    ) -> [Overload] {
        let types: [CELType] = [.int, .uint, .double]
        let single = types.map { type in
            Overload.unary("math_\(name)_\(type)", type, returns: type) { $0 }
        }
        let pairs = types.flatMap { left in
            types.map { right in
                Overload.binary(
                    "math_\(name)_\(left)_\(right)",
                    left,
                    right,
                    returns: left == right ? left : .dyn
                ) { left, right throws(EvaluationError) in
                    try better(of: left, right, name, isBetter)
                }
            }
        }
        let lists = types.map { type in
            Overload.metered("math_\(name)_list_\(type)", [.list(type)], returns: type) {
                arguments,
                meter throws(EvaluationError) in
                guard case .list(let elements) = arguments[0], var best = elements.first else {
                    throw EvaluationError(.invalidArgument, "`math.\(name)` of an empty list")
                }
                try meter.charge(elements.count)
                for element in elements {
                    best = try better(of: best, element, name, isBetter)
                }
                return best
            }
        }
        return single + pairs + lists
    }

    /// The better of two numbers; the first where neither is.
    private static func better(
        of left: Value,
        _ right: Value,
        _ name: String,
        _ isBetter: (Order) -> Bool
    ) throws(EvaluationError) -> Value {
        guard left.isNumber, right.isNumber, let order = right.order(left) else {
            throw .noSuchOverload("math.\(name)", [left, right])
        }
        return isBetter(order) ? right : left
    }
}

extension Value {
    fileprivate var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}
