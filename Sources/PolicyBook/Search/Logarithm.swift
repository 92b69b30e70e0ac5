/// Natural logarithm and logistic function in plain arithmetic: the standard library has neither,
/// and this module stays without the C library; the results are the same on every machine.
enum Logarithm {
    /// The natural logarithm of a positive number, right to seven digits.
    static func natural(_ value: Float) -> Float {
        let value = Double(value)
        // ln m = 2 artanh((m − 1)/(m + 1)), m the significand between 1 and 2.
        let ratio = (value.significand - 1) / (value.significand + 1)
        let square = ratio * ratio
        var series = 0.0
        for odd in stride(from: 15.0, through: 1.0, by: -2) {
            series = series * square + 1 / odd
        }
        return Float(Double(value.exponent) * ln2 + 2 * ratio * series)
    }

    /// 1 / (1 + e⁻ˣ), between 0 and 1.
    static func logistic(_ value: Double) -> Double {
        1 / (1 + exponential(-min(40, max(-40, value))))
    }

    private static let ln2 = 0.693_147_180_559_945_3

    /// eˣ of a number between −40 and 40.
    private static func exponential(_ value: Double) -> Double {
        let exponent = (value / ln2).rounded()
        let rest = value - exponent * ln2
        var series = 1.0
        for divisor in stride(from: 10.0, through: 1.0, by: -1) {
            series = 1 + series * rest / divisor
        }
        return Double(sign: .plus, exponent: Int(exponent), significand: series)
    }
}
