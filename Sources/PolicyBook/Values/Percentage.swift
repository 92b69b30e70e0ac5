/// A share of a hundred, exactly as its digits were written.
package struct Percentage: Sendable, Hashable {
    /// 50 for `50%`.
    package let percent: DecimalNumber

    /// Makes the percentage of that many hundredths.
    package init(_ percent: DecimalNumber) {
        self.percent = percent
    }

    /// Reads `50%` or `12.5 %`; nil for anything else.
    package init?(parsing text: some StringProtocol) {
        guard text.hasSuffix("%") else { return nil }
        let digits = text.dropLast()
        guard
            let percent = DecimalNumber(
                parsing: digits.hasSuffix(" ") ? digits.dropLast() : digits
            )
        else { return nil }
        self.percent = percent
    }

    /// 1/2 for `50%`; nil where it does not fit 64 bits.
    var fraction: Ratio? { percent.ratio.divided(by: Ratio(100)) }
}

extension Percentage: CustomStringConvertible {
    /// As a book writes it: `50%`.
    package var description: String { "\(percent)%" }
}
