/// What the YAML reader complains of, in words an author can act on.
struct YAMLSyntaxFault {
    private(set) var position: SourcePosition
    private(set) var message: String
    private(set) var hint: String?

    private let file: SourceFile

    init(_ problem: YAMLProblem, in file: SourceFile) {
        self.file = file
        message = problem.text
        switch problem.place {
        case .utf8Offset(let offset):
            position = file.position(ofUTF8Offset: offset)
        case .position(let place):
            position = place
            explain(problem)
        }
    }

    func report(to log: FaultLog) {
        log.report(at: position, message, hint: hint)
    }

    private mutating func explain(_ problem: YAMLProblem) {
        let context = problem.context
        switch problem.text {
        case "mapping values are not allowed in this context":
            message = "a `:` is not expected here"
            hint = "put text that holds `: ` in quotes; else look at the indentation"
        case "found character that cannot start any token":
            explainCharacter()
        case "did not find expected alphabetic or numeric character":
            if let context { position = context.position }
            explainNamelessAnchor()
        case "found unexpected end of stream":
            if let context { position = context.position }
            message = "the quote that opens here is never closed"
        case "could not find expected ':'":
            if let context { position = context.position }
            message = "a `:` is missing after this key"
        case let text where text.hasPrefix("Maximum nesting level"):
            message = "nested more deeply than a book ever is"
        default:
            explainUnexpected(context)
        }
    }

    /// `!case.worn && …` is read as a tag and an anchor.
    private mutating func explainNamelessAnchor() {
        let line = file.line(position.line).prefix(position.column - 1)
        let tag = line.indices.last { index in
            line[index] == "!"
                && line[..<index].last.map { " [,:".unicodeScalars.contains($0) } ?? true
        }
        if let tag, line[tag...].dropFirst().first != "=" {
            position = SourcePosition(line: position.line, column: tag + 1)
            let name = line[tag...].prefix { $0 != " " }
            message =
                "`\(String(String.UnicodeScalarView(name)))` is read as a YAML tag, not as text"
            hint = "an expression that begins with `!` must stand in quotes"
            return
        }
        message = "`\(Self.text(character(at: position)))` needs a name after it"
        hint = "put text that begins with `&` or `*` in quotes"
    }

    private mutating func explainCharacter() {
        let found = character(at: position)
        if found == "\t" {
            message = "a tab cannot be used here"
            hint = "indent with spaces"
        } else {
            message = "`\(Self.text(found))` cannot begin a value"
            hint = "put text that begins with `\(Self.text(found))` in quotes"
        }
    }

    /// Something follows where a value was over already: nearly always text that should have
    /// stood in quotes.
    private mutating func explainUnexpected(_ context: YAMLProblem.Context?) {
        if let context, let problemHint = flowHint(context) {
            position = context.position
            message = "`{` begins a mapping, and this is none"
            hint = problemHint
            return
        }
        let line = file.line(position.line)
        let before = line.prefix(position.column - 1)
        guard let end = before.lastIndex(where: { $0 != " " }) else {
            message = "the indentation does not fit what comes before"
            return
        }
        switch line[end] {
        case "}":
            message = "`{` begins a mapping, and text follows its end"
            hint = "put text that begins with `{` in quotes"
            if let start = Self.opening(of: end, in: line) {
                position = SourcePosition(line: position.line, column: start + 1)
            }
        case "]":
            message = "text follows the end of a list"
            hint = "put text that begins with `[` in quotes"
        case "'":
            message = "text follows a closing quote"
            hint = "a single quote inside single quotes is written twice: ''"
        case "\"":
            message = "text follows a closing quote"
            hint = "a double quote inside double quotes is written \\\""
        default:
            break
        }
    }

    /// A flow mapping in which a placeholder stands bare: `{days, plural, one {…} other {…}}`.
    private func flowHint(_ context: YAMLProblem.Context) -> String? {
        guard context.text == "while parsing a flow mapping" else { return nil }
        let start = context.position
        let line = file.line(start.line).dropFirst(start.column - 1)
        guard line.first == "{", let next = line.dropFirst().first, next.properties.isAlphabetic
        else { return nil }
        return "put text that begins with `{` in quotes"
    }

    private func character(at position: SourcePosition) -> Unicode.Scalar? {
        file.line(position.line).dropFirst(position.column - 1).first
    }

    private static func text(_ scalar: Unicode.Scalar?) -> String {
        scalar.map { String(Character($0)) } ?? ""
    }

    private static func opening(of end: Int, in line: [Unicode.Scalar]) -> Int? {
        var depth = 0
        for index in stride(from: end, through: 0, by: -1) {
            if line[index] == "}" { depth += 1 }
            if line[index] == "{" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}
