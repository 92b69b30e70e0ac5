// Duplicate names. An object of a few members keeps a filter of 64 bits; only a name whose bit is
// set already is compared with those before it.

extension JSONScanner {
    /// Remembers the name read last and refuses it where the object has it already.
    @inline(__always)
    mutating func noteName(
        _ name: Int,
        of object: Int,
        _ text: borrowing MutableSpan<UInt8>,
        _ entries: borrowing MutableSpan<TapeEntry>,
        _ containers: inout MutableSpan<OpenContainer>
    ) throws(Failure) {
        let bit = filterBit(of: entries[name], text)
        let isKnownBit = containers[depth - 1].nameFilter & bit != 0
        containers[depth - 1].nameFilter |= bit
        containers[depth - 1].lastName = UInt32(truncatingIfNeeded: name)
        guard isKnownBit, Int(entries[object].length) <= JSONScanner.maxFilteredNames else {
            return
        }
        if isRepeated(name, of: object, text, entries) {
            throw duplicate(entries[name], text)
        }
    }

    @inline(__always)
    private func filterBit(
        of name: TapeEntry,
        _ text: borrowing MutableSpan<UInt8>
    ) -> UInt64 {
        guard name.length > 0 else { return 1 }
        let first = UInt32(text[Int(name.start)])
        let middle = UInt32(text[Int(name.start &+ name.length / 2)])
        let last = UInt32(text[Int(name.start &+ name.length &- 1)])
        let mixed = (first &+ middle &* 31 &+ last &* 131 &+ name.length &* 17) &* 0x9E37_79B1
        return 1 << UInt64(mixed >> 26)
    }

    private func isRepeated(
        _ name: Int,
        of object: Int,
        _ text: borrowing MutableSpan<UInt8>,
        _ entries: borrowing MutableSpan<TapeEntry>
    ) -> Bool {
        var other = object + 1
        while other < name {
            if entries[other].length == entries[name].length,
                hasEqualBytes(entries[other], entries[name], text)
            {
                return true
            }
            other = Int(entries[other + 1].next)
        }
        return false
    }

    private func hasEqualBytes(
        _ one: TapeEntry,
        _ other: TapeEntry,
        _ text: borrowing MutableSpan<UInt8>
    ) -> Bool {
        for index in 0..<Int(one.length)
        where text[Int(one.start) + index] != text[Int(other.start) + index] {
            return false
        }
        return true
    }

    private func duplicate(_ name: TapeEntry, _ text: borrowing MutableSpan<UInt8>) -> Failure {
        var bytes: [UInt8] = []
        for offset in Int(name.start)..<Int(name.start + name.length) {
            bytes.append(text[offset])
        }
        let string = String(decoding: bytes, as: UTF8.self)
        return Failure(.duplicateName(string), at: Int(name.start) - 1)
    }
}
