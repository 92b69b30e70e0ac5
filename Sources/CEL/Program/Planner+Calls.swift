extension Planner {
    mutating func planCall(
        _ function: String,
        _ overloads: [Overload],
        _ arguments: [Expr],
        _ expr: Expr
    ) -> Int32 {
        let planned = arguments.map { plan($0) }
        let own = commonOperation(of: overloads).flatMap { self.step(for: $0, planned) }
        let step = own.map { add($0, expr) } ?? addCall(function, overloads, planned, expr)
        return overloads.allSatisfy(\.isPure) ? fold(step, planned, expr) : step
    }

    /// The operation that all overloads are forms of; nil where one is not the evaluator's own.
    private func commonOperation(of overloads: [Overload]) -> Operation? {
        guard let operation = overloads.first?.operation else { return nil }
        return overloads.allSatisfy { $0.operation != nil } ? operation : nil
    }

    /// The step for an operation; nil for a pattern that is not known yet, which takes a call.
    private mutating func step(for operation: Operation, _ planned: [Int32]) -> Step? {
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
        case (.alternative(let isValue), _):
            return .alternative(planned[0], planned[1], isValue: isValue)
        case (.matches, _): return matching(planned[0], planned[1])
        }
    }

    /// The slot and the constant of an operator between a variable and a constant.
    private func slotAndConstant(_ planned: [Int32]) -> (Int32, Int32)? {
        guard planned.count == 2, case .slot(let slot) = steps[Int(planned[0])],
            case .constant(let constant) = steps[Int(planned[1])]
        else { return nil }
        return (slot, constant)
    }

    private mutating func matching(_ text: Int32, _ pattern: Int32) -> Step? {
        // A pattern at fault fails when it is evaluated, as one that is computed would.
        guard case .string(let source)? = value(of: pattern),
            let pattern = try? Pattern(source, maxInstructions: remainingPatternInstructions)
        else { return nil }
        remainingPatternInstructions -= pattern.size
        patterns.append(pattern)
        return .matches(text, pattern: Int32(patterns.count - 1))
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
