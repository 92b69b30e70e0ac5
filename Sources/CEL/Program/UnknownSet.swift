/// The slots of variables that an evaluation needed and was not given.
///
/// A sequence of slot numbers, in ascending order. Slots below 64 take no memory of their own.
public struct UnknownSet: Sendable, Hashable {
    private var low: UInt64 = 0
    private var high: [UInt64] = []

    /// Makes an empty set.
    public init() {}

    /// Makes the set of one slot.
    public init(slot: Int) {
        insert(slot)
    }

    /// Whether the set has no slot.
    public var isEmpty: Bool { low == 0 && high.isEmpty }

    /// Whether the slot is in the set.
    public func contains(_ slot: Int) -> Bool {
        guard slot >= 64 else { return slot >= 0 && low & (1 << UInt64(slot)) != 0 }
        let word = slot / 64 - 1
        return word < high.count && high[word] & (1 << UInt64(slot % 64)) != 0
    }

    /// Adds a slot; a negative number is no slot.
    public mutating func insert(_ slot: Int) {
        guard slot >= 64 else {
            if slot >= 0 { low |= 1 << UInt64(slot) }
            return
        }
        let word = slot / 64 - 1
        while high.count <= word { high.append(0) }
        high[word] |= 1 << UInt64(slot % 64)
    }

    /// Adds the slots of another set.
    public mutating func formUnion(_ other: UnknownSet) {
        low |= other.low
        guard !other.high.isEmpty else { return }
        while high.count < other.high.count { high.append(0) }
        for (word, bits) in other.high.enumerated() { high[word] |= bits }
    }
}

extension UnknownSet: Sequence {
    /// Goes through the slots in ascending order.
    public struct Iterator: IteratorProtocol {
        var bits: UInt64
        var word = 0
        let high: [UInt64]

        /// The next slot; nil after the last.
        public mutating func next() -> Int? {
            while bits == 0 {
                guard word < high.count else { return nil }
                bits = high[word]
                word += 1
            }
            let bit = bits.trailingZeroBitCount
            bits &= bits - 1
            return word * 64 + bit
        }
    }

    /// An iterator over the slots.
    public func makeIterator() -> Iterator {
        Iterator(bits: low, high: high)
    }
}
