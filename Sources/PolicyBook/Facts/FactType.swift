package import CEL

/// The type of a fact, as `book.yaml` declares it.
package indirect enum FactType: Sendable, Hashable {
    case bool
    case int
    case decimal
    case string
    case money
    case date
    case timestamp
    case duration
    /// One of these words.
    case enumeration([String])
    case list(FactType)

    /// The type of a single word of `book.yaml`; nil for a word that names none.
    package init?(name: String) {
        guard let type = Self.named[name] else { return nil }
        self = type
    }

    /// The words that name a type, in the order of the documentation.
    package static let names = [
        "bool", "int", "decimal", "string", "money", "date", "timestamp", "duration",
    ]

    private static let named: [String: FactType] = [
        "bool": .bool, "int": .int, "decimal": .decimal, "string": .string, "money": .money,
        "date": .date, "timestamp": .timestamp, "duration": .duration,
    ]

    /// The type that conditions see.
    package var celType: CELType {
        switch self {
        case .bool: .bool
        case .int: .int
        case .decimal: HostTypes.decimal.type
        case .string, .enumeration: .string
        case .money: HostTypes.money.type
        case .date: HostTypes.date.type
        case .timestamp: .timestamp
        case .duration: .duration
        case .list(let element): .list(element.celType)
        }
    }
}

extension FactType: CustomStringConvertible {
    /// As a message names it: `money`, `one of gold, silver`, `list of int`.
    package var description: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .decimal: "decimal"
        case .string: "string"
        case .money: "money"
        case .date: "date"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .enumeration(let words): "one of \(words.joined(separator: ", "))"
        case .list(let element): "list of \(element)"
        }
    }
}
