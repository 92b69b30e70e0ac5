extension Value {
    /// The type as `type(x)` gives it; a host type's name is known to the environment only.
    public var runtimeType: RuntimeType {
        let name =
            switch self {
            case .null: "null_type"
            case .bool: "bool"
            case .int: "int"
            case .uint: "uint"
            case .double: "double"
            case .string: "string"
            case .bytes: "bytes"
            case .list: "list"
            case .map: "map"
            case .timestamp: "google.protobuf.Timestamp"
            case .duration: "google.protobuf.Duration"
            case .type: "type"
            case .optional: "optional_type"
            case .host(let value): "host type \(value.type.rawValue)"
            }
        return RuntimeType(name: name)
    }

    /// The name of the type, also of a host type that is among the given ones.
    func typeName(among hostTypes: [HostType]) -> String {
        guard case .host(let value) = self,
            let type = hostTypes.first(where: { $0.id == value.type })
        else { return runtimeType.name }
        return type.name
    }

    /// The value as it may stand in a message: bounded in length.
    var shortText: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): DoubleText.shortest(value)
        case .string(let value): "`\(String(value.unicodeScalars.prefix(64)))`"
        case .type(let type): type.name
        case .timestamp(let time): time.description
        case .duration(let nanoseconds): DurationText.format(nanoseconds)
        default: "a \(runtimeType.name)"
        }
    }
}
