extension Planner {
    mutating func planCall(
        _ function: String,
        _ overloads: [Overload],
        _ arguments: [Expr],
        _ expr: Expr
    ) -> Int32 {
        let planned = arguments.map { plan($0) }
        let step: Int32
        if let operation = commonOperation(of: overloads) {
            step = add(self.step(for: operation, planned), expr)
        } else if let special = specialStep(function, overloads, planned) {
            step = add(special, expr)
        } else {
            step = addCall(function, overloads, planned, expr)
        }
        return overloads.allSatisfy(\.isPure) ? fold(step, planned, expr) : step
    }

    /// The operator that all overloads are forms of; nil where one is the host's, or a function's.
    private func commonOperation(of overloads: [Overload]) -> Operation? {
        guard let operation = overloads.first?.operation else { return nil }
        return overloads.allSatisfy { $0.operation != nil } ? operation : nil
    }

    private func step(for operation: Operation, _ planned: [Int32]) -> Step {
        let pair = slotAndConstant(planned)
        switch (operation, pair) {
        case (.equal, (let slot, let constant)?): return .slotEquals(slot, constant: constant)
        case (.notEqual, (let slot, let constant)?): return .slotDiffers(slot, constant: constant)
        case (.relation(let relation), (let slot, let constant)?):
            return .slotRelation(relation, slot, constant: constant)
        case (.contains, (let slot, let constant)?): return .slotIn(slot, constant: constant)
        case (.not, _): return .not(planned[0])
        case (.negate, _): return .negate(planned[0])
        case (.equal, _): return .equal(planned[0], planned[1])
        case (.notEqual, _): return .notEqual(planned[0], planned[1])
        case (.relation(let relation), _): return .relation(relation, planned[0], planned[1])
        case (.contains, _): return .contains(planned[0], in: planned[1])
        case (.arithmetic(let operation), _): return .arithmetic(operation, planned[0], planned[1])
        case (.index, _): return .index(planned[0], planned[1])
        case (.optionalIndex, _): return .optionalIndex(planned[0], planned[1])
        }
    }

    /// The slot and the constant of an operator between a variable and a constant.
    private func slotAndConstant(_ planned: [Int32]) -> (Int32, Int32)? {
        guard planned.count == 2, case .slot(let slot) = steps[Int(planned[0])],
            case .constant(let constant) = steps[Int(planned[1])]
        else { return nil }
        return (slot, constant)
    }

    /// Functions that the evaluator computes itself.
    private mutating func specialStep(
        _ function: String,
        _ overloads: [Overload],
        _ planned: [Int32]
    ) -> Step? {
        guard overloads.count == 1, planned.count == 2 else { return nil }
        switch overloads[0].id {
        case "matches", "matches_string":
            guard case .string(let text)? = value(of: planned[1]),
                let pattern = compile(text)
            else { return nil }
            patterns.append(pattern)
            return .matches(planned[0], pattern: Int32(patterns.count - 1))
        case "optional_or_optional": return .alternative(planned[0], planned[1], isValue: false)
        case "optional_orValue_value": return .alternative(planned[0], planned[1], isValue: true)
        default: return nil
        }
    }

    private func compile(_ pattern: String) -> Pattern? {
        // A pattern at fault fails when it is evaluated, as one that is computed would.
        try? Pattern(pattern, maxInstructions: origin.limits.maxPatternInstructions)
    }

    private mutating func addCall(
        _ function: String,
        _ overloads: [Overload],
        _ planned: [Int32],
        _ expr: Expr
    ) -> Int32 {
        // Generic overloads come last: they would take what a host's own overload is for.
        let ordered =
            overloads.filter { !$0.parameters.contains(where: \.isGeneric) }
            + overloads.filter { $0.parameters.contains(where: \.isGeneric) }
        calls.append(CallSite(name: function, overloads: ordered))
        let site = Int32(calls.count - 1)
        switch planned.count {
        case 1: return add(.unaryCall(site, planned[0]), expr)
        case 2: return add(.binaryCall(site, planned[0], planned[1]), expr)
        default:
            let first = Int32(operands.count)
            operands.append(contentsOf: planned)
            return add(.call(site, first: first, count: Int32(planned.count)), expr)
        }
    }
}
