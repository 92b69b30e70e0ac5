extension Checker {
    /// What a declared name stands for.
    private enum Declaration {
        case variable(String, CELType, slot: Int)
        case constant(String, Environment.Constant)
        case type(RuntimeType, CELType)
    }

    /// A name, or fields selected from something: the longest part that is declared is the name.
    mutating func checkName(_ node: SyntaxNode) -> Expr {
        guard let path = NamePath(node) else {
            guard case .select(let operand, let field, let isOptional) = node.kind else {
                return faulty(node.range)
            }
            return select(check(operand), field: field, isOptional: isOptional, node.range)
        }
        let nodes = path.nodes
        if !path.isAbsolute, let index = localIndex(of: path.names[0]) {
            let local = Expr(
                kind: .local(name: path.names[0], index: index),
                type: locals[index].type,
                range: nodes[0].range
            )
            return selectRest(of: nodes, after: 1, from: local)
        }
        for length in stride(from: nodes.count, through: 1, by: -1) {
            guard let found = lookUp(path.qualifiedName(length), isAbsolute: path.isAbsolute)
            else { continue }
            let name = expr(for: found, nodes[length - 1].range)
            return selectRest(of: nodes, after: length, from: name)
        }
        return undeclared(path, node.range)
    }

    /// The place of a macro's variable; nil for a name that no macro around binds.
    func localIndex(of name: String) -> Int? {
        locals.lastIndex { $0.name == name }
    }

    /// Whether the path begins with anything that is declared.
    func isDeclared(_ path: NamePath) -> Bool {
        if !path.isAbsolute, localIndex(of: path.names[0]) != nil { return true }
        return (1...path.names.count)
            .contains { length in
                lookUp(path.qualifiedName(length), isAbsolute: path.isAbsolute) != nil
            }
    }

    private mutating func selectRest(
        of nodes: [SyntaxNode],
        after length: Int,
        from start: Expr
    ) -> Expr {
        var result = start
        for node in nodes[length...] {
            guard case .select(_, let field, let isOptional) = node.kind else { continue }
            result = select(result, field: field, isOptional: isOptional, node.range)
        }
        return result
    }

    private func expr(for declaration: Declaration, _ range: Range<Int>) -> Expr {
        switch declaration {
        case .variable(let name, let type, let slot):
            Expr(
                kind: .variable(name: name, slot: slot),
                type: isStrict ? type : .dyn,
                range: range
            )
        case .constant(let name, let constant):
            Expr(
                kind: .constant(name: name, constant.value),
                type: isStrict ? constant.type : .dyn,
                range: range
            )
        case .type(let type, let checkedType):
            Expr(
                kind: .literal(.type(type)),
                type: isStrict ? .type(checkedType) : .dyn,
                range: range
            )
        }
    }

    /// Looks a qualified name up in the container and the namespaces around it.
    private func lookUp(_ name: String, isAbsolute: Bool) -> Declaration? {
        if isAbsolute || environment.container.isEmpty { return declaration(named: name) }
        for candidate in environment.candidates(for: name) {
            if let found = declaration(named: candidate) { return found }
        }
        return nil
    }

    private func declaration(named name: String) -> Declaration? {
        if let constant = environment.constants[name] { return .constant(name, constant) }
        if let variable = environment.variables[name] {
            return .variable(name, variable.type, slot: variable.slot)
        }
        if let type = StandardTypes.named[name] { return .type(RuntimeType(name: name), type) }
        if let host = environment.hostTypes.first(where: { $0.name == name }) {
            return .type(RuntimeType(name: name), host.type)
        }
        return nil
    }

    private mutating func undeclared(_ path: NamePath, _ range: Range<Int>) -> Expr {
        let full = path.qualifiedName(path.names.count)
        for length in stride(from: path.names.count, through: 1, by: -1) {
            let name = path.qualifiedName(length)
            let nearest = nearest(to: name) {
                locals.map(\.name) + environment.variableNames
                    + environment.constants.keys.sorted() + StandardTypes.named.keys.sorted()
            }
            guard let nearest else { continue }
            return failing(
                EvaluationError(.undeclared, "`\(name)` is not declared"),
                at: path.nodes[length - 1].range,
                suggestion: nearest
            )
        }
        return failing(EvaluationError(.undeclared, "`\(full)` is not declared"), at: range)
    }

    // MARK: Fields

    /// `operand.field`: the value under a string key of a map.
    private mutating func select(
        _ operand: Expr,
        field: String,
        isOptional: Bool,
        _ range: Range<Int>
    ) -> Expr {
        let type = fieldType(of: operand, field: field, isOptional: isOptional, range)
        return Expr(
            kind: .select(operand, field: field, isOptional: isOptional),
            type: type,
            range: range
        )
    }

    private mutating func fieldType(
        of operand: Expr,
        field: String,
        isOptional: Bool,
        _ range: Range<Int>
    ) -> CELType {
        guard isStrict else { return .dyn }
        switch bindings.resolve(operand.type) {
        case .map(let key, let value):
            if !bindings.accept([.string], as: [key]) {
                report("the keys of this map are \(key), a field is a string", at: range)
            }
            return isOptional ? .optional(value) : value
        case .optional(.map(_, let value)): return .optional(value)
        case .optional(let inner) where inner.isOpen: return .optional(.dyn)
        case .error: return .error
        case .dyn: return isOptional ? .optional(.dyn) : .dyn
        case .parameter(let name):
            _ = bindings.accept([.dyn], as: [.parameter(name)])
            return isOptional ? .optional(.dyn) : .dyn
        case let type:
            report("\(type) has no field `\(field)`", at: range)
            return .error
        }
    }

    /// `has(operand.field)`: of a declared variable whether it was given, else whether the field is
    /// there.
    mutating func checkHas(_ operand: SyntaxNode, field: String, _ range: Range<Int>) -> Expr {
        let full = SyntaxNode(
            kind: .select(operand, field: field, isOptional: false),
            range: range,
            height: 1
        )
        if let path = NamePath(full), path.isAbsolute || localIndex(of: path.names[0]) == nil {
            let name = path.qualifiedName(path.names.count)
            switch lookUp(name, isAbsolute: path.isAbsolute) {
            case .variable(let name, _, let slot)?:
                return Expr(kind: .hasVariable(name: name, slot: slot), type: .bool, range: range)
            case .constant?:
                return Expr(kind: .literal(.bool(true)), type: .bool, range: range)
            default: break
            }
        }
        let operand = check(operand)
        _ = fieldType(of: operand, field: field, isOptional: false, range)
        return Expr(kind: .hasField(operand, field: field), type: .bool, range: range)
    }
}
