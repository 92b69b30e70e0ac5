/// Doubles as text.
enum DoubleText {
    /// The shortest digits that read back as the same double.
    ///
    /// Shape: plain from 1e-4 up to 1e6, else with an exponent of at least two digits: `0.0045`,
    /// `1.5e+06`.
    /// Source: cel-go's `string(double)`, which is Go's `%g`.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return special(value) }
        let digits = Digits(value)
        guard digits.text == "0" || (-3...6).contains(digits.exponent) else {
            let rest = digits.text.dropFirst()
            return digits.sign + digits.text.prefix(1) + (rest.isEmpty ? "" : ".\(rest)")
                + exponentText(digits.exponent - 1)
        }
        return digits.plain
    }

    /// The shortest digits without an exponent, however many zeros that takes.
    ///
    /// Source: cel-go's `%s` of a double, which is Go's `strconv.FormatFloat(x, 'f', -1, 64)`.
    static func plain(_ value: Double) -> String {
        value.isFinite ? Digits(value).plain : special(value)
    }

    /// `NaN`, `Infinity` or `-Infinity`.
    static func special(_ value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }

    /// An exponent with its sign and at least two digits: `e+05`.
    static func exponentText(_ exponent: Int) -> String {
        let digits = String(abs(exponent))
        return (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" : "") + digits
    }

    /// A double's shortest digits, with the decimal point after the first `exponent` of them.
    private struct Digits {
        let sign: String
        let text: String
        let exponent: Int

        var plain: String {
            let missing = exponent - text.count
            if text == "0" { return sign + text }
            if missing >= 0 { return sign + text + String(repeating: "0", count: missing) }
            if exponent > 0 { return sign + text.prefix(exponent) + "." + text.dropFirst(exponent) }
            return sign + "0." + String(repeating: "0", count: -exponent) + text
        }

        init(_ value: Double) {
            sign = value.sign == .minus ? "-" : ""
            // Swift prints the shortest digits, as `123.45` or `1.2345e+20`.
            var mantissa = Substring(value.magnitude.description)
            var exponent = 0
            if let mark = mantissa.firstIndex(of: "e") {
                exponent = Int(mantissa[mantissa.index(after: mark)...]) ?? 0
                mantissa = mantissa[..<mark]
            }
            let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
            let whole = parts[0]
            let fraction = parts.count > 1 && parts[1] != "0" ? parts[1] : ""
            let all = whole + fraction
            let leadingZeros = all.prefix { $0 == "0" }.count
            var digits = all.dropFirst(leadingZeros)
            while digits.last == "0" { digits = digits.dropLast() }
            text = digits.isEmpty ? "0" : String(digits)
            self.exponent = whole.count + exponent - leadingZeros
        }
    }
}
