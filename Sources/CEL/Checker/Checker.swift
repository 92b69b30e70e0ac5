/// Resolves the names of a syntax tree, chooses overloads and deduces types.
///
/// Faults are collected; a faulty part has the type `error`, which fits everywhere, so that each
/// fault is reported once. When it is not strict, nothing is checked: all types are `dyn`, and what
/// cannot be resolved fails when it is evaluated.
struct Checker {
    let environment: Environment
    let source: [UInt8]
    let isStrict: Bool
    var faults: [Fault] = []
    var bindings = TypeBindings()
    /// How many instructions the patterns have so far, all together.
    var patternInstructions = 0
    /// The variables of the macros around the current place, innermost last.
    var locals: [(name: String, type: CELType)] = []

    init(environment: Environment, source: String, isStrict: Bool = true) {
        self.environment = environment
        self.source = Array(source.utf8)
        self.isStrict = isStrict
    }

    /// Checks a whole expression.
    mutating func check(_ root: SyntaxNode, expecting: CELType?) -> Expr {
        var root = check(root)
        if let expecting, isStrict { root = checkResult(root, expecting) }
        if bindings.isExhausted {
            report("the types of the expression are too intricate", at: root.range)
        }
        return bindings.isUsed ? resolveTypes(of: root) : root
    }

    private mutating func checkResult(_ root: Expr, _ expecting: CELType) -> Expr {
        if bindings.accept([root.type], as: [expecting]) { return root }
        if case .host(let id, _) = expecting,
            let coerced = coerce(root, to: environment.hostTypes.filter { $0.id == id }).first
        {
            return coerced
        }
        let type = bindings.resolve(root.type, toDyn: true)
        report("the expression gives \(type) where \(expecting) is expected", at: root.range)
        return root
    }

    /// Checks a part, whose type has no more than `maxTypeSize` nodes.
    mutating func check(_ node: SyntaxNode) -> Expr {
        let expr = checkAnySize(node)
        return expr.type.size <= TypeBindings.maxTypeSize
            ? expr : expr.withType(bindings.resolve(expr.type))
    }

    private mutating func checkAnySize(_ node: SyntaxNode) -> Expr {
        switch node.kind {
        case .literal(let value):
            return Expr(kind: .literal(value), type: type(of: value), range: node.range)
        case .identifier, .select: return checkName(node)
        case .has(let operand, let field): return checkHas(operand, field: field, node.range)
        case .call(let receiver, let name, let nameRange, let arguments):
            let call = Call(
                receiver: receiver,
                name: name,
                nameRange: nameRange,
                arguments: arguments,
                range: node.range
            )
            return check(call)
        case .and(let terms): return checkLogic(terms, "&&", node.range) { .and($0) }
        case .or(let terms): return checkLogic(terms, "||", node.range) { .or($0) }
        case .conditional(let condition, let then, let otherwise):
            return checkConditional(condition, then, otherwise, node.range)
        case .list(let elements): return checkList(elements, node.range)
        case .map(let entries): return checkMap(entries, node.range)
        case .comprehension(let comprehension): return check(comprehension, node.range)
        case .bind(let bindings, let body): return checkBind(bindings[...], body, node.range)
        case .optionalMap(let operand, let variable, let body, let isFlat):
            return checkOptionalMap(operand, variable, body, isFlat: isFlat, node.range)
        case .fault: return faulty(node.range)
        }
    }

    // MARK: Faults

    mutating func report(_ message: String, at range: Range<Int>, suggestion: String? = nil) {
        faults.append(Fault(message, at: range, suggestion: suggestion))
    }

    /// The known name next to one that is not, for a fault that will be reported.
    func nearest(to name: String, among known: () -> [String]) -> String? {
        // Looking for it takes long beside many names; further faults are cut off.
        guard faults.count < environment.limits.maxDiagnostics else { return nil }
        return NearestName.suggest(name, among: known())
    }

    func faulty(_ range: Range<Int>) -> Expr {
        Expr(
            kind: .failing(EvaluationError(.undeclared, "a faulty expression")),
            type: .error,
            range: range
        )
    }

    /// Something that cannot be evaluated: a fault where checking is on.
    mutating func failing(
        _ error: EvaluationError,
        at range: Range<Int>,
        suggestion: String? = nil
    ) -> Expr {
        if isStrict { report(error.message, at: range, suggestion: suggestion) }
        return Expr(
            kind: .failing(error.located(at: range)),
            type: isStrict ? .error : .dyn,
            range: range
        )
    }

    // MARK: Types

    func type(of value: Value) -> CELType {
        guard isStrict else { return .dyn }
        return environment.staticType(of: value)
    }

    /// Reports unless the expression can be of the type.
    mutating func require(_ type: CELType, of expr: Expr, _ message: (CELType) -> String) {
        guard isStrict, !bindings.accept([expr.type], as: [type]) else { return }
        report(message(bindings.resolve(expr.type, toDyn: true)), at: expr.range)
    }

    private mutating func checkLogic(
        _ terms: [SyntaxNode],
        _ symbol: String,
        _ range: Range<Int>,
        _ kind: ([Expr]) -> Expr.Kind
    ) -> Expr {
        let terms = terms.map { check($0) }
        for term in terms {
            require(.bool, of: term) { "`\(symbol)` takes bool, not \($0)" }
        }
        return Expr(kind: kind(terms), type: .bool, range: range)
    }

    private mutating func checkConditional(
        _ condition: SyntaxNode,
        _ then: SyntaxNode,
        _ otherwise: SyntaxNode,
        _ range: Range<Int>
    ) -> Expr {
        let condition = check(condition)
        require(.bool, of: condition) { "the condition before `?` must be bool, not \($0)" }
        var then = check(then)
        var otherwise = check(otherwise)
        var type = CELType.dyn
        if isStrict {
            if let joined = bindings.join(then.type, otherwise.type) {
                type = joined
            } else if let coerced = coerceBranches(then, otherwise) {
                (then, otherwise) = coerced
                type = then.type
            } else {
                let types = [then, otherwise].map { bindings.resolve($0.type, toDyn: true) }
                report("the branches of `?:` differ: \(types[0]) and \(types[1])", at: range)
                type = .error
            }
        }
        return Expr(
            kind: .conditional(condition, then: then, otherwise: otherwise),
            type: type,
            range: range
        )
    }

    // MARK: Resolving

    /// The tree with what its type parameters stand for in their place.
    private func resolveTypes(of expr: Expr) -> Expr {
        expr.mapChildren { resolveTypes(of: $0) }
            .withType(bindings.resolve(expr.type, toDyn: true))
    }
}
