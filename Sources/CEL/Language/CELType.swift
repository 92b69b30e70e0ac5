/// A type as declarations and the checker know it.
public enum CELType: Hashable, Sendable {
    /// Anything: checked when the expression is evaluated, not before.
    case dyn
    /// The type of `null`.
    case null
    /// Truth values.
    case bool
    /// Signed integers.
    case int
    /// Unsigned integers.
    case uint
    /// Doubles.
    case double
    /// Strings.
    case string
    /// Octets.
    case bytes
    /// Points in time.
    case timestamp
    /// Lengths of time.
    case duration
    /// Lists of one type of element.
    indirect case list(CELType)
    /// Maps from one type of key to one type of value.
    indirect case map(CELType, CELType)
    /// The type of a type.
    indirect case type(CELType)
    /// A value that may be absent.
    indirect case optional(CELType)
    /// A scalar type that may also be null.
    indirect case wrapper(CELType)
    /// A type of the host's, by its identity and name.
    case host(HostTypeID, String)
    /// A type known by its name and parameters only, with no values of its own.
    indirect case opaque(String, [CELType])
    /// A type parameter of a generic overload: each use of one name stands for the same type.
    case parameter(String)
    /// The type of an expression that is itself at fault, so that one fault is reported once.
    case error
}

extension CELType: CustomStringConvertible {
    /// The type as it is written in messages, such as `list(string)`.
    public var description: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .type(let type): "type(\(type))"
        case .optional(let type): "optional(\(type))"
        case .wrapper(let type): "wrapper(\(type))"
        case .host(_, let name): name
        case .opaque(let name, let parameters):
            parameters.isEmpty
                ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
        case .parameter(let name): name
        case .error: "error"
        }
    }
}
