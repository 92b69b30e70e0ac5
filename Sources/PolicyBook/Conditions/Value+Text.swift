import CEL

extension Value {
    /// The value as a book or request writes it: `true`, `25.00 EUR`, `gold`.
    var bookText: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return String(value)
        case .int(let value): return String(value)
        case .uint(let value): return String(value)
        case .double(let value): return String(value)
        case .string(let value): return value
        case .list(let values): return "[" + values.map(\.bookText).joined(separator: ", ") + "]"
        case .timestamp(let moment):
            return Instant(
                seconds: moment.seconds,
                nanoseconds: Int64(moment.nanoseconds)
            )
            .description
        case .duration(let nanoseconds): return DurationText.text(nanoseconds)
        case .host(let value):
            return HostTypes.all.first { $0.id == value.type }?.describe(value) ?? ""
        case .bytes, .map, .type, .optional: return ""
        }
    }

    /// The value as a text fills it in; nil for what no text can show.
    var messageValue: MessageValue? {
        switch self {
        case .bool(let value): return .bool(value)
        case .int(let value): return .integer(value)
        case .string(let value): return .text(value)
        case .timestamp(let moment):
            return .instant(
                Instant(seconds: moment.seconds, nanoseconds: Int64(moment.nanoseconds))
            )
        case .duration(let nanoseconds): return .text(DurationText.text(nanoseconds))
        case .host(let value): return Self.messageValue(value)
        case .list(let values):
            return .text(values.map(\.bookText).joined(separator: ", "))
        case .null, .uint, .double, .bytes, .map, .type, .optional: return nil
        }
    }

    private static func messageValue(_ value: HostValue) -> MessageValue? {
        switch value.type {
        case HostTypes.money.id: .money(ExactMoney(value).roundedDown)
        case HostTypes.date.id: .date(CalendarDate(dayNumber: Int32(clamping: value.high)))
        case HostTypes.decimal.id: .decimal(DecimalNumber(value))
        case HostTypes.percentage.id: .percentage(Percentage(DecimalNumber(value)))
        default: .integer(value.high)
        }
    }
}

extension PolicyValue {
    /// The value as a text fills it in, amounts by currency in the currency given.
    package func messageValue(in currency: Currency) -> MessageValue? {
        switch self {
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .decimal(let value): .decimal(value)
        case .percentage(let value): .percentage(value)
        case .money(let value): .money(value)
        case .date(let value): .date(value)
        case .text(let value): .text(value)
        case .moneyByCurrency(let amounts):
            (amounts.first { $0.currency == currency } ?? amounts.first).map { .money($0) }
        case .list, .table: nil
        }
    }
}
