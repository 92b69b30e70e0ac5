extension Span where Element == UInt8 {
    /// The first place from `start` on, below `limit`, whose octet does not belong; else `limit`.
    ///
    /// What every parser here scans with: its bounds are checked once, not for each octet.
    @inline(__always)
    func end(
        of belongs: (UInt8) -> Bool,
        from start: Int,
        below limit: Int
    ) -> Int {
        precondition(start >= 0 && limit <= count)
        var index = start
        // SAFETY: from a start that is not negative to a limit within the span, both checked above.
        while index < limit, belongs(unsafe self[unchecked: index]) { index &+= 1 }
        return index
    }

    /// Whether the octets at `range` are exactly those of `text`, compared eight at a time.
    func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        // SAFETY: the pointer of a literal lives as long as the process; `extracting` checks the
        // range, and no load ends behind its count, which is the literal's.
        let other = unsafe UnsafeRawPointer(text.utf8Start)
        return unsafe extracting(range)
            .withUnsafeBytes { bytes in
                var index = 0
                while index &+ 8 <= bytes.count {
                    let ours = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    let theirs = unsafe other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    if ours != theirs { return false }
                    index &+= 8
                }
                while index < bytes.count {
                    if unsafe bytes[index] != other.load(fromByteOffset: index, as: UInt8.self) {
                        return false
                    }
                    index &+= 1
                }
                return true
            }
    }

    /// Whether the octets at `range` are those of `text`, letters in any case.
    func equalsIgnoringCase(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        // SAFETY: the pointer of a literal lives as long as the process, and `index` stays below
        // its count, which was compared above.
        let other = unsafe text.utf8Start
        for index in 0..<range.count {
            let (left, right) = unsafe (self[range.lowerBound + index], other[index])
            guard left == right || left.lowercased == right.lowercased else { return false }
        }
        return true
    }
}

extension UInt8 {
    /// The octet with an ASCII capital letter made small.
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// Whether the octet is an ASCII digit.
    var isDigit: Bool { self &- 0x30 < 10 }

    /// The value of an ASCII hexadecimal digit; nil for any other octet.
    package var hexValue: UInt8? {
        if isDigit { return self &- 0x30 }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// Whether the octet may stand in a token (RFC 9110 section 5.6.2).
    var isTokenCharacter: Bool {
        if (self | 0x20) &- 0x61 < 26 || isDigit { return true }
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
            UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return true
        default:
            return false
        }
    }

    /// Whether the octet may stand in a field value: visible, SP, HTAB or obs-text.
    ///
    /// Source: RFC 9110 section 5.5.
    var isFieldValueCharacter: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }
}

extension [UInt8] {
    /// Appends a literal's octets.
    mutating func append(_ text: StaticString) {
        // SAFETY: the pointer of a literal lives as long as the process.
        unsafe append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    /// Appends the octets of `source` at `range` without counting a reference to it.
    mutating func append(_ range: Range<Int>, of source: borrowing [UInt8]) {
        // SAFETY: the slice lives for this one call and its bounds are checked by the rebasing.
        unsafe source.withUnsafeBufferPointer { buffer in
            unsafe append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
        }
    }

    /// Appends `number` in decimal digits; a negative one as zero.
    mutating func append(decimal number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        var rest = Swift.max(0, number)
        while divisor > 0 {
            append(0x30 &+ UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
