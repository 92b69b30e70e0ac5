/// The types that have a name in every expression.
enum StandardTypes {
    static let named: [String: CELType] = [
        "bool": .bool,
        "int": .int,
        "uint": .uint,
        "double": .double,
        "string": .string,
        "bytes": .bytes,
        "list": .list(.dyn),
        "map": .map(.dyn, .dyn),
        "null_type": .null,
        "type": .type(.dyn),
        "optional_type": .optional(.dyn),
        "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration,
    ]
}
