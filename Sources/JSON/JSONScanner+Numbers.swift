// Numbers (RFC 8259 section 6). Only their form is checked: what a number means is for whoever
// knows whether it is an amount, a count or a measurement.

extension JSONScanner {
    mutating func scanNumber(
        _ text: borrowing MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>
    ) throws(Failure) {
        let start = offset
        if text[offset] == UInt8(ascii: "-") {
            offset &+= 1
        }
        var digits: Int
        if text[offset] == UInt8(ascii: "0") {
            offset &+= 1
            digits = 1
            guard !isDigit(text[offset]) else { throw Failure(.leadingZero, at: offset &- 1) }
        } else {
            digits = try scanDigits(text)
        }
        if text[offset] == UInt8(ascii: ".") {
            offset &+= 1
            digits &+= try scanDigits(text)
        }
        if text[offset] | 0x20 == UInt8(ascii: "e") {
            offset &+= 1
            if text[offset] == UInt8(ascii: "+") || text[offset] == UInt8(ascii: "-") {
                offset &+= 1
            }
            digits &+= try scanDigits(text)
        }
        guard digits <= limits.maxDigits else {
            throw Failure(.tooManyDigits(maxDigits: limits.maxDigits), at: start)
        }
        append(.number, start: start, length: offset &- start, to: &entries)
    }

    /// Reads at least one digit and returns how many there were.
    @inline(__always)
    private mutating func scanDigits(
        _ text: borrowing MutableSpan<UInt8>
    ) throws(Failure) -> Int {
        let start = offset
        while isDigit(text[offset]) {
            offset &+= 1
        }
        guard offset > start else { throw unexpected(.expectedDigit) }
        return offset &- start
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }
}
