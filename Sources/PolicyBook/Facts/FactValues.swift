package import CEL

/// The facts of one request, by slot; what was not given is unknown.
package struct FactValues: Sendable {
    /// Those of the schema's slots; what a request brings of itself stays unknown here.
    private(set) var values: [Value?]
    /// The slots of the facts that somebody has looked up.
    package private(set) var verified = UnknownSet()

    /// Makes an empty set of facts for a schema.
    package init(_ schema: FactSchema) {
        values = Array(repeating: nil, count: schema.slotCount)
    }

    /// Hands the values over, and knows none any more.
    mutating func takeValues() -> [Value?] {
        var taken: [Value?] = []
        swap(&taken, &values)
        return taken
    }

    /// The value of the fact in a slot; nil where it was not given.
    ///
    /// A value must be of the fact's type, as ``FactType/value(from:currency:)`` makes it.
    package subscript(slot: Int) -> Value? {
        get { values.indices.contains(slot) ? values[slot] : nil }
        set { if values.indices.contains(slot) { values[slot] = newValue } }
    }

    /// Marks the fact in a slot as looked up.
    package mutating func markVerified(_ slot: Int) {
        verified.insert(slot)
    }
}
