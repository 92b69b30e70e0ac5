/// What a place in a message stands for.
package enum MessageValue: Sendable, Hashable {
    case text(String)
    case bool(Bool)
    case integer(Int64)
    case decimal(DecimalNumber)
    case percentage(Percentage)
    case money(Money)
    case date(CalendarDate)
    case instant(Instant)

    /// Written for readers of a language.
    package func text(_ format: LocaleFormat) -> String {
        switch self {
        case .text(let text): text
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): format.text(value)
        case .decimal(let value): format.text(value)
        case .percentage(let value): format.text(value)
        case .money(let value): format.text(value)
        case .date(let value): format.text(value)
        case .instant(let value): format.text(value)
        }
    }

    /// The word a `select` compares with its choices.
    var selector: String {
        switch self {
        case .text(let text): text
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): value.description
        case .percentage(let value): value.description
        case .money(let value): value.description
        case .date(let value): value.description
        case .instant(let value): value.description
        }
    }

    /// The number a `plural` counts; nil for what is no number.
    var number: DecimalNumber? {
        switch self {
        case .integer(let value): DecimalNumber(value)
        case .decimal(let value): value
        case .percentage(let value): value.percent
        case .money(let value):
            Ratio(Int128(value.minorUnits), over: Int128(value.currency.minorUnitsPerMajor))
                .map { DecimalNumber($0) }
        case .text, .bool, .date, .instant: nil
        }
    }
}
