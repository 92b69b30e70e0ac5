extension Library {
    static let optionals: Functions = [
        "optional.of": [.unary("optional_of", a, returns: .optional(a)) { .optional($0) }],
        "optional.ofNonZeroValue": [
            .unary("optional_ofNonZeroValue", a, returns: .optional(a)) { value in
                .optional(value.isZero ? nil : value)
            }
        ],
        "optional.none": [
            Overload("optional_none", [], returns: .optional(a), .variadic { _ in .optional(nil) })
        ],
        "hasValue": [
            .unary("optional_hasValue", .optional(a), returns: .bool, isMember: true) {
                if case .optional(nil) = $0 { .bool(false) } else { .bool(true) }
            }
        ],
        "value": [
            .unary("optional_value", .optional(a), returns: a, isMember: true) {
                value throws(EvaluationError) in
                guard case .optional(let inner?) = value else {
                    throw EvaluationError(.absentValue, "the optional value is absent")
                }
                return inner
            }
        ],
        "optional.unwrap": [
            .metered("optional_unwrap", [.list(.optional(a))], returns: .list(a)) {
                arguments,
                meter throws(EvaluationError) in try unwrap(arguments, &meter)
            }
        ],
        "unwrapOpt": [
            .metered(
                "optional_unwrapOpt",
                [.list(.optional(a))],
                returns: .list(a),
                isMember: true
            ) { arguments, meter throws(EvaluationError) in try unwrap(arguments, &meter) }
        ],
        "first": [
            .unary("list_first", .list(a), returns: .optional(a), isMember: true) {
                value throws(EvaluationError) in
                guard case .list(let elements) = value else {
                    throw .noSuchOverload("first", [value])
                }
                return .optional(elements.first)
            }
        ],
        "last": [
            .unary("list_last", .list(a), returns: .optional(a), isMember: true) {
                value throws(EvaluationError) in
                guard case .list(let elements) = value else {
                    throw .noSuchOverload("last", [value])
                }
                return .optional(elements.last)
            }
        ],
        "or": [
            .operator(
                "optional_or_optional",
                [.optional(a), .optional(a)],
                returns: .optional(a),
                isMember: true,
                .alternative(isValue: false)
            )
        ],
        "orValue": [
            .operator(
                "optional_orValue_value",
                [.optional(a), a],
                returns: a,
                isMember: true,
                .alternative(isValue: true)
            )
        ],
    ]

    private static func unwrap(
        _ arguments: [Value],
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        guard case .list(let elements) = arguments[0] else {
            throw .noSuchOverload("unwrap", arguments)
        }
        try meter.charge(elements.count)
        var present: [Value] = []
        for element in elements {
            guard case .optional(let inner) = element else {
                throw .noSuchOverload("unwrap", arguments)
            }
            if let inner { present.append(inner) }
        }
        return .list(present)
    }
}

extension Value {
    /// Whether it is the value a field of its type has when it was never set.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.count == 0
        case .timestamp(let value): value.seconds == 0 && value.nanoseconds == 0
        case .duration(let nanoseconds): nanoseconds == 0
        // A host type says so itself, in an overload of its own.
        case .type, .host: false
        case .optional(let value): value == nil
        }
    }
}
