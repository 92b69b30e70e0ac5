/// Chooses among an author's phrases, so that two conversations differ and one is reproducible.
///
/// The choice is a hash of the conversation and of the text's name, moved on by one with each turn:
/// the same question gives the same answer, and two turns in a row never say the same as long as
/// there are two phrases to choose from.
package struct PhraseChoice: Sendable {
    private let conversation: UInt64
    private let turn: Int64

    /// `turn` counts what was said in the conversation before; any number will do.
    package init(conversation: String, turn: Int64) {
        self.conversation = Self.hash(conversation.utf8, from: 0xCBF2_9CE4_8422_2325)
        self.turn = turn
    }

    /// One of the phrases; nil where there are none.
    ///
    /// `name` tells texts apart that are chosen in one answer, so that not all of them take their
    /// first phrase together.
    package func phrase<Phrase>(_ phrases: [Phrase], named name: String) -> Phrase? {
        rotated(phrases, named: name).first
    }

    /// All phrases, beginning with the one to be said.
    package func rotated<Phrase>(_ phrases: [Phrase], named name: String) -> [Phrase] {
        guard !phrases.isEmpty else { return [] }
        let count = Int64(phrases.count)
        let hash = Self.mixed(Self.hash(name.utf8, from: conversation))
        // The remainder of a negative turn is negative, and one round more makes it positive.
        let sum = Int64(hash % UInt64(count)) + turn % count + count
        let start = Int(sum % count)
        return Array(phrases[start...] + phrases[..<start])
    }

    /// FNV-1a: the same in every process, unlike the standard library's.
    private static func hash(_ octets: some Sequence<UInt8>, from state: UInt64) -> UInt64 {
        octets.reduce((state ^ 0xFF) &* prime) { ($0 ^ UInt64($1)) &* prime }
    }

    private static let prime: UInt64 = 0x100_0000_01B3

    /// Spreads what FNV leaves alike in the last octets over all bits (the finaliser of SplitMix64).
    private static func mixed(_ hash: UInt64) -> UInt64 {
        var mixed = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
