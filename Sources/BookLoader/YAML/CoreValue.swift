/// What a scalar means by the core schema of YAML 1.2 (section 10.3.2).
///
/// The reader's own guesses are those of YAML 1.1, where `no` is false, `1_000` a number and
/// `017` fifteen; so it is asked for text alone and the meaning is found here.
package enum CoreValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// An integer that 64 bits hold.
    case integer(Int64)
    /// A number with its digits as they were written, so that none is lost to binary fractions.
    /// Integers that 64 bits do not hold are here too.
    case number(String)
    /// `.inf`, `-.inf` or `.nan`.
    case notFinite
    case string(String)

    /// Only a plain scalar can be something else than a string.
    package init(_ scalar: YAMLNode.Scalar) {
        self = scalar.style == .plain ? Self(plain: scalar.text) : .string(scalar.text)
    }

    private init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL":
            self = .null
        case "true", "True", "TRUE":
            self = .bool(true)
        case "false", "False", "FALSE":
            self = .bool(false)
        case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
            "-.Inf", "-.INF":
            self = .notFinite
        default:
            self = Self.numeral(text) ?? .string(text)
        }
    }

    /// What the value is called in a fault.
    package var kindName: String {
        switch self {
        case .null: "nothing"
        case .bool: "a truth value"
        case .integer, .number, .notFinite: "a number"
        case .string: "text"
        }
    }

    private static func numeral(_ text: String) -> Self? {
        if text.hasPrefix("0o") { return radix(8, text) }
        if text.hasPrefix("0x") { return radix(16, text) }
        guard isDecimal(Array(text.utf8)) else { return nil }
        return Int64(text).map(Self.integer) ?? .number(text)
    }

    private static func radix(_ radix: Int, _ text: String) -> Self? {
        let digits = text.dropFirst(2)
        // `Int64(_:radix:)` also takes a sign, which the schema does not after a prefix.
        guard let first = digits.first, first != "+", first != "-" else { return nil }
        return Int64(digits, radix: radix).map(Self.integer)
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, which covers
    /// `[-+]? [0-9]+` as well.
    private static func isDecimal(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        func skipSign() {
            if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
                rest.removeFirst()
            }
        }
        func skipDigits() -> Int {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            rest.removeFirst(digits.count)
            return digits.count
        }
        skipSign()
        let whole = skipDigits()
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = skipDigits()
        }
        guard whole + fraction > 0 else { return false }
        if let first = rest.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") {
            rest.removeFirst()
            skipSign()
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
