import CEL

/// An amount while it is calculated with: minor units as an exact fraction.
///
/// As a host value the numerator is `high`; `low` holds the denominator above the eighteen bits of
/// the currency: its decimals in three, its letters in five each.
struct ExactMoney: Hashable {
    let minorUnits: Ratio
    let currency: Currency

    /// LIMIT: what `low` has room for; amounts split finer than this are an error.
    static let maxDenominator: Int64 = 1 << 44

    init(_ money: Money) {
        minorUnits = Ratio(money.minorUnits)
        currency = money.currency
    }

    /// Nil where the fraction is finer than can be held.
    init?(_ minorUnits: Ratio, _ currency: Currency) {
        guard minorUnits.denominator <= Self.maxDenominator else { return nil }
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Reads a value of the type `money`.
    init(_ value: HostValue) {
        minorUnits = Ratio(lowestTerms: value.high, over: value.low >> 18)
        currency = Currency(bits: UInt32(truncatingIfNeeded: value.low & 0x3_FFFF))
    }

    var hostValue: HostValue {
        HostValue(
            type: HostTypes.money.id,
            high: minorUnits.numerator,
            low: minorUnits.denominator << 18 | Int64(currency.bits)
        )
    }

    /// The greatest amount in whole minor units that is not above this.
    var roundedDown: Money {
        Money(minorUnits: minorUnits.roundedDown, currency)
    }
}

extension ExactMoney: CustomStringConvertible {
    /// As a book writes it; a finer amount shows the whole minor units below it.
    var description: String { roundedDown.description }
}
