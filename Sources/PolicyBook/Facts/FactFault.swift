/// Why a value given is not a fact of the book.
package enum FactFault: Error, Sendable, Hashable {
    /// No fact of that name, with the nearest one there is.
    case unknown(nearest: String?)
    /// A value of another type.
    case otherType(expected: FactType)
    /// Not one of an enumeration's words, with the nearest of them.
    case otherWord(FactType, nearest: String?)
    /// Text that should be a date, time or length of time and is not.
    case malformed(FactType)
    /// A number outside what its type holds.
    case outOfRange(FactType)
    /// An amount that is none; with the text as given.
    case money(Money.Fault, text: String)
    /// A binary fraction where an amount belongs, as it was written.
    case binaryFraction(String)

    /// What is wrong, in lower case and without a full stop.
    package var message: String {
        switch self {
        case .unknown(let nearest):
            "the book declares no such fact" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        case .otherType(let expected): "must be \(Self.shape(of: expected))"
        case .otherWord(let type, let nearest):
            "must be \(type)" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        case .malformed(let type): "must be \(Self.shape(of: type))"
        case .outOfRange(let type): "is out of range for \(type)"
        case .money(let fault, let text): fault.message(for: text)
        case .binaryFraction(let text):
            "`\(text)` is a binary fraction; write the amount as a string, `\"\(text)\"`"
        }
    }

    private static func shape(of type: FactType) -> String {
        switch type {
        case .bool: "true or false"
        case .int: "a whole number"
        case .decimal: "a number"
        case .string: "a string"
        case .money: #"an amount such as {"value":"25.00","currency":"EUR"}"#
        case .date: "a date such as `2026-02-01`"
        case .timestamp: "a time such as `2026-11-22T10:00:00Z`"
        case .duration: "a length of time such as `1h30m`"
        case .enumeration: "\(type)"
        case .list(let element): "a list, each element \(shape(of: element))"
        }
    }
}
