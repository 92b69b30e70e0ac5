import JSON
import PolicyBook

/// The forms that many answers share.
extension JSONWriter {
    /// Writes a member with an amount: `{"value":"40.00","currency":"EUR"}`.
    mutating func money(_ name: String, _ money: Money) {
        self.name(name)
        beginObject()
        member("value", money.majorUnits)
        member("currency", money.currency.code)
        endObject()
    }

    /// Writes a member that says which language was asked for and which one the answer is in.
    mutating func locale(_ choice: LocaleChoice) {
        name("locale")
        beginObject()
        member("asked", choice.asked?.text)
        member("used", choice.used.text)
        member("fallback", choice.isFallback)
        endObject()
    }

    /// Writes a member with a list of strings.
    mutating func strings(_ name: String, _ values: [String]) {
        list(name, values) { $0.string($1) }
    }

    /// Writes a member with a list, each element by `write`.
    mutating func list<Element>(
        _ name: String,
        _ elements: [Element],
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        self.name(name)
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }
}
