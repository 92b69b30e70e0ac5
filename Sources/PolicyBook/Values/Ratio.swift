/// An exact fraction in lowest terms; what amounts and decimals are while they are calculated with.
///
/// Amounts are rounded once, when a limit is taken from an expression, so that a third of 100.00
/// three times over is 100.00 and not 99.99.
struct Ratio: Sendable, Hashable {
    let numerator: Int64
    /// Above zero.
    let denominator: Int64

    /// Makes a whole number.
    init(_ integer: Int64) {
        numerator = integer
        denominator = 1
    }

    /// Makes the fraction in lowest terms; nil where the denominator is 0 or a part exceeds 64
    /// bits.
    init?(_ numerator: Int128, over denominator: Int128) {
        guard denominator != 0 else { return nil }
        // Nearly all amounts are small; 64 bits divide ten times as fast as 128.
        if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator), bottom > 0
        {
            guard bottom > 1 else {
                self.init(top)
                return
            }
            let divisor = Self.greatestCommonDivisor(top.magnitude, bottom.magnitude)
            self.init(
                lowestTerms: top / Int64(divisor),
                over: bottom / Int64(divisor)
            )
            return
        }
        let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        guard let divisor = Int128(exactly: divisor),
            let top = Int64(exactly: sign * (numerator / divisor)),
            let bottom = Int64(exactly: sign * (denominator / divisor))
        else { return nil }
        self.init(lowestTerms: top, over: bottom)
    }

    func adding(_ other: Ratio) -> Ratio? {
        Ratio(
            Int128(numerator) * Int128(other.denominator)
                + Int128(other.numerator) * Int128(denominator),
            over: Int128(denominator) * Int128(other.denominator)
        )
    }

    func subtracting(_ other: Ratio) -> Ratio? {
        Ratio(
            Int128(numerator) * Int128(other.denominator)
                - Int128(other.numerator) * Int128(denominator),
            over: Int128(denominator) * Int128(other.denominator)
        )
    }

    func multiplied(by other: Ratio) -> Ratio? {
        Ratio(
            Int128(numerator) * Int128(other.numerator),
            over: Int128(denominator) * Int128(other.denominator)
        )
    }

    /// Nil also where `other` is zero.
    func divided(by other: Ratio) -> Ratio? {
        Ratio(
            Int128(numerator) * Int128(other.denominator),
            over: Int128(denominator) * Int128(other.numerator)
        )
    }

    /// The greatest whole number that is not above the fraction.
    var roundedDown: Int64 {
        denominator == 1 ? numerator : numerator.floorDivided(by: denominator)
    }

    private static func greatestCommonDivisor<Number: UnsignedInteger>(
        _ left: Number,
        _ right: Number
    ) -> Number {
        var (larger, smaller) = (left, right)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}

extension Ratio: Comparable {
    static func < (left: Ratio, right: Ratio) -> Bool {
        Int128(left.numerator) * Int128(right.denominator)
            < Int128(right.numerator) * Int128(left.denominator)
    }
}

extension Ratio {
    /// Takes a fraction that is in lowest terms already, as host values keep it.
    ///
    /// A denominator that is not above zero, which no host value has, is read as 1.
    init(lowestTerms numerator: Int64, over denominator: Int64) {
        self.numerator = numerator
        self.denominator = max(1, denominator)
    }
}
