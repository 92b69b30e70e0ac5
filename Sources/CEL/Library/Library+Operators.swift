extension Library {
    private static let orderedTypes: [CELType] = [
        .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
    ]
    private static let numericTypes: [CELType] = [.int, .uint, .double]

    static let operators: Functions = [
        "_==_": [.operator("equals", [a, a], returns: .bool, .equal)],
        "_!=_": [.operator("not_equals", [a, a], returns: .bool, .notEqual)],
        "_<_": ordering(.less, "less"),
        "_<=_": ordering(.lessOrEqual, "less_equals"),
        "_>_": ordering(.greater, "greater"),
        "_>=_": ordering(.greaterOrEqual, "greater_equals"),
        "_+_": arithmetic(.add, "add", [.int, .uint, .double, .string, .bytes, .duration]) + [
            .operator(
                "add_list",
                [.list(a), .list(a)],
                returns: .list(a),
                .arithmetic(.add)
            ),
            .operator(
                "add_timestamp_duration",
                [.timestamp, .duration],
                returns: .timestamp,
                .arithmetic(.add)
            ),
            .operator(
                "add_duration_timestamp",
                [.duration, .timestamp],
                returns: .timestamp,
                .arithmetic(.add)
            ),
        ],
        "_-_": arithmetic(.subtract, "subtract", numericTypes + [.duration]) + [
            .operator(
                "subtract_timestamp_timestamp",
                [.timestamp, .timestamp],
                returns: .duration,
                .arithmetic(.subtract)
            ),
            .operator(
                "subtract_timestamp_duration",
                [.timestamp, .duration],
                returns: .timestamp,
                .arithmetic(.subtract)
            ),
        ],
        "_*_": arithmetic(.multiply, "multiply", numericTypes),
        "_/_": arithmetic(.divide, "divide", numericTypes),
        "_%_": arithmetic(.remainder, "modulo", [.int, .uint]),
        "-_": [
            .operator("negate_int", [.int], returns: .int, .negate),
            .operator("negate_double", [.double], returns: .double, .negate),
        ],
        "!_": [.operator("logical_not", [.bool], returns: .bool, .not)],
        "@in": [
            .operator("in_list", [a, .list(a)], returns: .bool, .contains),
            .operator("in_map", [a, .map(a, b)], returns: .bool, .contains),
        ],
        "_[_]": [
            .operator("index_list", [.list(a), .int], returns: a, .index),
            .operator("index_map", [.map(a, b), a], returns: b, .index),
            .operator(
                "optional_list_index",
                [.optional(.list(a)), .int],
                returns: .optional(a),
                .index
            ),
            .operator(
                "optional_map_index",
                [.optional(.map(a, b)), a],
                returns: .optional(b),
                .index
            ),
        ],
        "_[?_]": [
            .operator("list_optindex", [.list(a), .int], returns: .optional(a), .optionalIndex),
            .operator("map_optindex", [.map(a, b), a], returns: .optional(b), .optionalIndex),
            .operator(
                "optional_list_optindex",
                [.optional(.list(a)), .int],
                returns: .optional(a),
                .optionalIndex
            ),
            .operator(
                "optional_map_optindex",
                [.optional(.map(a, b)), a],
                returns: .optional(b),
                .optionalIndex
            ),
        ],
    ]

    /// An ordering of values of one type, and of numbers across types.
    private static func ordering(_ relation: Relation, _ name: String) -> [Overload] {
        let same = orderedTypes.map { type in
            Overload.operator(
                "\(name)_\(type)",
                [type, type],
                returns: .bool,
                .relation(relation)
            )
        }
        let mixed = numericTypes.flatMap { left in
            numericTypes.filter { $0 != left }
                .map { right in
                    Overload.operator(
                        "\(name)_\(left)_\(right)",
                        [left, right],
                        returns: .bool,
                        .relation(relation)
                    )
                }
        }
        return same + mixed
    }

    private static func arithmetic(
        _ operation: Arithmetic.Operation,
        _ name: String,
        _ types: [CELType]
    ) -> [Overload] {
        types.map { type in
            .operator("\(name)_\(type)", [type, type], returns: type, .arithmetic(operation))
        }
    }
}
