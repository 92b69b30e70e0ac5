/// An amount in whole minor units of one currency, never a binary fraction.
package struct Money: Sendable, Hashable {
    /// Cents for EUR, yen for JPY; negative where something is owed the other way.
    package let minorUnits: Int64
    package let currency: Currency

    /// Makes the amount from minor units.
    package init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Why a text is no amount.
    package enum Fault: Error, Sendable, Hashable {
        /// Not digits with at most one dot, or not followed by a currency where one is needed.
        case malformed
        /// Three capital letters that ISO 4217 does not know, as they were written.
        case unknownCurrency(String)
        /// More decimals than the currency's minor unit has.
        case tooPrecise(Currency)
        /// More than 64 bits of minor units hold.
        case tooLarge
    }

    /// Reads the digits of an amount in major units, such as `25.00` or `-3`.
    ///
    /// Throws: ``Fault`` where they are not digits with at most one dot between them, more precise
    /// than the minor unit, or beyond 64 bits. Zeros beyond the minor unit are accepted.
    package init(majorUnits text: some StringProtocol, _ currency: Currency) throws(Fault) {
        guard let digits = DecimalDigits(text, allowsExponent: false) else { throw .malformed }
        switch digits.integer(scaledTo: currency.minorDigits) {
        case .exact(let units): self.init(minorUnits: units, currency)
        case .tooPrecise: throw .tooPrecise(currency)
        case .tooLarge: throw .tooLarge
        }
    }

    /// Reads the digits of an amount in major units; the usual form without any detour.
    ///
    /// Throws: ``Fault``, as for any other text.
    package init(majorUnits text: String, _ currency: Currency) throws(Fault) {
        if let plain = Self(plainMajorUnits: text.utf8Span.span, currency) {
            self = plain
        } else {
            try self.init(majorUnits: text[...], currency)
        }
    }

    /// Reads the digits of an amount in the usual form, all its decimals written: `25.00`.
    ///
    /// Nil for any other form, and beyond eighteen digits.
    package init?(plainMajorUnits text: Span<UInt8>, _ currency: Currency) {
        let minorDigits = currency.minorDigits
        guard minorDigits > 0, text.count > minorDigits + 1, text.count <= 19 else { return nil }
        let dot = text.count - minorDigits - 1
        var units: Int64 = 0
        for index in text.indices {
            let octet = text[index]
            if index == dot {
                guard octet == UInt8(ascii: ".") else { return nil }
            } else {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) else { return nil }
                units = units * 10 + Int64(octet - UInt8(ascii: "0"))
            }
        }
        self.init(minorUnits: units, currency)
    }

    /// Reads an amount with its currency, such as `25.00 EUR`: one blank, the code in capitals.
    ///
    /// Throws: ``Fault``.
    package init(parsing text: some StringProtocol) throws(Fault) {
        guard let blank = text.firstIndex(of: " ") else { throw .malformed }
        let code = text[text.index(after: blank)...]
        guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else {
            throw .malformed
        }
        guard let currency = Currency(String(code)) else { throw .unknownCurrency(String(code)) }
        try self.init(majorUnits: text[..<blank], currency)
    }

    /// The amount without its currency, with all digits of the minor unit: `25.00`.
    package var majorUnits: String {
        let scale = currency.minorDigits
        let digitCount = max(minorUnits.magnitude.decimalDigitCount, scale + 1)
        let count = digitCount + (scale > 0 ? 1 : 0) + (minorUnits < 0 ? 1 : 0)
        // SAFETY: places count down from `count` by one for each digit, the dot and the sign, which
        // is what `count` is made of.
        return unsafe String(unsafeUninitializedCapacity: count) { octets in
            var rest = minorUnits.magnitude
            var place = count
            for index in 0..<digitCount {
                if index == scale, scale > 0 {
                    place -= 1
                    unsafe octets[place] = UInt8(ascii: ".")
                }
                place -= 1
                unsafe octets[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            if minorUnits < 0 { unsafe octets[0] = UInt8(ascii: "-") }
            return count
        }
    }

    /// Nil where the currencies differ or the sum needs more than 64 bits.
    package func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        return overflow ? nil : Money(minorUnits: sum, currency)
    }

    /// Nil where the currencies differ or the difference needs more than 64 bits.
    package func subtracting(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (rest, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        return overflow ? nil : Money(minorUnits: rest, currency)
    }

    /// Nil where the product needs more than 64 bits.
    package func multiplied(by count: Int64) -> Money? {
        let (product, overflow) = minorUnits.multipliedReportingOverflow(by: count)
        return overflow ? nil : Money(minorUnits: product, currency)
    }

    /// Whether this is less than `other`; nil where the currencies differ.
    package func isLess(than other: Money) -> Bool? {
        currency == other.currency ? minorUnits < other.minorUnits : nil
    }
}

extension UInt64 {
    /// How many decimal digits it is written with.
    var decimalDigitCount: Int {
        var count = 1
        var rest = self / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }
}

extension Money: CustomStringConvertible {
    /// As a book writes it: `25.00 EUR`.
    package var description: String { "\(majorUnits) \(currency.code)" }
}
