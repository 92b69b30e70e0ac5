// Strings (RFC 8259 section 7). A string without escapes is only looked at; from the first escape
// on the decoded bytes are moved to the front of the string, which is never longer decoded.

extension JSONScanner {
    @inline(__always)
    mutating func scanString(
        _ text: inout MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>
    ) throws(Failure) {
        offset &+= 1
        let start = offset
        while true {
            skipPlainBytes(text)
            switch text[offset] {
            case UInt8(ascii: "\""):
                try finishString(start: start, decodedEnd: offset, &entries)
                return
            case UInt8(ascii: "\\"):
                let decodedEnd = try decodeRest(&text)
                try finishString(start: start, decodedEnd: decodedEnd, &entries)
                return
            case 0x80...:
                offset &+= try sequenceLength(text)
            default:
                throw unexpected(.controlCharacter)
            }
        }
    }

    @inline(__always)
    private mutating func finishString(
        start: Int,
        decodedEnd: Int,
        _ entries: inout MutableSpan<TapeEntry>
    ) throws(Failure) {
        guard decodedEnd &- start <= limits.maxStringBytes else {
            throw Failure(.stringTooLong(maxBytes: limits.maxStringBytes), at: start &- 1)
        }
        append(.string, start: start, length: decodedEnd &- start, to: &entries)
        offset &+= 1
    }

    /// Skips what needs no look: everything but quotes, backslashes, control bytes and bytes beyond
    /// ASCII; eight bytes at once.
    @inline(__always)
    private mutating func skipPlainBytes(_ text: borrowing MutableSpan<UInt8>) {
        while offset < end {
            // Eight bytes can be read at every offset below `end`, because of the padding.
            // SAFETY: a `UInt8` has no padding, so every byte of the span is initialised.
            let word = unsafe ByteWord.load(text.bytes, at: offset)
            let special = ByteWord.bytesToEscape(in: word) | word & ByteWord.highBits
            if special != 0 {
                offset &+= ByteWord.firstPosition(in: special)
                return
            }
            offset &+= 8
        }
    }

    /// Decodes from the first backslash up to the closing quote, at which it stops.
    ///
    /// Returns: one past the last decoded byte.
    private mutating func decodeRest(
        _ text: inout MutableSpan<UInt8>
    ) throws(Failure) -> Int {
        var target = offset
        while true {
            switch text[offset] {
            case UInt8(ascii: "\""):
                return target
            case UInt8(ascii: "\\"):
                try decodeEscape(&text, to: &target)
            case 0x80...:
                for _ in 0..<(try sequenceLength(text)) {
                    text[target] = text[offset]
                    target &+= 1
                    offset &+= 1
                }
            case 0x20...:
                text[target] = text[offset]
                target &+= 1
                offset &+= 1
            default:
                throw unexpected(.controlCharacter)
            }
        }
    }

    private mutating func decodeEscape(
        _ text: inout MutableSpan<UInt8>,
        to target: inout Int
    ) throws(Failure) {
        let escape = offset
        offset &+= 1
        let byte: UInt8
        switch text[offset] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = text[offset]
        case UInt8(ascii: "b"): byte = 0x08
        case UInt8(ascii: "f"): byte = 0x0C
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "r"): byte = 0x0D
        case UInt8(ascii: "t"): byte = 0x09
        case UInt8(ascii: "u"):
            let scalar = try decodeUnicodeEscape(text)
            for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                text[target] = unit
                target &+= 1
            }
            return
        default:
            throw malformed(.unknownEscape, from: escape)
        }
        text[target] = byte
        target &+= 1
        offset &+= 1
    }

    /// Reads `uHHHH`, or both halves of a surrogate pair (RFC 8259 section 7).
    private mutating func decodeUnicodeEscape(
        _ text: borrowing MutableSpan<UInt8>
    ) throws(Failure) -> Unicode.Scalar {
        let escape = offset &- 1
        let first = try scanFourHexDigits(text)
        if let scalar = Unicode.Scalar(first) {
            return scalar
        }
        let isHigh = first < 0xDC00
        guard isHigh, text[offset] == UInt8(ascii: "\\"), text[offset &+ 1] == UInt8(ascii: "u")
        else {
            throw malformed(.loneSurrogate, from: escape)
        }
        offset &+= 1
        let second = try scanFourHexDigits(text)
        guard case 0xDC00...0xDFFF = second,
            let scalar = Unicode.Scalar(
                0x1_0000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00
            )
        else { throw Failure(.loneSurrogate, at: escape) }
        return scalar
    }

    private mutating func scanFourHexDigits(
        _ text: borrowing MutableSpan<UInt8>
    ) throws(Failure) -> UInt16 {
        let escape = offset &- 1
        offset &+= 1
        var value: UInt16 = 0
        for _ in 0..<4 {
            let byte = text[offset]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw malformed(.malformedUnicodeEscape, from: escape)
            }
            value = value << 4 | UInt16(digit)
            offset &+= 1
        }
        return value
    }

    /// The length of the well-formed sequence of two to four bytes that starts here.
    ///
    /// Source: The Unicode Standard, table 3-7, which is the grammar of RFC 3629 section 4.
    @inline(__always)
    private func sequenceLength(
        _ text: borrowing MutableSpan<UInt8>
    ) throws(Failure) -> Int {
        let second = text[offset &+ 1]
        let length: Int
        switch text[offset] {
        case 0xC2...0xDF: length = isContinuation(second) ? 2 : 0
        case 0xE0: length = (0xA0...0xBF).contains(second) ? 3 : 0
        case 0xE1...0xEC, 0xEE...0xEF: length = isContinuation(second) ? 3 : 0
        case 0xED: length = (0x80...0x9F).contains(second) ? 3 : 0
        case 0xF0: length = (0x90...0xBF).contains(second) ? 4 : 0
        case 0xF1...0xF3: length = isContinuation(second) ? 4 : 0
        case 0xF4: length = (0x80...0x8F).contains(second) ? 4 : 0
        default: length = 0
        }
        guard length >= 2,
            length < 3 || isContinuation(text[offset &+ 2]),
            length < 4 || isContinuation(text[offset &+ 3])
        else { throw Failure(.invalidUTF8, at: offset) }
        return length
    }

    @inline(__always)
    private func isContinuation(_ byte: UInt8) -> Bool {
        byte & 0xC0 == 0x80
    }
}
