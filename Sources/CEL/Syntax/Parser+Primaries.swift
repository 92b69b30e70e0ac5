extension Parser {
    mutating func parsePrimary() -> SyntaxNode {
        switch token.kind {
        case .identifier: return parseName(isAbsolute: false, from: token.start)
        case .dot: return parseAbsoluteName()
        case .int, .uint, .double: return parseNumber(from: nil)
        case .string, .bytes: return parseString()
        case .leftParenthesis: return parseParenthesised()
        case .leftBracket: return parseList()
        case .leftBrace: return parseMap()
        case .fault:
            let range = token.range
            advance()
            return SyntaxNode(kind: .fault, range: range, height: 1)
        default:
            return parseMissing()
        }
    }

    /// Where an expression should stand and something else does: a closer is left for its opener.
    private mutating func parseMissing() -> SyntaxNode {
        let range = token.range
        let missing = fault("expected an expression, found \(describe(token))", at: range)
        // An operator too many: its operand is what was wanted.
        while token.kind.isOperator || isIn { advance() }
        return token.kind.beginsExpression ? parseMember() : missing
    }

    private mutating func parseAbsoluteName() -> SyntaxNode {
        let start = token.start
        advance()
        guard token.kind == .identifier else {
            return fault("expected a name after `.`, found \(describe(token))", at: token.range)
        }
        return parseName(isAbsolute: true, from: start)
    }

    private mutating func parseName(isAbsolute: Bool, from start: Int) -> SyntaxNode {
        let range = token.range
        let name = lexer.text(range)
        if !isAbsolute, let literal = Self.literal(named: name) {
            advance()
            return node(.literal(literal), range)
        }
        if name == "in" {
            return parseMissing()
        }
        if Self.reservedWords.contains(name) {
            advance()
            return fault("`\(name)` is a reserved word", at: range)
        }
        advance()
        if token.kind == .leftParenthesis {
            // A leading dot says where the name is looked up, which the checker must know.
            let fullName = isAbsolute ? "." + name : name
            return parseCall(receiver: nil, name: fullName, nameRange: start..<range.upperBound)
        }
        return node(.identifier(name, isAbsolute: isAbsolute), start..<range.upperBound)
    }

    private static func literal(named name: String) -> Value? {
        switch name {
        case "true": .bool(true)
        case "false": .bool(false)
        case "null": .null
        default: nil
        }
    }

    /// Kept for later versions of the language by its definition, section "Syntax".
    private static let reservedWords: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    private mutating func parseParenthesised() -> SyntaxNode {
        let opening = token.range
        advance()
        let inner = parseExpression()
        _ = close(.rightParenthesis, ")", openedAt: opening)
        return inner
    }

    private mutating func parseList() -> SyntaxNode {
        let opening = token.range
        advance()
        var elements: [SyntaxNode.Element] = []
        var height = 0
        parseItems(until: .rightBracket) { parser in
            let isOptional = parser.take(.question)
            let value = parser.parseExpression()
            height = max(height, value.height)
            elements.append(.init(value: value, isOptional: isOptional))
        }
        let end = close(.rightBracket, "]", openedAt: opening)
        return node(.list(elements), opening.lowerBound..<end, above: height)
    }

    private mutating func parseMap() -> SyntaxNode {
        let opening = token.range
        advance()
        var entries: [SyntaxNode.Entry] = []
        var height = 0
        parseItems(until: .rightBrace) { parser in
            let isOptional = parser.take(.question)
            let key = parser.parseExpression()
            guard parser.take(.colon) else {
                parser.report(
                    "expected `:` after the key, found \(parser.describe(parser.token))",
                    at: parser.token.range
                )
                return parser.recover()
            }
            let value = parser.parseExpression()
            height = max(height, key.height, value.height)
            entries.append(.init(key: key, value: value, isOptional: isOptional))
        }
        let end = close(.rightBrace, "}", openedAt: opening)
        return node(.map(entries), opening.lowerBound..<end, above: height)
    }

    private mutating func parseString() -> SyntaxNode {
        let token = token
        advance()
        var literal = StringLiteral(token: token, in: lexer.bytes)
        let bytes = literal.decode()
        guard literal.faults.isEmpty else {
            faults.append(contentsOf: literal.faults)
            return SyntaxNode(kind: .fault, range: token.range, height: 1)
        }
        let value: Value =
            token.kind == .bytes ? .bytes(bytes) : .string(String(decoding: bytes, as: UTF8.self))
        return node(.literal(value), token.range)
    }

    /// A number, negated when the offset of its sign is given.
    mutating func parseNumber(from sign: Int?) -> SyntaxNode {
        let range = (sign ?? token.start)..<token.end
        let text = lexer.text(token.range)
        let kind = token.kind
        advance()
        guard let value = Self.number(text, kind, isNegative: sign != nil) else {
            let type = kind == .int ? "int" : kind == .uint ? "uint" : "double"
            let digits = sign == nil ? text : "-" + text
            return fault("`\(digits)` is outside the range of \(type)", at: range)
        }
        return node(.literal(value), range)
    }

    private static func number(_ text: String, _ kind: Token.Kind, isNegative: Bool) -> Value? {
        if kind == .double {
            guard let value = Double(text), value.isFinite else { return nil }
            return .double(isNegative ? -value : value)
        }
        var digits = Substring(text)
        if kind == .uint { digits = digits.dropLast() }
        let isHexadecimal = digits.hasPrefix("0x")
        guard
            let magnitude = isHexadecimal
                ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
        else { return nil }
        if kind == .uint { return .uint(magnitude) }
        if isNegative, magnitude == Int64.min.magnitude { return .int(.min) }
        guard let value = Int64(exactly: magnitude) else { return nil }
        return .int(isNegative ? -value : value)
    }
}
