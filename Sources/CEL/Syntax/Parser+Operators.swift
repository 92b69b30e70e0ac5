extension Parser {
    /// `condition ? then : otherwise`, or what stands in its place.
    mutating func parseExpression() -> SyntaxNode {
        guard depth < limits.maxNesting else { return stopTooDeep(at: token.range) }
        depth += 1
        defer { depth -= 1 }
        let condition = parseLogic(.or)
        guard take(.question) else { return condition }
        let then = parseLogic(.or)
        guard take(.colon) else {
            report("expected `:` of the conditional, found \(describe(token))", at: token.range)
            return condition
        }
        let otherwise = parseExpression()
        return node(
            .conditional(condition, then, otherwise),
            condition.range.lowerBound..<otherwise.range.upperBound,
            above: max(condition.height, then.height, otherwise.height)
        )
    }

    /// A chain of `||` over chains of `&&`; a chain is one node, however long.
    private mutating func parseLogic(_ kind: Token.Kind) -> SyntaxNode {
        let first = kind == .or ? parseLogic(.and) : parseBinary(minimum: 1)
        guard token.kind == kind else { return first }
        var terms = [first]
        var height = first.height
        while take(kind) {
            let term = kind == .or ? parseLogic(.and) : parseBinary(minimum: 1)
            height = max(height, term.height)
            terms.append(term)
        }
        let range = first.range.lowerBound..<terms[terms.count - 1].range.upperBound
        return node(kind == .or ? .or(terms) : .and(terms), range, above: height)
    }

    /// Relations, sums and products, by precedence; all associate to the left.
    private mutating func parseBinary(minimum: Int) -> SyntaxNode {
        var left = parseUnary()
        while let binary = binaryOperator, binary.precedence >= minimum {
            let nameRange = token.range
            advance()
            let right = parseBinary(minimum: binary.precedence + 1)
            left = node(
                .call(receiver: nil, name: binary.name, nameRange: nameRange, [left, right]),
                left.range.lowerBound..<max(left.range.upperBound, right.range.upperBound),
                above: max(left.height, right.height)
            )
        }
        return left
    }

    private var binaryOperator: (name: String, precedence: Int)? {
        switch token.kind {
        case .less: ("_<_", 1)
        case .lessOrEqual: ("_<=_", 1)
        case .greater: ("_>_", 1)
        case .greaterOrEqual: ("_>=_", 1)
        case .equal: ("_==_", 1)
        case .notEqual: ("_!=_", 1)
        case .identifier where isIn: ("@in", 1)
        case .plus: ("_+_", 2)
        case .minus: ("_-_", 2)
        case .times: ("_*_", 3)
        case .divide: ("_/_", 3)
        case .remainder: ("_%_", 3)
        default: nil
        }
    }

    /// Whether the token is the word `in`, an operator.
    var isIn: Bool {
        token.kind == .identifier && token.end - token.start == 2
            && lexer.bytes[token.start] == UInt8(ascii: "i")
            && lexer.bytes[token.start + 1] == UInt8(ascii: "n")
    }

    /// Any number of `!` or of `-`: two cancel each other out but for the check of the type.
    private mutating func parseUnary() -> SyntaxNode {
        let kind = token.kind
        guard kind == .not || kind == .minus else { return parseMember() }
        let nameRange = token.range
        var count = 0
        var last = nameRange
        while token.kind == kind {
            count += 1
            last = token.range
            advance()
        }
        var isNegated = false
        if kind == .minus, token.kind == .int || token.kind == .double {
            // The sign before a number belongs to it, or the least integer could not be written.
            count -= 1
            isNegated = true
        }
        var operand = isNegated ? parseNegativeNumber(from: last.lowerBound) : parseMember()
        for _ in 0..<(count > 2 ? 2 - count % 2 : count) {
            operand = node(
                .call(
                    receiver: nil,
                    name: kind == .not ? "!_" : "-_",
                    nameRange: nameRange,
                    [operand]
                ),
                nameRange.lowerBound..<operand.range.upperBound,
                above: operand.height
            )
        }
        return operand
    }

    private mutating func parseNegativeNumber(from start: Int) -> SyntaxNode {
        parsePostfix(parseNumber(from: start))
    }
}
