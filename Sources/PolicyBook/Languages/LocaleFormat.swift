package import Foundation

/// How values are written for readers of one language.
///
/// Made once for each language of a book; immutable, so that every loop may use it without locks.
///
/// Shape: one reference.
package final class LocaleFormat: Sendable {
    package let locale: LocaleTag
    package let plurals: PluralRules
    private let foundation: Locale
    private let zone: TimeZone
    private let whole: NumberPattern
    private let decimal: NumberPattern
    private let percent: NumberPattern
    private let money: [Currency: NumberPattern]

    /// Prepares a language; amounts in other currencies than those given cost more to write.
    package init(_ locale: LocaleTag, timeZone: TimeZone, currencies: Set<Currency>) {
        self.locale = locale
        plurals = PluralRules(for: locale)
        let foundation = Locale(identifier: locale.text)
        self.foundation = foundation
        zone = timeZone
        whole = NumberPattern(fractionDigits: 0) { number in
            number.formatted(
                Decimal.FormatStyle(locale: foundation).precision(.fractionLength(0))
            )
        }
        decimal = NumberPattern(fractionDigits: 2) { number in
            number.formatted(
                Decimal.FormatStyle(locale: foundation).precision(.fractionLength(2))
            )
        }
        percent = NumberPattern(fractionDigits: 2) { number in
            (number / 100)
                .formatted(
                    Decimal.FormatStyle.Percent(locale: foundation).precision(.fractionLength(2))
                )
        }
        money = Dictionary(
            uniqueKeysWithValues: currencies.map { ($0, Self.pattern(of: $0, foundation)) }
        )
    }

    /// A whole number.
    package func text(_ integer: Int64) -> String {
        whole.text(integer, scale: 0)
    }

    /// A decimal number with its own decimals; one that has no end is written as a fraction.
    package func text(_ number: DecimalNumber) -> String {
        guard let (coefficient, scale) = number.decimalForm else { return number.description }
        return (scale == 0 ? whole : decimal).text(coefficient, scale: scale)
    }

    /// A share of a hundred.
    package func text(_ share: Percentage) -> String {
        guard let (coefficient, scale) = share.percent.decimalForm else {
            return share.description
        }
        return percent.text(coefficient, scale: scale)
    }

    /// An amount with all the decimals of its currency.
    package func text(_ amount: Money) -> String {
        var octets: [UInt8] = []
        write(amount, into: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Writes an amount with all the decimals of its currency, in UTF-8.
    func write(_ amount: Money, into text: inout [UInt8]) {
        let currency = amount.currency
        let pattern = money[currency] ?? Self.pattern(of: currency, foundation)
        pattern.write(amount.minorUnits, scale: currency.minorDigits, into: &text)
    }

    /// A day, with the month as a word.
    package func text(_ day: CalendarDate) -> String {
        let noon = Date(timeIntervalSince1970: TimeInterval(day.dayNumber) * 86_400 + 43_200)
        return noon.formatted(style(.long, .omitted, in: .gmt))
    }

    /// A moment in the book's time zone, to the minute.
    package func text(_ moment: Instant) -> String {
        Date(timeIntervalSince1970: TimeInterval(moment.seconds))
            .formatted(style(.long, .shortened, in: zone))
    }

    private func style(
        _ date: Date.FormatStyle.DateStyle,
        _ time: Date.FormatStyle.TimeStyle,
        in zone: TimeZone
    ) -> Date.FormatStyle {
        Date.FormatStyle(date: date, time: time, locale: foundation, timeZone: zone)
    }

    private static func pattern(of currency: Currency, _ locale: Locale) -> NumberPattern {
        NumberPattern(fractionDigits: currency.minorDigits) { number in
            number.formatted(
                Decimal.FormatStyle.Currency(code: currency.code, locale: locale)
                    .precision(.fractionLength(currency.minorDigits))
            )
        }
    }
}
