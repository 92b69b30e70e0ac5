/// A word of the language and where it stands.
struct Token {
    enum Kind: UInt8 {
        case end
        case identifier
        case quotedIdentifier
        case int
        case uint
        case double
        case string
        case bytes
        case leftParenthesis
        case rightParenthesis
        case leftBracket
        case rightBracket
        case leftBrace
        case rightBrace
        case comma
        case colon
        case dot
        case question
        case not
        case minus
        case plus
        case times
        case divide
        case remainder
        case and
        case or
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual
        case equal
        case notEqual
        /// Something the lexer has reported already.
        case fault
    }

    let kind: Kind
    let start: Int
    let end: Int

    var range: Range<Int> { start..<end }
}

extension Token.Kind {
    /// Whether it stands between two operands.
    var isOperator: Bool {
        switch self {
        case .dot, .question, .plus, .times, .divide, .remainder, .and, .or, .less, .lessOrEqual,
            .greater, .greaterOrEqual, .equal, .notEqual:
            true
        default: false
        }
    }

    /// Whether an operand begins with it.
    var beginsExpression: Bool {
        switch self {
        case .identifier, .int, .uint, .double, .string, .bytes, .leftParenthesis, .leftBracket,
            .leftBrace:
            true
        default: false
        }
    }
}
