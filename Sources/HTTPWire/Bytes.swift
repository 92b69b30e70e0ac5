extension Span where Element == UInt8 {
    /// Whether the octets at `range` are exactly those of `text`.
    func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        // SAFETY: the pointer of a literal lives as long as the process, and `index` stays below
        // its count, which was compared above.
        let other = unsafe text.utf8Start
        var index = 0
        while index < range.count {
            if unsafe self[range.lowerBound + index] != other[index] { return false }
            index += 1
        }
        return true
    }

    /// Whether the octets at `range` are those of `text`, letters in any case.
    func equalsIgnoringCase(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        // SAFETY: as in `equals`.
        let other = unsafe text.utf8Start
        var index = 0
        while index < range.count {
            if unsafe self[range.lowerBound + index].lowercased != other[index].lowercased {
                return false
            }
            index += 1
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
    var hexValue: UInt8? {
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
