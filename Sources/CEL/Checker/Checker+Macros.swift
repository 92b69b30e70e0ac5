extension Checker {
    mutating func check(
        _ comprehension: SyntaxNode.Comprehension,
        _ nodeRange: Range<Int>
    ) -> Expr {
        let range = check(comprehension.range)
        let firstIndex = locals.count
        let types = elementTypes(of: range, comprehension)
        let isPair = comprehension.variables.count == 2
        for (name, type) in zip(comprehension.variables, isPair ? types.pair : [types.single]) {
            locals.append((name, type))
        }
        let filter = comprehension.filter.map { check($0) }
        let body = check(comprehension.body)
        locals.removeLast(locals.count - firstIndex)
        let name = comprehension.operation.rawValue
        if let filter {
            require(.bool, of: filter) { "the filter of `\(name)` must be bool, not \($0)" }
        }
        let type = resultType(comprehension, body, key: types.pair[0], element: types.single)
        return Expr(
            kind: .comprehension(
                .init(
                    operation: comprehension.operation,
                    range: range,
                    variables: comprehension.variables,
                    firstIndex: firstIndex,
                    filter: filter,
                    body: body
                )
            ),
            type: type,
            range: nodeRange
        )
    }

    /// The types of the variables: of one alone, and of two.
    private mutating func elementTypes(
        of range: Expr,
        _ comprehension: SyntaxNode.Comprehension
    ) -> (single: CELType, pair: [CELType]) {
        guard isStrict else { return (.dyn, [.dyn, .dyn]) }
        switch bindings.resolve(range.type) {
        case .list(let element): return (element, [.int, element])
        case .map(let key, let value): return (key, [key, value])
        case .error: return (.error, [.error, .error])
        case .dyn: return (.dyn, [.dyn, .dyn])
        case .parameter(let name):
            _ = bindings.accept([.dyn], as: [.parameter(name)])
            return (.dyn, [.dyn, .dyn])
        case let type:
            report(
                "`\(comprehension.operation.rawValue)` goes through a list or map, not \(type)",
                at: range.range
            )
            return (.error, [.error, .error])
        }
    }

    private mutating func resultType(
        _ comprehension: SyntaxNode.Comprehension,
        _ body: Expr,
        key: CELType,
        element: CELType
    ) -> CELType {
        let name = comprehension.operation.rawValue
        switch comprehension.operation {
        case .all, .exists, .existsOne, .filter:
            require(.bool, of: body) { "the condition of `\(name)` must be bool, not \($0)" }
            guard comprehension.operation == .filter else { return .bool }
            return isStrict ? .list(element) : .dyn
        case .map: return isStrict ? .list(body.type) : .dyn
        case .transformMap: return isStrict ? .map(key, body.type) : .dyn
        case .transformMapEntry:
            guard isStrict else { return .dyn }
            let map = CELType.map(bindings.fresh(), bindings.fresh())
            require(map, of: body) { "`\(name)` must give a map for each entry, not \($0)" }
            return bindings.resolve(map)
        }
    }

    mutating func checkBind(
        _ bindings: ArraySlice<SyntaxNode.Binding>,
        _ body: SyntaxNode,
        _ range: Range<Int>
    ) -> Expr {
        guard let binding = bindings.first else { return check(body) }
        let value = check(binding.value)
        let index = locals.count
        locals.append((binding.name, value.type))
        let body = checkBind(bindings.dropFirst(), body, range)
        locals.removeLast()
        return Expr(
            kind: .bind(name: binding.name, index: index, value: value, body: body),
            type: body.type,
            range: range
        )
    }

    mutating func checkOptionalMap(
        _ operand: SyntaxNode,
        _ variable: String,
        _ body: SyntaxNode,
        isFlat: Bool,
        _ range: Range<Int>
    ) -> Expr {
        let name = isFlat ? "optFlatMap" : "optMap"
        let operand = check(operand)
        let inner = isStrict ? bindings.fresh() : .dyn
        require(.optional(inner), of: operand) { "`\(name)` takes an optional value, not \($0)" }
        let index = locals.count
        locals.append((variable, bindings.resolve(inner)))
        let body = check(body)
        locals.removeLast()
        var type: CELType = isStrict ? .optional(body.type) : .dyn
        if isFlat, isStrict {
            let result = CELType.optional(bindings.fresh())
            require(result, of: body) { "`optFlatMap` must give an optional value, not \($0)" }
            type = bindings.resolve(result)
        }
        return Expr(
            kind: .optionalMap(operand, name: variable, index: index, body: body, isFlat: isFlat),
            type: type,
            range: range
        )
    }
}
