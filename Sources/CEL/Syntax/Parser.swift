/// Reads a source into a syntax tree.
///
/// The parser goes on after a fault where it safely can: at the next comma or closing bracket. It
/// gives up at a limit. Recursion happens once a level of nesting and is bounded by `maxNesting`.
struct Parser {
    let limits: Limits
    var lexer: Lexer
    var token: Token
    var faults: [Fault] = []
    /// The level of nesting that is being read.
    var depth = 0
    private var nodeCount = 0
    private var lastFaultStart = -1
    private var isStopped = false

    init(source: String, limits: Limits) {
        self.limits = limits
        lexer = Lexer(source)
        token = lexer.next()
    }

    /// Reads the whole source.
    ///
    /// Returns the tree, in which faulty parts are `.fault`, and all faults in order.
    static func parse(_ source: String, limits: Limits) -> (root: SyntaxNode, faults: [Fault]) {
        guard source.utf8.count <= limits.maxSourceBytes else {
            let message =
                "the expression is longer than \(limits.maxSourceBytes) bytes"
            let node = SyntaxNode(kind: .fault, range: 0..<0, height: 1)
            return (node, [Fault(message, at: 0..<0)])
        }
        var parser = Parser(source: source, limits: limits)
        let root = parser.parseWhole()
        let faults = (parser.faults + parser.lexer.faults)
            .sorted {
                ($0.range.lowerBound, $0.range.upperBound) < (
                    $1.range.lowerBound, $1.range.upperBound
                )
            }
        return (root, faults)
    }

    private mutating func parseWhole() -> SyntaxNode {
        if token.kind == .end {
            return fault("the expression is empty", at: token.range)
        }
        let root = parseExpression()
        // Characters that are no tokens have been reported, and explain the rest.
        if token.kind != .end, lexer.faults.isEmpty {
            report("unexpected \(describe(token)) after the expression", at: token.range)
        }
        return root
    }

    // MARK: Tokens

    mutating func advance() {
        token = lexer.next()
    }

    /// Takes the token if it is of the given kind.
    mutating func take(_ kind: Token.Kind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    func describe(_ token: Token) -> String {
        token.kind == .end ? "end" : "`\(lexer.text(token.range))`"
    }

    // MARK: Faults

    mutating func report(_ message: String, at range: Range<Int>, suggestion: String? = nil) {
        // One fault for one place: what follows from it would only confuse.
        guard !isStopped, range.lowerBound != lastFaultStart, !isReportedByLexer(range) else {
            return
        }
        lastFaultStart = range.lowerBound
        faults.append(Fault(message, at: range, suggestion: suggestion))
    }

    private func isReportedByLexer(_ range: Range<Int>) -> Bool {
        // The lexer is one token ahead: what it reported lately stands at the end.
        lexer.faults.reversed().prefix { $0.range.lowerBound >= range.lowerBound }
            .contains { $0.range.lowerBound == range.lowerBound }
    }

    mutating func fault(_ message: String, at range: Range<Int>) -> SyntaxNode {
        report(message, at: range)
        return SyntaxNode(kind: .fault, range: range, height: 1)
    }

    /// Gives up: reports and pretends that the source ends here.
    mutating func stop(_ message: String, at range: Range<Int>) -> SyntaxNode {
        let node = fault(message, at: range)
        isStopped = true
        token = Token(kind: .end, start: lexer.bytes.count, end: lexer.bytes.count)
        lexer.stop()
        return node
    }

    /// Passes over tokens up to a comma or the closer of the bracket that is open.
    mutating func recover() {
        var open = 0
        while token.kind != .end {
            switch token.kind {
            case .leftParenthesis, .leftBracket, .leftBrace: open += 1
            case .rightParenthesis, .rightBracket, .rightBrace:
                if open == 0 { return }
                open -= 1
            case .comma where open == 0: return
            default: break
            }
            advance()
        }
    }

    // MARK: Nodes

    /// Makes a node above the given ones, within the limits of nesting and number.
    mutating func node(
        _ kind: SyntaxNode.Kind,
        _ range: Range<Int>,
        above height: Int = 0
    ) -> SyntaxNode {
        nodeCount += 1
        guard nodeCount <= limits.maxNodes else {
            return stop("the expression has more than \(limits.maxNodes) parts", at: range)
        }
        guard height < limits.maxNesting else { return stopTooDeep(at: range) }
        return SyntaxNode(kind: kind, range: range, height: height + 1)
    }

    mutating func stopTooDeep(at range: Range<Int>) -> SyntaxNode {
        stop("the expression nests deeper than \(limits.maxNesting) levels", at: range)
    }
}
