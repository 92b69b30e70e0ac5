/// In which of a policy's texts a feature occurs.
///
/// Shape: bit 0 for the text, bit 1 for the title, bits 2 to 15 for the situations; from the
/// fifteenth on situations share the bits, which makes such a policy a little easier to match.
struct SituationSet: Sendable {
    var bits: UInt16 = 0

    static let text = SituationSet(bits: 1)
    static let title = SituationSet(bits: 2)
    static let count = 16

    static func situation(_ index: Int) -> SituationSet {
        SituationSet(bits: 1 << UInt16(2 + index % 14))
    }

    /// Whether the situation of this index is the one, or among those, that a bit stands for.
    static func slot(_ slot: Int, isOf situation: Int) -> Bool { slot == 2 + situation % 14 }

    /// How often the feature occurs: once in each situation, half as much in the text.
    var frequency: Float {
        Float((bits & ~1).nonzeroBitCount) + (bits & 1 == 1 ? Self.textFrequency : 0)
    }

    /// Calls the body with the bit of each text in which the feature occurs, in rising order.
    @inline(__always)
    func forEachSlot(_ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest &- 1
        }
    }

    /// What an occurrence in the text counts: a text speaks of much that nobody would ask of it.
    static let textFrequency: Float = 0.5
}
