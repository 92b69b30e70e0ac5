extension Checker {
    /// A call as it was written.
    struct Call {
        let receiver: SyntaxNode?
        let name: String
        let nameRange: Range<Int>
        let arguments: [SyntaxNode]
        let range: Range<Int>
    }

    /// A function that was found, with the arguments of the call.
    private struct Target {
        let name: String
        let overloads: [Overload]
        var arguments: [Expr]
        let isMember: Bool

        var isOperator: Bool { name.symbol != name }

        /// A call with arguments of these types, for messages.
        func form(_ types: [CELType]) -> String {
            if isOperator, types.count == 1 { return "\(name.symbol)\(types[0])" }
            if isOperator, types.count == 2 {
                return name.hasPrefix("_[")
                    ? "\(types[0])[\(types[1])]" : "\(types[0]) \(name.symbol) \(types[1])"
            }
            if isMember, let receiver = types.first {
                return "\(receiver).\(name)(\(types.dropFirst().list))"
            }
            return "\(name)(\(types.list))"
        }
    }

    mutating func check(_ call: Call) -> Expr {
        let found = call.receiver.map { namespaced($0, call.name) } ?? function(named: call.name)
        if found == nil, let receiver = call.receiver { return checkMember(call, receiver) }
        let arguments = call.arguments.map { check($0) }
        guard let (name, overloads) = found else { return unknownFunction(call) }
        return resolve(
            Target(name: name, overloads: overloads, arguments: arguments, isMember: false),
            call
        )
    }

    private mutating func checkMember(_ call: Call, _ receiver: SyntaxNode) -> Expr {
        guard let overloads = environment.overloads(of: call.name),
            overloads.contains(where: \.isMember)
        else { return unknownMember(call, receiver) }
        let arguments = [check(receiver)] + call.arguments.map { check($0) }
        return resolve(
            Target(name: call.name, overloads: overloads, arguments: arguments, isMember: true),
            call
        )
    }

    private mutating func unknownMember(_ call: Call, _ receiver: SyntaxNode) -> Expr {
        // A receiver that nothing declares was meant for the namespace of a function.
        let path = NamePath(receiver).flatMap { isDeclared($0) ? nil : $0 }
        if path == nil { _ = check(receiver) }
        // The arguments of a macro name variables that nothing declares.
        if !Self.macroNames.contains(call.name) {
            for argument in call.arguments { _ = check(argument) }
        }
        return unknownFunction(call, in: path)
    }

    // MARK: Names of functions

    private func function(named name: String) -> (String, [Overload])? {
        if name.utf8.first == UInt8(ascii: ".") {
            let name = String(name.dropFirst())
            return environment.overloads(of: name).map { (name, $0) }
        }
        for candidate in environment.candidates(for: name) {
            if let overloads = environment.overloads(of: candidate) {
                return (candidate, overloads)
            }
        }
        return nil
    }

    /// A function whose name has the receiver for its namespace, as `math.abs` has.
    private func namespaced(_ receiver: SyntaxNode, _ name: String) -> (String, [Overload])? {
        guard let path = NamePath(receiver), path.isAbsolute || localIndex(of: path.names[0]) == nil
        else { return nil }
        let qualified = path.qualifiedName(path.names.count) + "." + name
        return function(named: path.isAbsolute ? "." + qualified : qualified)
    }

    private mutating func unknownFunction(_ call: Call, in path: NamePath? = nil) -> Expr {
        var name = call.name
        if let path { name = path.qualifiedName(path.names.count) + "." + name }
        let nearest = nearest(to: name) {
            environment.functionNames.filter { $0.symbol == $0 && !$0.contains("@") }.sorted()
                + Self.macroNames
        }
        let reason =
            nearest == name || Self.macroNames.contains(name)
            ? "`\(name)` cannot be called with "
                + (call.arguments.count == 1 ? "1 argument" : "\(call.arguments.count) arguments")
            : "`\(name)` is not a function"
        return failing(
            EvaluationError(.undeclared, reason),
            at: path == nil
                ? call.nameRange : call.range.lowerBound..<call.nameRange.upperBound,
            suggestion: nearest
        )
    }

    private static let macroNames = [
        "has", "all", "exists", "exists_one", "existsOne", "map", "filter", "transformList",
        "transformMap", "transformMapEntry", "optMap", "optFlatMap", "cel.bind", "math.greatest",
        "math.least",
    ]

    // MARK: Overloads

    private mutating func resolve(_ target: Target, _ call: Call) -> Expr {
        var target = target
        let shaped = target.overloads.filter {
            $0.isMember == target.isMember && $0.parameters.count == target.arguments.count
        }
        guard isStrict else {
            return expr(target, shaped, type: .dyn, call.range)
        }
        if let (chosen, type) = choose(shaped, for: target.arguments) {
            if case .matches? = chosen[0].operation { checkPattern(target.arguments[1]) }
            return expr(target, chosen, type: type, call.range)
        }
        let coerced = coercions(of: target.arguments)
            .compactMap { arguments in
                choose(shaped, for: arguments).map { (arguments, $0) }
            }
        if let (arguments, (chosen, type)) = coerced.first {
            target.arguments = arguments
            if coerced.count > 1 {
                let types = coerced.map { $0.0.first(where: \.isHostLiteral)?.type ?? .dyn }
                report(
                    "the number beside `\(call.name.symbol)` can be read in more than one way: "
                        + types.map(\.description).joined(separator: ", "),
                    at: call.range
                )
            }
            return expr(target, chosen, type: type, call.range)
        }
        return refuse(target, call)
    }

    /// Reports a pattern that stands in the expression and cannot be compiled.
    private mutating func checkPattern(_ argument: Expr) {
        // A pattern may take long to refuse; further faults are cut off.
        guard case .literal(.string(let text)) = argument.kind,
            faults.count < environment.limits.maxDiagnostics
        else { return }
        do throws(PatternFault) {
            let limit = environment.limits.maxPatternInstructions
            let pattern = try Pattern(text, maxInstructions: limit - patternInstructions)
            patternInstructions += pattern.size
        } catch {
            report("the pattern is not valid: \(error.reason)", at: argument.range)
        }
    }

    private func expr(
        _ target: Target,
        _ overloads: [Overload],
        type: CELType,
        _ range: Range<Int>
    ) -> Expr {
        Expr(
            kind: .call(
                function: target.name,
                overloads: overloads,
                arguments: target.arguments
            ),
            type: type,
            range: range
        )
    }

    /// The overloads that can take the arguments, and the type of the result.
    private mutating func choose(
        _ overloads: [Overload],
        for arguments: [Expr]
    ) -> ([Overload], CELType)? {
        let types = arguments.map(\.type)
        var chosen: [Overload] = []
        var result: CELType?
        for overload in overloads {
            let wanted = bindings.instantiate(overload.parameters + [overload.result])
            guard bindings.accept(types, as: Array(wanted.dropLast())) else { continue }
            chosen.append(overload)
            let type = bindings.resolve(wanted[wanted.count - 1])
            if let other = result, other != type { result = .dyn } else { result = type }
        }
        return result.map { (chosen, $0) }
    }

    private mutating func refuse(_ target: Target, _ call: Call) -> Expr {
        let types = target.arguments.map { bindings.resolve($0.type, toDyn: true) }
        guard !types.contains(.error) else { return faulty(call.range) }
        var message = "there is no `\(target.form(types))`"
        let forms = Set(
            target.overloads.map { overload in
                Target(
                    name: target.name,
                    overloads: [],
                    arguments: [],
                    isMember: overload.isMember
                )
                .form(overload.parameters)
            }
        )
        if !target.isOperator, forms.count <= 3 {
            message += ", there is " + forms.sorted().map { "`\($0)`" }.joined(separator: ", ")
        }
        report(message, at: call.range)
        return faulty(call.range)
    }
}

extension Collection<CELType> {
    fileprivate var list: String { map(\.description).joined(separator: ", ") }
}

extension String {
    /// An operator as it is written: `+` of `_+_`.
    var symbol: String {
        if self == "@in" { return "in" }
        guard contains("_"), !contains(where: \.isLetter) else { return self }
        return filter { $0 != "_" }
    }
}
