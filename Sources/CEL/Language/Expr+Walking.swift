extension Expr {
    /// The expressions directly below this one, in the order of the source.
    public var children: [Expr] {
        switch kind {
        case .literal, .constant, .variable, .local, .hasVariable, .failing: []
        case .select(let operand, _, _), .hasField(let operand, _): [operand]
        case .call(_, _, let arguments): arguments
        case .and(let terms), .or(let terms): terms
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .comprehension(let comprehension):
            [comprehension.range] + (comprehension.filter.map { [$0] } ?? []) + [comprehension.body]
        case .bind(_, _, let value, let body): [value, body]
        case .optionalMap(let operand, _, _, let body, _): [operand, body]
        }
    }

    func withType(_ type: CELType) -> Expr {
        Expr(kind: kind, type: type, range: range)
    }

    /// The expression with each of its children replaced.
    func mapChildren(_ transform: (Expr) -> Expr) -> Expr {
        Expr(kind: kind.mapChildren(transform), type: type, range: range)
    }
}

extension Expr.Kind {
    fileprivate func mapChildren(_ transform: (Expr) -> Expr) -> Expr.Kind {
        switch self {
        case .literal, .constant, .variable, .local, .hasVariable, .failing: self
        case .select(let operand, let field, let isOptional):
            .select(transform(operand), field: field, isOptional: isOptional)
        case .hasField(let operand, let field): .hasField(transform(operand), field: field)
        case .call(let function, let overloads, let arguments):
            .call(
                function: function,
                overloads: overloads,
                arguments: arguments.map(transform)
            )
        case .and(let terms): .and(terms.map(transform))
        case .or(let terms): .or(terms.map(transform))
        case .conditional(let condition, let then, let otherwise):
            .conditional(
                transform(condition),
                then: transform(then),
                otherwise: transform(otherwise)
            )
        case .list(let elements):
            .list(elements.map { .init(value: transform($0.value), isOptional: $0.isOptional) })
        case .map(let entries):
            .map(
                entries.map {
                    .init(
                        key: transform($0.key),
                        value: transform($0.value),
                        isOptional: $0.isOptional
                    )
                }
            )
        case .comprehension(let comprehension): .comprehension(comprehension.mapped(transform))
        case .bind(let name, let index, let value, let body):
            .bind(name: name, index: index, value: transform(value), body: transform(body))
        case .optionalMap(let operand, let name, let index, let body, let isFlat):
            .optionalMap(
                transform(operand),
                name: name,
                index: index,
                body: transform(body),
                isFlat: isFlat
            )
        }
    }
}

extension Expr.Comprehension {
    fileprivate func mapped(_ transform: (Expr) -> Expr) -> Expr.Comprehension {
        .init(
            operation: operation,
            range: transform(range),
            variables: variables,
            firstIndex: firstIndex,
            filter: filter.map(transform),
            body: transform(body)
        )
    }
}
