/// Splits a source into tokens, one at a time, and collects what is no token.
///
/// The grammar is that of the CEL language definition, section "Syntax".
struct Lexer {
    let bytes: [UInt8]
    private(set) var position = 0
    var faults: [Fault] = []

    init(_ source: String) {
        bytes = Array(source.utf8)
    }

    /// The byte at an offset; 0 past the end.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }

    /// The text of a range.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    mutating func next() -> Token {
        skipBlanks()
        let start = position
        guard start < bytes.count else { return Token(kind: .end, start: start, end: start) }
        let kind: Token.Kind
        switch bytes[start] {
        case let byte where byte.isIdentifierStart: kind = lexWord()
        case let byte where byte.isDigit: kind = lexNumber()
        case UInt8(ascii: "."):
            kind = byte(at: start + 1).isDigit ? lexNumber() : advance(1, .dot)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            kind = lexString(prefixLength: 0, isRaw: false, kind: .string)
        case UInt8(ascii: "`"): kind = lexQuotedIdentifier()
        default: kind = lexPunctuation()
        }
        return Token(kind: kind, start: start, end: position)
    }

    /// Makes the source end here.
    mutating func stop() {
        position = bytes.count
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
                position += 1
            case UInt8(ascii: "/") where byte(at: position + 1) == UInt8(ascii: "/"):
                while position < bytes.count, bytes[position] != 0x0A { position += 1 }
            default:
                return
            }
        }
    }

    private mutating func advance(_ length: Int, _ kind: Token.Kind) -> Token.Kind {
        position += length
        return kind
    }

    private mutating func lexPunctuation() -> Token.Kind {
        let isDoubled = byte(at: position + 1) == bytes[position]
        let isBeforeEqual = byte(at: position + 1) == UInt8(ascii: "=")
        switch bytes[position] {
        case UInt8(ascii: "("): return advance(1, .leftParenthesis)
        case UInt8(ascii: ")"): return advance(1, .rightParenthesis)
        case UInt8(ascii: "["): return advance(1, .leftBracket)
        case UInt8(ascii: "]"): return advance(1, .rightBracket)
        case UInt8(ascii: "{"): return advance(1, .leftBrace)
        case UInt8(ascii: "}"): return advance(1, .rightBrace)
        case UInt8(ascii: ","): return advance(1, .comma)
        case UInt8(ascii: ":"): return advance(1, .colon)
        case UInt8(ascii: "?"): return advance(1, .question)
        case UInt8(ascii: "-"): return advance(1, .minus)
        case UInt8(ascii: "+"): return advance(1, .plus)
        case UInt8(ascii: "*"): return advance(1, .times)
        case UInt8(ascii: "/"): return advance(1, .divide)
        case UInt8(ascii: "%"): return advance(1, .remainder)
        case UInt8(ascii: "&") where isDoubled: return advance(2, .and)
        case UInt8(ascii: "|") where isDoubled: return advance(2, .or)
        case UInt8(ascii: "=") where isDoubled: return advance(2, .equal)
        case UInt8(ascii: "!"): return isBeforeEqual ? advance(2, .notEqual) : advance(1, .not)
        case UInt8(ascii: "<"): return isBeforeEqual ? advance(2, .lessOrEqual) : advance(1, .less)
        case UInt8(ascii: ">"):
            return isBeforeEqual ? advance(2, .greaterOrEqual) : advance(1, .greater)
        default: return lexStray()
        }
    }

    /// Reports a character that begins no token, with what may have been meant.
    private mutating func lexStray() -> Token.Kind {
        let start = position
        repeat { position += 1 } while byte(at: position) & 0xC0 == 0x80
        let character = text(start..<position)
        let meant: String? =
            switch character {
            case "&": "&&"
            case "|": "||"
            case "=": "=="
            case "“", "”", "„", "«", "»": "\""
            case "‘", "’": "'"
            case "≤": "<="
            case "≥": ">="
            case "≠": "!="
            default: nil
            }
        faults.append(
            Fault("unexpected character `\(character)`", at: start..<position, suggestion: meant)
        )
        return .fault
    }

    private mutating func lexWord() -> Token.Kind {
        let start = position
        while byte(at: position).isIdentifierPart { position += 1 }
        let length = position - start
        let quote = byte(at: position)
        if length <= 2, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let letters = (bytes[start] | 0x20, length == 2 ? bytes[start + 1] | 0x20 : 0)
            let (r, b) = (UInt8(ascii: "r"), UInt8(ascii: "b"))
            if letters == (r, 0) { return lexString(prefixLength: 1, isRaw: true, kind: .string) }
            if letters == (b, 0) { return lexString(prefixLength: 1, isRaw: false, kind: .bytes) }
            if letters == (r, b) || letters == (b, r) {
                return lexString(prefixLength: 2, isRaw: true, kind: .bytes)
            }
        }
        return .identifier
    }

    /// A field name in backquotes, which may hold dots, dashes, slashes and spaces.
    private mutating func lexQuotedIdentifier() -> Token.Kind {
        let start = position
        position += 1
        while byte(at: position).isQuotedIdentifierPart { position += 1 }
        guard byte(at: position) == UInt8(ascii: "`"), position > start + 1 else {
            faults.append(
                Fault("a name in backquotes is not closed", at: start..<position)
            )
            return .fault
        }
        position += 1
        return .quotedIdentifier
    }

    private mutating func lexNumber() -> Token.Kind {
        let start = position
        if bytes[position] == UInt8(ascii: "0"), byte(at: position + 1) == UInt8(ascii: "x"),
            byte(at: position + 2).hexValue != nil
        {
            position += 2
            while byte(at: position).hexValue != nil { position += 1 }
            return endNumber(from: start, .int)
        }
        var kind = Token.Kind.int
        skipDigits()
        if byte(at: position) == UInt8(ascii: "."), byte(at: position + 1).isDigit {
            kind = .double
            position += 1
            skipDigits()
        }
        if byte(at: position) | 0x20 == UInt8(ascii: "e") {
            let sign = byte(at: position + 1)
            let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            if byte(at: position + (isSigned ? 2 : 1)).isDigit {
                kind = .double
                position += isSigned ? 2 : 1
                skipDigits()
            }
        }
        return endNumber(from: start, kind)
    }

    private mutating func skipDigits() {
        while byte(at: position).isDigit { position += 1 }
    }

    /// Takes the `u` of an unsigned literal; refuses letters right after a number.
    private mutating func endNumber(from start: Int, _ kind: Token.Kind) -> Token.Kind {
        var kind = kind
        if kind == .int, byte(at: position) | 0x20 == UInt8(ascii: "u") {
            position += 1
            kind = .uint
        }
        guard byte(at: position).isIdentifierPart else { return kind }
        while byte(at: position).isIdentifierPart { position += 1 }
        faults.append(
            Fault("`\(text(start..<position))` is not a number", at: start..<position)
        )
        return .fault
    }

    /// Finds the end of a string literal; its escapes are read when the parser takes it.
    private mutating func lexString(
        prefixLength: Int,
        isRaw: Bool,
        kind: Token.Kind
    ) -> Token.Kind {
        let quote = byte(at: position)
        let start = position - prefixLength
        let isTriple = byte(at: position + 1) == quote && byte(at: position + 2) == quote
        position += isTriple ? 3 : 1
        while position < bytes.count {
            switch bytes[position] {
            case quote where !isTriple:
                position += 1
                return kind
            case quote where byte(at: position + 1) == quote && byte(at: position + 2) == quote:
                position += 3
                return kind
            case UInt8(ascii: "\\") where !isRaw:
                position = min(position + 2, bytes.count)
            case 0x0A where !isTriple, 0x0D where !isTriple:
                return unterminated(from: start)
            default:
                position += 1
            }
        }
        return unterminated(from: start)
    }

    private mutating func unterminated(from start: Int) -> Token.Kind {
        faults.append(Fault("a string is not closed", at: start..<position))
        // What follows was most likely meant to stand in the string.
        stop()
        return .fault
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isIdentifierStart: Bool {
        let lower = self | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || self == 0x5F
    }

    var isIdentifierPart: Bool { isIdentifierStart || isDigit }

    /// A character of a name in backquotes.
    var isQuotedIdentifierPart: Bool {
        switch self {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), 0x20: true
        default: isIdentifierPart
        }
    }

    /// The value of a hexadecimal digit; nil for any other byte.
    var hexValue: UInt32? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
