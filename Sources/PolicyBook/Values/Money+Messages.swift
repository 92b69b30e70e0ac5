import CEL

extension Money.Fault {
    /// What is wrong with the text, in lower case and without a full stop.
    package func message(for text: String) -> String {
        switch self {
        case .malformed:
            return "`\(text)` is not an amount such as `25.00 EUR`"
        case .unknownCurrency(let code):
            guard let nearest = nearestCurrency else {
                return "`\(code)` is not a currency of ISO 4217"
            }
            return "`\(code)` is not a currency of ISO 4217; did you mean `\(nearest)`?"
        case .tooPrecise(let currency):
            return currency.minorDigits == 0
                ? "`\(text)` has decimals, and \(currency) has none"
                : "`\(text)` has more than the \(currency.minorDigits) decimals of \(currency)"
        case .tooLarge:
            return "`\(text)` is more than can be counted"
        }
    }

    /// The known code nearest to an unknown one; nil where none is near, or another fault.
    package var nearestCurrency: String? {
        guard case .unknownCurrency(let code) = self else { return nil }
        return NearestName.suggest(code, among: Currency.codes)
    }
}
