/// Durations as text: `1h45m47s` is read, `6347s` is written.
enum DurationText {
    /// Seconds with what fraction there is: `1.5s`.
    static func format(_ nanoseconds: Int64) -> String {
        let magnitude = nanoseconds.magnitude
        let fraction = fractionText(Int(magnitude % 1_000_000_000))
        return (nanoseconds < 0 ? "-" : "") + "\(magnitude / 1_000_000_000)\(fraction)s"
    }

    /// Reads a sequence of decimal numbers, each with a unit: h, m, s, ms, us, ns.
    ///
    /// Returns nil for any other text and outside the range of nanoseconds in 64 bits.
    static func parse(_ text: String) -> Int64? {
        var bytes = Array(text.utf8)[...]
        guard bytes.count <= 128 else { return nil }
        var isNegative = false
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        if bytes.elementsEqual([UInt8(ascii: "0")]) { return 0 }
        guard !bytes.isEmpty else { return nil }
        var total: UInt64 = 0
        while !bytes.isEmpty {
            guard let part = parsePart(&bytes) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            total = sum
        }
        if isNegative, total == Int64.min.magnitude { return .min }
        return Int64(exactly: total).map { isNegative ? -$0 : $0 }
    }

    private static func parsePart(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        let whole = takeDigits(&bytes)
        var fraction: ArraySlice<UInt8> = []
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            fraction = takeDigits(&bytes)
        }
        guard !whole.isEmpty || !fraction.isEmpty, let unit = takeUnit(&bytes) else { return nil }
        var value: UInt64 = 0
        for digit in whole {
            let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (next, overflow) = tenfold.addingReportingOverflow(UInt64(digit - 0x30))
            guard !tooLarge, !overflow else { return nil }
            value = next
        }
        let (nanoseconds, overflow) = value.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        // What is below a nanosecond is dropped.
        let rest = fractionOf(unit, digits: fraction.prefix(15))
        let (sum, tooLong) = nanoseconds.addingReportingOverflow(rest)
        return tooLong ? nil : sum
    }

    private static func fractionOf(_ unit: UInt64, digits: ArraySlice<UInt8>) -> UInt64 {
        var numerator: UInt64 = 0
        var denominator: UInt64 = 1
        for digit in digits {
            numerator = numerator * 10 + UInt64(digit - 0x30)
            denominator *= 10
        }
        let product = unit.multipliedFullWidth(by: numerator)
        return denominator.dividingFullWidth(product).quotient
    }

    private static func takeDigits(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = bytes.prefix { $0.isDigit }
        bytes = bytes.dropFirst(digits.count)
        return digits
    }

    /// The nanoseconds of a unit.
    private static func takeUnit(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        let name = bytes.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
        bytes = bytes.dropFirst(name.count)
        switch String(decoding: name, as: UTF8.self) {
        case "h": return 3_600_000_000_000
        case "m": return 60_000_000_000
        case "s": return 1_000_000_000
        case "ms": return 1_000_000
        case "us", "\u{B5}s", "\u{3BC}s": return 1000
        case "ns": return 1
        default: return nil
        }
    }
}
