/// Doubles as text.
enum DoubleText {
    /// The shortest digits that read back as the same double.
    ///
    /// Shape: plain from 1e-4 up to 1e21, else with an exponent of at least two digits, as in the
    /// reference implementation: `0.0045`, `1e+21`.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return special(value) }
        let digits = Digits(value)
        let point = digits.exponent
        let sign = value.sign == .minus ? "-" : ""
        if digits.text == "0" { return sign + "0" }
        if point <= -4 || point > 21 {
            let first = digits.text.prefix(1)
            let rest = digits.text.dropFirst()
            let mantissa = rest.isEmpty ? "\(first)" : "\(first).\(rest)"
            return sign + mantissa + exponentText(point - 1)
        }
        if point <= 0 {
            return sign + "0." + String(repeating: "0", count: -point) + digits.text
        }
        if digits.text.count <= point {
            return sign + digits.text + String(repeating: "0", count: point - digits.text.count)
        }
        return sign + digits.text.prefix(point) + "." + digits.text.dropFirst(point)
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
        let text: String
        let exponent: Int

        init(_ value: Double) {
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
