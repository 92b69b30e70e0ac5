/// A decimal number, exactly as its digits were written.
package struct DecimalNumber: Sendable, Hashable {
    let ratio: Ratio

    init(_ ratio: Ratio) {
        self.ratio = ratio
    }

    /// Makes a whole number.
    package init(_ integer: Int64) {
        ratio = Ratio(integer)
    }

    /// LIMIT: ten to this power is the greatest that 64 bits hold.
    static let maxScale = 18

    /// Reads `-12.50` or `1.2e3`; nil for anything else, and for more than 18 significant digits.
    package init?(parsing text: some StringProtocol) {
        guard let digits = DecimalDigits(text, allowsExponent: true) else { return nil }
        let scale = max(0, -digits.exponent)
        guard scale <= Self.maxScale, case .exact(let value) = digits.integer(scaledTo: scale),
            let ratio = Ratio(Int128(value), over: Int128(Self.powerOfTen(scale)))
        else { return nil }
        self.ratio = ratio
    }

    static func powerOfTen(_ exponent: Int) -> Int64 {
        var power: Int64 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// The digits and how many of them are decimals; nil where the fraction never ends.
    package var decimalForm: (coefficient: Int64, scale: Int)? {
        var scale = 0
        var power: Int64 = 1
        while power % ratio.denominator != 0 {
            guard scale < Self.maxScale else { return nil }
            scale += 1
            power *= 10
        }
        let (value, overflow) = ratio.numerator.multipliedReportingOverflow(
            by: power / ratio.denominator
        )
        return overflow ? nil : (value, scale)
    }
}

extension DecimalNumber: Comparable {
    /// Whether the first number is smaller.
    package static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        left.ratio < right.ratio
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// Its shortest decimal digits, `12.5`; a fraction where they never end.
    package var description: String {
        guard let (coefficient, scale) = decimalForm else {
            return "\(ratio.numerator)/\(ratio.denominator)"
        }
        guard scale > 0 else { return String(coefficient) }
        let digits = padded(Int64(clamping: coefficient.magnitude), to: scale + 1)
        return "\(coefficient < 0 ? "-" : "")\(digits.dropLast(scale)).\(digits.suffix(scale))"
    }
}
