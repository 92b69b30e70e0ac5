extension Value: Hashable {
    /// Whether both have the same kind and content.
    ///
    /// Complexity: linear in the size of both, lists that share parts written out. It is for hosts
    /// and tests: an evaluation compares with `isEqual(to:_:)`, which is charged for.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameCodePoints(as: right)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.type(let left), .type(let right)): left == right
        case (.optional(let left), .optional(let right)): left == right
        case (.host(let left), .host(let right)): left == right
        default: false
        }
    }

    /// Feeds the kind and content of a scalar to the hasher, of a list or map how many parts it has:
    /// lists that share parts can be exponentially large.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .uint(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value)
        case .string(let value): value.hashCodePoints(into: &hasher)
        case .bytes(let value): hasher.combine(value)
        case .list(let value): hasher.combine(value.count)
        case .map(let value): hasher.combine(value.count)
        case .timestamp(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        case .type(let value): hasher.combine(value)
        case .optional(nil): hasher.combine(false)
        case .optional: hasher.combine(true)
        case .host(let value): hasher.combine(value)
        }
    }
}

extension MapValue: Hashable {
    /// Whether both have the same entries, in whatever order.
    public static func == (left: MapValue, right: MapValue) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left.keys, left.values).allSatisfy { key, value in right[key] == value }
    }

    /// Feeds the number of entries to the hasher: their order does not matter.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
    }
}
