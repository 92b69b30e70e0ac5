import PolicyBook

/// Readings of scalars whose shape has been checked; nil for whatever does not fit.
extension YAMLNode {
    /// The characters of a scalar that is written at all.
    var text: String? {
        isNull ? nil : scalar?.text
    }

    var integer: Int64? {
        if case .integer(let number)? = value { number } else { nil }
    }

    var bool: Bool? {
        if case .bool(let value)? = value { value } else { nil }
    }

    var date: CalendarDate? {
        scalar.flatMap { CalendarDate(iso8601: $0.text) }
    }

    var money: Money? {
        // The shape checker has reported why it is none.
        scalar.flatMap { try? Money(parsing: $0.text) }
    }

    /// A word of a closed set; nil where it is none of them.
    func word<Word: RawRepresentable<String>>(_ type: Word.Type) -> Word? {
        text.flatMap(Word.init(rawValue:))
    }
}
