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
    // LIMIT: a type that a person wrote has a handful of parts.
    private static let maxShownParts = 32

    /// The type as it is written in messages, such as `list(string)`; of a large one the beginning,
    /// with `…` for what is left out.
    public var description: String {
        var room = Self.maxShownParts
        return text(&room)
    }

    private func text(_ room: inout Int) -> String {
        room -= 1
        guard room >= 0 else { return "…" }
        switch self {
        case .dyn: return "dyn"
        case .null: return "null_type"
        case .bool: return "bool"
        case .int: return "int"
        case .uint: return "uint"
        case .double: return "double"
        case .string: return "string"
        case .bytes: return "bytes"
        case .timestamp: return "timestamp"
        case .duration: return "duration"
        case .list: return text("list", &room)
        case .map: return text("map", &room)
        case .type: return text("type", &room)
        case .optional: return text("optional", &room)
        case .wrapper: return text("wrapper", &room)
        case .host(_, let name), .parameter(let name): return name
        case .opaque(let name, let parameters): return parameters.isEmpty ? name : text(name, &room)
        case .error: return "error"
        }
    }

    private func text(_ name: String, _ room: inout Int) -> String {
        var parts: [String] = []
        for component in components where room >= 0 { parts.append(component.text(&room)) }
        return "\(name)(\(parts.joined(separator: ", ")))"
    }
}
