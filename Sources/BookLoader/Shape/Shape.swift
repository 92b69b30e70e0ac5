/// What a value of a book's file may look like.
///
/// The files are checked against shapes before anything is decoded, and the JSON Schema for
/// editors is written from the same shapes, so that the two cannot differ.
indirect enum Shape: Sendable {
    /// Letters, digits, `.`, `-` and `_`.
    case identifier
    /// A name that expressions can hold: letters, digits and `_`.
    case name
    /// Text in no particular language.
    case string
    /// A text in the source language, or one for each language.
    case text
    /// A list of texts in the source language, or one for each language.
    case texts
    case wholeNumber(ClosedRange<Int64>)
    case bool
    /// A day, `2026-03-01`.
    case date
    /// An amount with its currency, `25.00 EUR`.
    case money
    /// An expression that is true or false.
    case condition
    /// An expression for an amount or a quantity, or `unlimited`.
    case limit
    case choice([String])
    case list(Shape)
    /// Keys that the author chooses.
    case map(Shape)
    case object(ObjectShape)
    /// The first shape whose kind of node fits.
    case either(Shape, Shape)
    /// Checked by what decodes it; the text says what it is.
    case anything(String)
    /// Checked by what decodes it; it may be null too.
    case value

    /// What the value has to be, to follow "must be".
    var demand: String {
        switch self {
        case .identifier: "an id of letters, digits, `.`, `-` and `_`"
        case .name: "a name of letters, digits and `_`"
        case .string: "text"
        case .text: "a text, or one for each language"
        case .texts: "a list of texts, or one for each language"
        case .wholeNumber(let range):
            range.upperBound == .max
                ? "a whole number, \(range.lowerBound) or more"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .bool: "true or false"
        case .date: "a date such as 2026-03-01"
        case .money: "an amount with its currency, such as 25.00 EUR"
        case .condition: "an expression"
        case .limit: "an amount, an expression or `unlimited`"
        case .choice(let words):
            words.count == 1 ? "`\(words[0])`" : "one of \(words.joined(separator: ", "))"
        case .list: "a list"
        case .map, .object: "a mapping"
        case .either(let first, let second): "\(first.demand) or \(second.demand)"
        case .anything(let what): what
        case .value: "a value"
        }
    }
}

/// A mapping whose keys the format names.
struct ObjectShape: Sendable {
    /// A key of the mapping.
    struct Key: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
        /// One sentence for the editor's completion.
        let doc: String

        static func required(_ name: String, _ shape: Shape, _ doc: String) -> Key {
            Key(name: name, shape: shape, isRequired: true, doc: doc)
        }

        static func optional(_ name: String, _ shape: Shape, _ doc: String) -> Key {
            Key(name: name, shape: shape, isRequired: false, doc: doc)
        }
    }

    /// What it describes, for the schema: `policy`, `discretion row`.
    let title: String
    let keys: [Key]

    init(_ title: String, _ keys: [Key]) {
        self.title = title
        self.keys = keys
    }
}
