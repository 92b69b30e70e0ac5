extension Library {
    static let collections: Functions = [
        "size": [CELType.string, .bytes, .list(a), .map(a, b)]
            .flatMap { type in
                [false, true]
                    .map { isMember in
                        .unary("size_\(type)", type, returns: .int, isMember: isMember) {
                            value throws(EvaluationError) in try size(value)
                        }
                    }
            }
    ]

    private static func size(_ value: Value) throws(EvaluationError) -> Value {
        switch value {
        case .string(let text): .int(Int64(text.unicodeScalars.count))
        case .bytes(let bytes): .int(Int64(bytes.count))
        case .list(let elements): .int(Int64(elements.count))
        case .map(let map): .int(Int64(map.count))
        default: throw .noSuchOverload("size", [value])
        }
    }
}
