extension Checker {
    // MARK: Lists and maps

    mutating func checkList(_ elements: [SyntaxNode.Element], _ range: Range<Int>) -> Expr {
        var checked: [Expr.Element] = []
        checked.reserveCapacity(elements.count)
        var type: CELType?
        for element in elements {
            let value = check(element.value)
            checked.append(.init(value: value, isOptional: element.isOptional))
            let elementType = element.isOptional ? unwrapped(value) : value.type
            type = join(type, elementType)
        }
        let elementType = type ?? (isStrict ? bindings.fresh() : .dyn)
        return Expr(
            kind: .list(checked),
            type: isStrict ? .list(elementType) : .dyn,
            range: range
        )
    }

    mutating func checkMap(_ entries: [SyntaxNode.Entry], _ range: Range<Int>) -> Expr {
        var checked: [Expr.Entry] = []
        checked.reserveCapacity(entries.count)
        var types: (key: CELType?, value: CELType?)
        for entry in entries {
            let key = check(entry.key)
            let value = check(entry.value)
            checked.append(.init(key: key, value: value, isOptional: entry.isOptional))
            types.key = join(types.key, checkKey(key))
            types.value = join(types.value, entry.isOptional ? unwrapped(value) : value.type)
        }
        let key = types.key ?? (isStrict ? bindings.fresh() : .dyn)
        let value = types.value ?? (isStrict ? bindings.fresh() : .dyn)
        return Expr(
            kind: .map(checked),
            type: isStrict ? .map(key, value) : .dyn,
            range: range
        )
    }

    /// The type of a key; of one that nothing is known of it is `dyn` from here on.
    private mutating func checkKey(_ key: Expr) -> CELType {
        guard isStrict else { return .dyn }
        let type = bindings.resolve(key.type)
        if case .parameter = type {
            _ = bindings.accept([.dyn], as: [type])
            return .dyn
        }
        guard type.isKey else {
            report("a key must be bool, int, uint or string, not \(type)", at: key.range)
            return .error
        }
        return type
    }

    /// The type of elements that may be of either type: `dyn` where they differ.
    private mutating func join(_ known: CELType?, _ type: CELType) -> CELType {
        guard let known else { return type }
        return bindings.join(known, type) ?? .dyn
    }

    /// The type within an element written `?element`.
    private mutating func unwrapped(_ expr: Expr) -> CELType {
        guard isStrict else { return .dyn }
        let inner = bindings.fresh()
        require(.optional(inner), of: expr) { "`?` takes an optional value, not \($0)" }
        return bindings.resolve(inner)
    }

    // MARK: Literals as host values

    /// The ways in which the number literals among the arguments can be read as host values.
    mutating func coercions(of arguments: [Expr]) -> [[Expr]] {
        let positions = arguments.indices.filter { arguments[$0].isNumberLiteral }
        guard !positions.isEmpty else { return [] }
        return environment.hostTypes.compactMap { host in
            var coerced = arguments
            for position in positions {
                guard let value = coerce(arguments[position], to: [host]).first else { return nil }
                coerced[position] = value
            }
            return coerced
        }
    }

    /// The literal as a value of each of the host types that can read it.
    func coerce(_ literal: Expr, to hosts: [HostType]) -> [Expr] {
        guard literal.isNumberLiteral else { return [] }
        var text = String(decoding: source[literal.range], as: UTF8.self)
        text.removeAll { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\u{C}" }
        guard !text.contains("x") else { return [] }
        return hosts.compactMap { host in
            host.literal?(text)
                .map {
                    Expr(kind: .literal(.host($0)), type: host.type, range: literal.range)
                }
        }
    }

    /// Reads the literal in one branch of a conditional as a value of the other's host type.
    func coerceBranches(_ then: Expr, _ otherwise: Expr) -> (Expr, Expr)? {
        if case .host(let id, _) = bindings.resolve(then.type) {
            let hosts = environment.hostTypes.filter { $0.id == id }
            return coerce(otherwise, to: hosts).first.map { (then, $0) }
        }
        if case .host(let id, _) = bindings.resolve(otherwise.type) {
            let hosts = environment.hostTypes.filter { $0.id == id }
            return coerce(then, to: hosts).first.map { ($0, otherwise) }
        }
        return nil
    }
}

extension Expr {
    /// Whether it is an `int` or `double` as written.
    var isNumberLiteral: Bool {
        switch kind {
        case .literal(.int), .literal(.double): true
        default: false
        }
    }

    /// Whether it is a number that was read as a value of a host type.
    var isHostLiteral: Bool {
        if case .literal(.host) = kind { true } else { false }
    }
}
