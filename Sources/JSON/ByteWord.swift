/// Eight bytes of a string looked at together.
enum ByteWord {
    /// The high bit of each byte that cannot stand in a JSON string as it is: quotes, backslashes
    /// and control characters.
    ///
    /// The lowest set bit is exact; those above it may be false alarms, because a subtraction
    /// borrowed from the byte below.
    @inline(__always)
    static func bytesToEscape(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let isQuote = (quotes &- ones) & ~quotes
        let isBackslash = (backslashes &- ones) & ~backslashes
        let isControl = (word &- (ones &* 0x20)) & ~word
        return (isQuote | isBackslash | isControl) & highBits
    }

    /// The high bit of each byte: set in those beyond ASCII.
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The position, from 0, of the byte whose high bit is the lowest that is set.
    @inline(__always)
    static func firstPosition(in highBits: UInt64) -> Int {
        highBits.trailingZeroBitCount >> 3
    }

    /// The eight bytes from `offset` on, the first in the lowest bits.
    @inline(__always)
    static func load(_ bytes: RawSpan, at offset: Int) -> UInt64 {
        // SAFETY: the read is checked against the span, and any bits are a valid UInt64.
        unsafe UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        )
    }

    /// The first four bytes and the last four.
    @inline(__always)
    static func loadEnds(_ bytes: RawSpan) -> UInt64 {
        // SAFETY: the reads are checked against the span, and any bits are a valid UInt32.
        let first = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt32.self)
        let end = bytes.byteCount &- 4
        let last = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: end, as: UInt32.self)
        return UInt64(first) | UInt64(last) << 32
    }
}
