package import CEL

/// The scalar types that conditions of a book have beside those of CEL.
package enum HostTypes {
    /// An amount: its exact minor units as a fraction, and its currency.
    package static let money = HostType(
        id: HostTypeID(1),
        name: "money",
        isZero: { $0.high == 0 },
        describe: { ExactMoney($0).description }
    )

    /// A day of the calendar.
    package static let date = HostType(
        id: HostTypeID(2),
        name: "date",
        isZero: { _ in false },
        describe: { "\(CalendarDate(dayNumber: Int32(clamping: $0.high)))" }
    )

    /// A decimal number, read from its digits.
    package static let decimal = HostType(
        id: HostTypeID(3),
        name: "decimal",
        literal: { text in DecimalNumber(parsing: text).map { HostValue(decimal: $0) } },
        isZero: { $0.high == 0 },
        describe: { "\(DecimalNumber($0))" }
    )

    /// A share of a hundred.
    package static let percentage = HostType(
        id: HostTypeID(4),
        name: "percentage",
        isZero: { $0.high == 0 },
        describe: { "\(Percentage(DecimalNumber($0)))" }
    )

    /// A number of calendar days.
    package static let days = HostType(id: HostTypeID(5), name: "days") { value in
        value.high == 1 ? "1 day" : "\(value.high) days"
    }

    static let all = [money, date, decimal, percentage, days]
}

extension HostValue {
    init(decimal: DecimalNumber) {
        self.init(
            type: HostTypes.decimal.id,
            high: decimal.ratio.numerator,
            low: decimal.ratio.denominator
        )
    }
}

extension DecimalNumber {
    /// Reads a value of the type `decimal` or `percentage`.
    init(_ value: HostValue) {
        self.init(Ratio(lowestTerms: value.high, over: value.low))
    }
}

extension Value {
    /// An amount.
    package static func money(_ money: Money) -> Value {
        .host(ExactMoney(money).hostValue)
    }

    /// A day of the calendar.
    package static func date(_ date: CalendarDate) -> Value {
        .host(HostValue(type: HostTypes.date.id, high: Int64(date.dayNumber)))
    }

    /// A decimal number.
    package static func decimal(_ number: DecimalNumber) -> Value {
        .host(HostValue(decimal: number))
    }

    /// A share of a hundred.
    package static func percentage(_ share: Percentage) -> Value {
        var value = HostValue(decimal: share.percent)
        value.type = HostTypes.percentage.id
        return .host(value)
    }

    /// A moment; nil outside the years 1 to 9999.
    package static func instant(_ instant: Instant) -> Value? {
        Timestamp(seconds: instant.seconds, nanoseconds: instant.nanoseconds).map { .timestamp($0) }
    }
}
