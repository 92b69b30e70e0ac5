/// A key of a map: a truth value, an integer or a string.
///
/// Integers are kept in one form, so that `1` and `1u` are the same key. Strings are told apart by
/// their code points, where `String` would take canonically equivalent ones for the same.
package enum MapKey: Sendable {
    /// A truth value.
    case bool(Bool)
    /// An integer that fits `Int64`.
    case int(Int64)
    /// An integer above `Int64.max`.
    case large(UInt64)
    /// A string.
    case string(String)

    /// Returns nil for a value that cannot be a key.
    package init?(key value: Value) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .uint(let value): self = Int64(exactly: value).map { .int($0) } ?? .large(value)
        case .string(let value): self = .string(value)
        default: return nil
        }
    }

    /// Reads a value that looks a key up: a double counts when it is a whole number.
    ///
    /// Returns nil for a value equal to no possible key.
    package init?(lookup value: Value) {
        if case .double(let value) = value {
            if let whole = Int64(exactly: value) {
                self = .int(whole)
            } else if let whole = UInt64(exactly: value) {
                self = .large(whole)
            } else {
                return nil
            }
        } else {
            self.init(key: value)
        }
    }
}

extension MapKey: Hashable {
    /// Whether both are the same key.
    package static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.large(let left), .large(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameCodePoints(as: right)
        default: false
        }
    }

    /// Feeds the key to the hasher.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .large(let value): hasher.combine(value)
        case .string(let value): value.hashCodePoints(into: &hasher)
        }
    }
}
