import CEL
import PolicyBook

/// Compiles the expressions of a file, and places their faults in the file.
struct ExpressionCompiler {
    let log: FaultLog
    let environment: BookEnvironment
    /// For examples in faults.
    let currency: Currency

    /// A condition; nil where it is absent or at fault.
    func condition(_ node: YAMLNode?, asked: BookEnvironment.AskedType = .any) -> Condition? {
        compile(node) { (source) throws(CompileError) in
            try environment.condition(source, asked: asked)
        }
    }

    /// A limit of money; nil where it is absent or at fault.
    func moneyLimit(_ node: YAMLNode?) -> Condition? {
        guard let node, let scalar = node.scalar else { return nil }
        switch CoreValue(scalar) {
        case .integer, .number:
            log.report(
                at: node.position,
                "a limit of money needs a currency",
                hint: "write `\(scalar.text) \(currency.code)`"
            )
            return nil
        default:
            guard !refuseMalformedAmount(scalar.text, at: node.position) else { return nil }
            return compile(node) { (source) throws(CompileError) in
                try environment.moneyLimit(source)
            }
        }
    }

    /// A limit of a quantity; nil where it is absent or at fault.
    func quantityLimit(_ node: YAMLNode?) -> Condition? {
        compile(node) { (source) throws(CompileError) in try environment.quantityLimit(source) }
    }

    /// An amount with something wrong in it would be taken for an expression, and the fault not
    /// understood.
    ///
    /// Returns: whether it was refused.
    private func refuseMalformedAmount(_ text: String, at position: SourcePosition) -> Bool {
        guard ValueDecoder.looksLikeMoney(text) else { return false }
        do {
            _ = try Money(parsing: text)
            return false
        } catch {
            log.report(at: position, error.message(for: text))
            return true
        }
    }

    private func compile(
        _ node: YAMLNode?,
        _ compile: (String) throws(CompileError) -> Condition
    ) -> Condition? {
        guard let node, let scalar = node.scalar, !node.isNull else { return nil }
        let condition: Condition
        do {
            condition = try compile(scalar.text)
        } catch {
            report(error, scalar, at: node.position)
            return nil
        }
        let findings = EnumerationChecker(environment.schema, condition.root).findings
        let failures = condition.certainFailures
        if !findings.isEmpty || !failures.isEmpty {
            let places = ScalarPositions(scalar, at: node.position, in: log.file)
            for finding in findings {
                let place = places.position(ofUTF8Offset: finding.offset, in: scalar.text)
                log.report(finding.severity, at: place, finding.message, hint: finding.hint)
            }
            for failure in failures {
                let offset = failure.range?.lowerBound ?? 0
                let place = places.position(ofUTF8Offset: offset, in: scalar.text)
                let hint = "this part fails whatever the facts are"
                log.report(Self.severity(of: failure), at: place, failure.message, hint: hint)
            }
        }
        return condition
    }

    /// What cannot be read or is not there is written wrong, as a misspelt name is.
    ///
    /// Arithmetic that fails counts against whoever asks, and nothing worse.
    private static func severity(of failure: EvaluationError) -> Fault.Severity {
        switch failure.code {
        case .divisionByZero, .overflow, .indexOutOfRange: .warning
        default: .error
        }
    }

    private func report(
        _ error: CompileError,
        _ scalar: YAMLNode.Scalar,
        at position: SourcePosition
    ) {
        let places = ScalarPositions(scalar, at: position, in: log.file)
        let end = places.position(ofScalarOffset: scalar.text.unicodeScalars.count)
        for diagnostic in error.diagnostics {
            log.report(
                at: places.position(ofUTF8Offset: diagnostic.range.lowerBound, in: scalar.text),
                diagnostic.message,
                hint: diagnostic.suggestion.map { "did you mean `\($0)`?" }
                    ?? cutHint(scalar, end: end)
            )
        }
    }

    /// What follows ` #` outside quotes is a comment, and what is left seldom an expression.
    private func cutHint(_ scalar: YAMLNode.Scalar, end: SourcePosition) -> String? {
        guard scalar.style == .plain else { return nil }
        let rest = log.file.line(end.line).dropFirst(end.column - 1)
        guard let next = rest.first(where: { $0 != " " && $0 != "\t" }), next == "#",
            rest.first != "#"
        else { return nil }
        return "what follows ` #` is a comment; if it belongs to the expression, put it in quotes"
    }
}

extension ScalarPositions {
    fileprivate func position(ofUTF8Offset offset: Int, in text: String) -> SourcePosition {
        position(ofScalarOffset: Substring(text.utf8.prefix(offset)).unicodeScalars.count)
    }
}
