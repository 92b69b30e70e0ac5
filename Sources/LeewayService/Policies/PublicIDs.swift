/// Finds a policy by the octets of its id, without making a string of them.
///
/// It holds the ids of public policies alone, so that one for staff is as unknown as one that never
/// was.
struct PublicIDs: Sendable {
    private let octets: [UInt8]
    /// Where each id ends in `octets`.
    private let ends: [Int]
    /// Open addressing: the number of an id, or -1; a power of two, at most half of them taken.
    private let slots: [Int32]

    init(_ ids: [String]) {
        var octets: [UInt8] = []
        var ends: [Int] = []
        var size = 2
        while size < ids.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (number, id) in ids.enumerated() {
            octets += id.utf8
            ends.append(octets.count)
            var slot = Int(truncatingIfNeeded: Self.hash(Array(id.utf8).span)) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(number)
        }
        self.octets = octets
        self.ends = ends
        self.slots = slots
    }

    /// The number of an id; nil where it is none.
    ///
    /// Complexity: linear in the id's length; the table is the book's own, so that no caller can
    /// make many ids share a slot.
    func number(of id: Span<UInt8>) -> Int? {
        var slot = Int(truncatingIfNeeded: Self.hash(id)) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if isID(number, id) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isID(_ number: Int, _ id: Span<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == id.count else { return false }
        for index in id.indices where octets[start + index] != id[index] { return false }
        return true
    }

    /// FNV-1a.
    private static func hash(_ id: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in id.indices { hash = (hash ^ UInt64(id[index])) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }
}
