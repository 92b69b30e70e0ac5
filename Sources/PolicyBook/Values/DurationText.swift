/// Lengths of time as CEL writes them: `1h30m`, `-2.5s`.
enum DurationText {
    private static let units: [(String, Int64)] = [
        ("ms", 1_000_000), ("us", 1_000), ("ns", 1), ("h", 3_600_000_000_000),
        ("m", 60_000_000_000), ("s", 1_000_000_000),
    ]

    /// The length in nanoseconds; nil where the text is none, or longer than 64 bits hold.
    static func nanoseconds(_ text: String) -> Int64? {
        var rest = text[...]
        let isNegative = rest.hasPrefix("-")
        if isNegative { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[number.endIndex...]
            guard let unit = units.first(where: { rest.hasPrefix($0.0) }),
                let digits = DecimalNumber(parsing: number),
                let length = digits.ratio.multiplied(by: Ratio(unit.1)), length.denominator == 1
            else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(length.numerator)
            guard !overflow else { return nil }
            total = sum
            rest = rest.dropFirst(unit.0.count)
        }
        return isNegative ? -total : total
    }

    /// The length as CEL writes it, in hours, minutes and seconds: `1h30m`.
    static func text(_ nanoseconds: Int64) -> String {
        var rest = nanoseconds.magnitude
        var text = nanoseconds < 0 ? "-" : ""
        for (unit, length) in [("h", UInt64(3_600_000_000_000)), ("m", 60_000_000_000)] {
            guard rest >= length else { continue }
            text += "\(rest / length)\(unit)"
            rest %= length
        }
        guard rest > 0 || nanoseconds == 0 else { return text }
        let seconds = Ratio(Int128(rest), over: 1_000_000_000).map { DecimalNumber($0) }
        return text + "\(seconds ?? DecimalNumber(0))s"
    }
}
