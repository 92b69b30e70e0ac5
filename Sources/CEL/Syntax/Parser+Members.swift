extension Parser {
    /// A primary expression and what is selected, indexed or called on it.
    mutating func parseMember() -> SyntaxNode {
        parsePostfix(parsePrimary())
    }

    mutating func parsePostfix(_ primary: SyntaxNode) -> SyntaxNode {
        var operand = primary
        while true {
            switch token.kind {
            case .dot: operand = parseSelection(of: operand)
            case .leftBracket: operand = parseIndex(of: operand)
            case .leftBrace: operand = parseMessage(named: operand)
            default: return operand
            }
        }
    }

    private mutating func parseSelection(of operand: SyntaxNode) -> SyntaxNode {
        advance()
        let isOptional = take(.question)
        let nameRange = token.range
        guard token.kind == .identifier || token.kind == .quotedIdentifier else {
            return fault("expected a field name after `.`, found \(describe(token))", at: nameRange)
        }
        let isQuoted = token.kind == .quotedIdentifier
        var name = lexer.text(nameRange)
        if isQuoted { name = String(name.dropFirst().dropLast()) }
        if !isQuoted, Self.literalWords.contains(name) {
            advance()
            return fault("`\(name)` cannot be a field name, put it in backquotes", at: nameRange)
        }
        advance()
        if token.kind == .leftParenthesis, !isOptional, !isQuoted {
            return parseCall(receiver: operand, name: name, nameRange: nameRange)
        }
        return node(
            .select(operand, field: name, isOptional: isOptional),
            operand.range.lowerBound..<nameRange.upperBound,
            above: operand.height
        )
    }

    private mutating func parseIndex(of operand: SyntaxNode) -> SyntaxNode {
        let nameRange = token.range
        advance()
        let isOptional = take(.question)
        let key = parseExpression()
        let end = close(.rightBracket, "]", openedAt: nameRange)
        return node(
            .call(
                receiver: nil,
                name: isOptional ? "_[?_]" : "_[_]",
                nameRange: nameRange,
                [operand, key]
            ),
            operand.range.lowerBound..<end,
            above: max(operand.height, key.height)
        )
    }

    /// `Name{…}` builds a protocol buffer message, of which this implementation has none.
    private mutating func parseMessage(named operand: SyntaxNode) -> SyntaxNode {
        let nameRange = operand.range
        let opening = token.range
        advance()
        recoverToBrace()
        let end = close(.rightBrace, "}", openedAt: opening)
        report(
            "`\(lexer.text(nameRange))` is no message type: only maps can be built with braces",
            at: nameRange
        )
        return SyntaxNode(kind: .fault, range: nameRange.lowerBound..<end, height: 1)
    }

    private mutating func recoverToBrace() {
        recover()
        while take(.comma) { recover() }
    }

    mutating func parseCall(
        receiver: SyntaxNode?,
        name: String,
        nameRange: Range<Int>
    ) -> SyntaxNode {
        let opening = token.range
        advance()
        var arguments: [SyntaxNode] = []
        var height = receiver?.height ?? 0
        parseItems(until: .rightParenthesis, allowsTrailingComma: false) { parser in
            let argument = parser.parseExpression()
            height = max(height, argument.height)
            arguments.append(argument)
        }
        let end = close(.rightParenthesis, ")", openedAt: opening)
        let call = MacroCall(
            receiver: receiver,
            name: name,
            nameRange: nameRange,
            arguments: arguments,
            range: (receiver?.range.lowerBound ?? nameRange.lowerBound)..<end,
            height: height
        )
        if let expansion = expand(call) { return expansion }
        return node(
            .call(receiver: receiver, name: name, nameRange: nameRange, arguments),
            call.range,
            above: height
        )
    }

    /// Items between brackets, with commas between them; in lists and maps also after the last.
    mutating func parseItems(
        until closer: Token.Kind,
        allowsTrailingComma: Bool = true,
        _ item: (inout Parser) -> Void
    ) {
        while token.kind != closer, token.kind != .end {
            item(&self)
            if token.kind == closer { return }
            if token.kind != .comma, token.kind != .end {
                report(
                    "expected `,` or a closing bracket, found \(describe(token))",
                    at: token.range
                )
                recover()
            }
            guard take(.comma) else { return }
            if token.kind == closer, !allowsTrailingComma {
                report("expected an argument, found \(describe(token))", at: token.range)
            }
        }
    }

    /// Takes a closing bracket; returns the offset after it.
    mutating func close(_ closer: Token.Kind, _ text: String, openedAt opening: Range<Int>) -> Int {
        if token.kind == .end {
            report("the bracket is not closed", at: opening)
        } else if token.kind != closer {
            report("expected `\(text)`, found \(describe(token))", at: token.range)
            recover()
            while take(.comma) { recover() }
        }
        let end = token.end
        _ = take(closer)
        return end
    }

    static let literalWords: Set<String> = ["true", "false", "null", "in"]
}
