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
