/// The values of an environment's variables for one evaluation.
///
/// A variable without a value is unknown. An activation can be kept and filled anew for each
/// evaluation, which then allocates nothing.
public struct Activation: Sendable {
    var values: [Value?]

    /// Makes an activation in which nothing is known.
    ///
    /// Shape: `slotCount` is the environment's `slotCount`.
    public init(slotCount: Int) {
        values = Array(repeating: nil, count: max(0, slotCount))
    }

    /// Makes an activation in which the first slots have these values.
    public init(_ first: consuming [Value?], slotCount: Int) {
        values = first
        while values.count < slotCount { values.append(nil) }
    }

    /// The value of the variable in a slot; nil where it was not given, and outside the slots.
    public subscript(slot: Int) -> Value? {
        get { values.indices.contains(slot) ? values[slot] : nil }
        set { if values.indices.contains(slot) { values[slot] = newValue } }
    }

    /// Forgets all values and keeps the memory.
    public mutating func removeAll() {
        for slot in values.indices { values[slot] = nil }
    }
}
