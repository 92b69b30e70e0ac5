extension Parser {
    /// Rewrites a call of a macro.
    ///
    /// Returns nil for a call of a function: a macro is known by its name, whether it has a
    /// receiver, and the number of its arguments.
    mutating func expand(_ call: MacroCall) -> SyntaxNode? {
        guard let receiver = call.receiver else {
            return call.name == "has" && call.arguments.count == 1 ? expandHas(call) : nil
        }
        switch call.name {
        case "optMap" where call.arguments.count == 2:
            return expandOptionalMap(call, receiver, isFlat: false)
        case "optFlatMap" where call.arguments.count == 2:
            return expandOptionalMap(call, receiver, isFlat: true)
        case "bind" where call.isIn("cel") && call.arguments.count == 3: return expandBind(call)
        case "block" where call.isIn("cel") && call.arguments.count == 2: return expandBlock(call)
        case "index" where call.isIn("cel") && call.arguments.count == 1,
            "iterVar" where call.isIn("cel") && call.arguments.count == 2,
            "accuVar" where call.isIn("cel") && call.arguments.count == 2:
            return expandReference(call)
        case "greatest" where call.isIn("math"), "least" where call.isIn("math"):
            return expandExtremum(call)
        default:
            return expandComprehension(call, receiver)
        }
    }

    private mutating func expandHas(_ call: MacroCall) -> SyntaxNode {
        guard case .select(let operand, let field, _) = call.arguments[0].kind else {
            if case .fault = call.arguments[0].kind { return call.arguments[0] }
            return fault("`has` takes a field, such as `has(a.b)`", at: call.arguments[0].range)
        }
        return node(.has(operand, field: field), call.range, above: call.height)
    }

    /// The form of a macro that goes through a list or map.
    private struct Form {
        let operation: Expr.Comprehension.Operation
        let variableCount: Int
        let hasFilter: Bool
    }

    private static func form(_ name: String, argumentCount: Int) -> Form? {
        switch (name, argumentCount) {
        case ("all", 2...3):
            Form(operation: .all, variableCount: argumentCount - 1, hasFilter: false)
        case ("exists", 2...3):
            Form(operation: .exists, variableCount: argumentCount - 1, hasFilter: false)
        case ("exists_one", 2...3), ("existsOne", 2...3):
            Form(operation: .existsOne, variableCount: argumentCount - 1, hasFilter: false)
        case ("filter", 2): Form(operation: .filter, variableCount: 1, hasFilter: false)
        case ("map", 2...3):
            Form(operation: .map, variableCount: 1, hasFilter: argumentCount == 3)
        case ("transformList", 3...4):
            Form(operation: .map, variableCount: 2, hasFilter: argumentCount == 4)
        case ("transformMap", 3...4):
            Form(operation: .transformMap, variableCount: 2, hasFilter: argumentCount == 4)
        case ("transformMapEntry", 3...4):
            Form(operation: .transformMapEntry, variableCount: 2, hasFilter: argumentCount == 4)
        default: nil
        }
    }

    private mutating func expandComprehension(
        _ call: MacroCall,
        _ receiver: SyntaxNode
    ) -> SyntaxNode? {
        guard let form = Self.form(call.name, argumentCount: call.arguments.count) else {
            return nil
        }
        var variables: [String] = []
        for argument in call.arguments.prefix(form.variableCount) {
            guard let name = variableName(argument, of: call) else {
                return SyntaxNode(kind: .fault, range: call.range, height: 1)
            }
            guard !variables.contains(name) else {
                return fault("`\(name)` is bound twice by `\(call.name)`", at: argument.range)
            }
            variables.append(name)
        }
        let comprehension = SyntaxNode.Comprehension(
            operation: form.operation,
            range: receiver,
            variables: variables,
            filter: form.hasFilter ? call.arguments[form.variableCount] : nil,
            body: call.arguments[call.arguments.count - 1]
        )
        return node(
            .comprehension(comprehension),
            call.range,
            above: call.height(
                binding: [receiver],
                in: Array(call.arguments.dropFirst(form.variableCount))
            )
        )
    }

    /// The name an argument gives to a macro's variable; nil and a fault where it is not a name.
    private mutating func variableName(_ argument: SyntaxNode, of call: MacroCall) -> String? {
        if case .identifier(let name, isAbsolute: false) = argument.kind { return name }
        if case .fault = argument.kind { return nil }
        report("`\(call.name)` needs the name of a variable here", at: argument.range)
        return nil
    }

    private mutating func expandOptionalMap(
        _ call: MacroCall,
        _ receiver: SyntaxNode,
        isFlat: Bool
    ) -> SyntaxNode {
        guard let name = variableName(call.arguments[0], of: call) else {
            return SyntaxNode(kind: .fault, range: call.range, height: 1)
        }
        return node(
            .optionalMap(receiver, variable: name, body: call.arguments[1], isFlat: isFlat),
            call.range,
            above: call.height(binding: [receiver], in: [call.arguments[1]])
        )
    }

    private mutating func expandBind(_ call: MacroCall) -> SyntaxNode {
        guard let name = variableName(call.arguments[0], of: call) else {
            return SyntaxNode(kind: .fault, range: call.range, height: 1)
        }
        return node(
            .bind([.init(name: name, value: call.arguments[1])], body: call.arguments[2]),
            call.range,
            above: call.height(binding: [call.arguments[1]], in: [call.arguments[2]])
        )
    }

    /// `cel.block([a, b], body)`, in which `cel.index(n)` stands for the nth of the list.
    private mutating func expandBlock(_ call: MacroCall) -> SyntaxNode {
        guard case .list(let elements) = call.arguments[0].kind else {
            return fault("`cel.block` takes a list first", at: call.arguments[0].range)
        }
        let bindings = elements.enumerated()
            .map { index, element in
                SyntaxNode.Binding(name: "@index\(index)", value: element.value)
            }
        return node(
            .bind(bindings, body: call.arguments[1]),
            call.range,
            above: call.height(binding: bindings.map(\.value), in: [call.arguments[1]])
        )
    }

    /// `cel.index(n)` and the variables of macros inside a block, which have numbers for names.
    private mutating func expandReference(_ call: MacroCall) -> SyntaxNode {
        var name = "@" + call.name
        for argument in call.arguments {
            guard case .literal(.int(let number)) = argument.kind, number >= 0 else {
                return fault("`cel.\(call.name)` takes numbers", at: argument.range)
            }
            name += call.arguments.count == 1 ? "\(number)" : ":\(number)"
        }
        return node(.identifier(name, isAbsolute: false), call.range)
    }

    /// `math.greatest` and `math.least` take any number of arguments, or one list.
    private mutating func expandExtremum(_ call: MacroCall) -> SyntaxNode {
        let name = call.name == "greatest" ? "math.@max" : "math.@min"
        guard !call.arguments.isEmpty else {
            return fault("`math.\(call.name)` needs an argument", at: call.range)
        }
        for argument in call.arguments
        where !isNumberLike(argument, alone: call.arguments.count == 1) {
            return fault("`math.\(call.name)` takes numbers", at: argument.range)
        }
        var arguments = call.arguments
        if arguments.count > 2 {
            let elements = arguments.map { SyntaxNode.Element(value: $0, isOptional: false) }
            arguments = [node(.list(elements), call.range, above: call.height)]
        }
        return node(
            .call(receiver: nil, name: name, nameRange: call.nameRange, arguments),
            call.range,
            above: call.height + 1
        )
    }

    /// Whether an argument can be a number, as far as the syntax tells.
    private func isNumberLike(_ node: SyntaxNode, alone: Bool) -> Bool {
        switch node.kind {
        case .literal(.int), .literal(.uint), .literal(.double): true
        case .literal, .map: false
        case .list(let elements):
            alone && !elements.isEmpty
                && elements.allSatisfy { isNumberLike($0.value, alone: false) }
        default: true
        }
    }
}
