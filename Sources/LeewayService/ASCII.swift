extension [UInt8] {
    /// Appends a literal's octets.
    mutating func append(fixed text: StaticString) {
        // SAFETY: the pointer of a literal lives as long as the process.
        unsafe append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    /// Appends a number in decimal digits; a negative one as zero.
    mutating func append(decimal number: some BinaryInteger) {
        var rest = UInt64(clamping: number)
        var divisor: UInt64 = 1
        while rest / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
