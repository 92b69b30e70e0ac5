import CEL

/// An amount while it is calculated with: minor units as an exact fraction.
///
/// As a host value the numerator is `high`; `low` holds the denominator above the sixteen bits of
/// the currency's letters (five each).
struct ExactMoney: Hashable {
    let minorUnits: Ratio
    let currency: Currency

    /// LIMIT: what `low` has room for; amounts split finer than this are an error.
    static let maxDenominator: Int64 = 1 << 46

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
    init?(_ value: HostValue) {
        let letters = UInt32(truncatingIfNeeded: value.low & 0x7FFF)
        let packed =
            (letters >> 10 & 0x1F) << 16 | (letters >> 5 & 0x1F) << 8 | (letters & 0x1F)
        guard let currency = Currency(packed: packed | 0x404040) else { return nil }
        self.init(Ratio(lowestTerms: value.high, over: value.low >> 16), currency)
    }

    var hostValue: HostValue {
        let packed = currency.packed
        let letters = (packed >> 16 & 0x1F) << 10 | (packed >> 8 & 0x1F) << 5 | (packed & 0x1F)
        return HostValue(
            type: HostTypes.money.id,
            high: minorUnits.numerator,
            low: minorUnits.denominator << 16 | Int64(letters)
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
