/// A value of a policy under its name; every number of a policy lives in one of these.
package struct NamedValue: Sendable, Hashable {
    package let name: String
    package let value: PolicyValue

    /// Names a value.
    package init(name: String, value: PolicyValue) {
        self.name = name
        self.value = value
    }
}

/// What a policy's `values` and `tables` can hold.
package indirect enum PolicyValue: Sendable, Hashable {
    case bool(Bool)
    case integer(Int64)
    case decimal(DecimalNumber)
    case percentage(Percentage)
    case money(Money)
    case date(CalendarDate)
    case text(String)
    /// By currency, in the order of the book; each currency once.
    case moneyByCurrency([Money])
    case list([PolicyValue])
    /// Rows under their keys, in the order of the book; only within `tables`.
    case table([NamedValue])
}

extension PolicyValue {
    func collectCurrencies(into currencies: inout Set<Currency>) {
        switch self {
        case .money(let money): currencies.insert(money.currency)
        case .moneyByCurrency(let amounts): currencies.formUnion(amounts.map(\.currency))
        case .list(let values): for value in values { value.collectCurrencies(into: &currencies) }
        case .table(let rows): for row in rows { row.value.collectCurrencies(into: &currencies) }
        case .bool, .integer, .decimal, .percentage, .date, .text: break
        }
    }
}
