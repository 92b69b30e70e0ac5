/// A map from scalar keys to values that keeps the order in which its entries were given.
///
/// Complexity: a lookup takes constant time; a copy shares the storage.
public struct MapValue: Sendable {
    private let storage: Storage

    private final class Storage: Sendable {
        let keys: [Value]
        let values: [Value]
        let positions: [MapKey: Int]

        init(keys: [Value], values: [Value], positions: [MapKey: Int]) {
            self.keys = keys
            self.values = values
            self.positions = positions
        }
    }

    private static let emptyStorage = Storage(keys: [], values: [], positions: [:])

    /// Makes an empty map.
    public init() {
        storage = Self.emptyStorage
    }

    /// Makes a map of the given entries.
    ///
    /// Throws `noSuchOverload` for a key that is not a bool, int, uint or string, and `repeatedKey`
    /// for two keys that are equal (`1` and `1u` are).
    public init(_ entries: some Sequence<(Value, Value)>) throws(EvaluationError) {
        var keys: [Value] = []
        var values: [Value] = []
        var positions: [MapKey: Int] = [:]
        for (key, value) in entries {
            guard let mapKey = MapKey(key: key) else {
                throw EvaluationError(.noSuchOverload, "unsupported key type")
            }
            guard positions.updateValue(keys.count, forKey: mapKey) == nil else {
                throw EvaluationError(.repeatedKey, "repeated key \(key.shortText)")
            }
            keys.append(key)
            values.append(value)
        }
        storage = Storage(keys: keys, values: values, positions: positions)
    }

    /// Makes a map with string keys.
    public init(_ entries: [String: Value]) {
        let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        var positions: [MapKey: Int] = [:]
        for (position, entry) in sorted.enumerated() {
            positions[.string(entry.key)] = position
        }
        storage = Storage(
            keys: sorted.map { .string($0.key) },
            values: sorted.map(\.value),
            positions: positions
        )
    }

    /// How many entries there are.
    public var count: Int { storage.keys.count }

    /// The keys, in the order of the entries.
    public var keys: [Value] { storage.keys }

    /// The values, in the order of the entries.
    public var values: [Value] { storage.values }

    /// The value of the key that CEL finds equal; nil where there is none.
    public subscript(key: Value) -> Value? {
        guard let key = MapKey(lookup: key) else { return nil }
        return value(for: key)
    }

    /// The value of a string key; nil where there is none.
    public subscript(field field: String) -> Value? {
        value(for: .string(field))
    }

    private func value(for key: MapKey) -> Value? {
        guard let position = storage.positions[key] else { return nil }
        return storage.values[position]
    }
}
