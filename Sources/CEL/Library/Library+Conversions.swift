extension Library {
    static let conversions: Functions = [
        "bool": [
            .unary("bool_to_bool", .bool, returns: .bool) { $0 },
            .unary("string_to_bool", .string, returns: .bool) { value throws(EvaluationError) in
                try Conversion.bool(value)
            },
        ],
        "bytes": [
            .unary("bytes_to_bytes", .bytes, returns: .bytes) { $0 },
            .unary("string_to_bytes", .string, returns: .bytes) { value throws(EvaluationError) in
                guard case .string(let text) = value else { throw .conversion(value, to: "bytes") }
                return .bytes(Array(text.utf8))
            },
        ],
        "double": converting(from: [.double, .int, .uint, .string], to: .double) {
            value throws(EvaluationError) in try Conversion.double(value)
        },
        "int": converting(from: [.int, .uint, .double, .string, .timestamp], to: .int) {
            value throws(EvaluationError) in try Conversion.int(value)
        },
        "uint": converting(from: [.uint, .int, .double, .string], to: .uint) {
            value throws(EvaluationError) in try Conversion.uint(value)
        },
        "string": converting(
            from: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration],
            to: .string
        ) { value throws(EvaluationError) in try Conversion.string(value) },
        "timestamp": converting(from: [.timestamp, .string, .int], to: .timestamp) {
            value throws(EvaluationError) in try Conversion.timestamp(value)
        },
        "duration": converting(from: [.duration, .string], to: .duration) {
            value throws(EvaluationError) in try Conversion.duration(value)
        },
        "dyn": [.unary("to_dyn", a, returns: .dyn) { $0 }],
        "type": [.unary("type", a, returns: .type(a)) { .type($0.runtimeType) }],
    ]

    private static func converting(
        from types: [CELType],
        to result: CELType,
        _ body: @escaping @Sendable (Value) throws(EvaluationError) -> Value
    ) -> [Overload] {
        types.map { .unary("\($0)_to_\(result)", $0, returns: result, body) }
    }
}
