extension Environment {
    /// Parses, checks and compiles an expression.
    ///
    /// Throws all faults of the expression at once. With `expecting` it is also a fault when the
    /// result can never be of that type; a number literal is then read as that host type if it can.
    public func compile(
        _ source: String,
        expecting: CELType? = nil
    ) throws(CompileError) -> Program {
        let (root, faults) = Parser.parse(source, limits: limits)
        var checker = Checker(environment: self, source: source)
        let expr = checker.check(root, expecting: expecting)
        let all = faults + checker.faults
        guard all.isEmpty else { throw CompileError(all, in: source, limits: limits) }
        return program(source, expr)
    }

    /// Parses and compiles an expression without checking types: what does not fit fails when it is
    /// evaluated.
    ///
    /// Throws the faults of the syntax.
    public func compileUnchecked(_ source: String) throws(CompileError) -> Program {
        let (root, faults) = Parser.parse(source, limits: limits)
        guard faults.isEmpty else { throw CompileError(faults, in: source, limits: limits) }
        var checker = Checker(environment: self, source: source, isStrict: false)
        return program(source, checker.check(root, expecting: nil))
    }

    private func program(_ source: String, _ root: Expr) -> Program {
        Program(.init(source: source, root: root, limits: limits, hostTypes: hostTypes))
    }

    /// Compiles an expression that comes as bytes.
    ///
    /// Throws as `compile(_:expecting:)` does, and for bytes that are not valid UTF-8.
    public func compile(
        utf8 bytes: [UInt8],
        expecting: CELType? = nil
    ) throws(CompileError) -> Program {
        guard let source = String(validating: bytes, as: UTF8.self) else {
            let shown = String(decoding: bytes.prefix(limits.maxSourceBytes), as: UTF8.self)
            let fault = Fault("the expression is not valid UTF-8", at: 0..<0)
            throw CompileError([fault], in: shown, limits: limits)
        }
        return try compile(source, expecting: expecting)
    }
}
