extension Plan {
    /// Evaluates a step of which a truth value is wanted, without making a value where it can.
    func truth(_ index: Int32, _ run: inout Run) -> Truth {
        guard run.meter.spend(1) else { return .error(.budgetExceeded) }
        switch steps[Int(index)] {
        case .slotEquals(let slot, let constant):
            return slotEquals(slot, constant, isEqual: true, &run)
        case .slotDiffers(let slot, let constant):
            return slotEquals(slot, constant, isEqual: false, &run)
        case .slotRelation(let relation, let slot, let constant):
            return slotRelation(relation, slot, constant, index, &run)
        case .slotIn(let slot, let constant): return slotIn(slot, constant, &run)
        case .and(let first, let count):
            return logic(first, count, absorbing: false, &run)
        case .or(let first, let count):
            return logic(first, count, absorbing: true, &run)
        case .not(let operand): return not(operand, &run)
        case .hasSlot(let slot): return Truth(isGiven(slot, run))
        case .equal(let left, let right): return equal(left, right, isEqual: true, &run)
        case .notEqual(let left, let right): return equal(left, right, isEqual: false, &run)
        case .relation(let relation, let left, let right):
            return compare(relation, left, right, index, &run)
        case .contains(let element, let container): return contains(element, container, index, &run)
        case .hasField(let operand, let field): return hasField(operand, field, index, &run)
        case .matches(let operand, let pattern): return matches(operand, pattern, index, &run)
        default: return truth(of: evaluate(index, &run), at: index)
        }
    }

    /// A value that ought to be a truth value.
    func truth(of outcome: Evaluation, at index: Int32) -> Truth {
        switch outcome {
        case .value(.bool(let value)): Truth(value)
        case .value(let value):
            .error(
                EvaluationError(
                    .noSuchOverload,
                    "a condition is \(value.typeName(among: origin.hostTypes)), not bool"
                )
                .located(at: range(index))
            )
        case .error(let error): .error(error)
        case .unknown(let slots): .unknown(slots)
        }
    }

    /// The error of a step that does not take values of these types.
    func noSuchOverload(_ name: String, _ values: [Value], at index: Int32) -> EvaluationError {
        EvaluationError.noSuchOverload(name, values, hostTypes: origin.hostTypes)
            .located(at: range(index))
    }

    func range(_ index: Int32) -> Range<Int> {
        let range = ranges[Int(index)]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }

    @inline(__always)
    func isGiven(_ slot: Int32, _ run: borrowing Run) -> Bool {
        Int(slot) < run.values.count && run.values[Int(slot)] != nil
    }

    /// The outcome of `&&`, which absorbs at false, or of `||`, which absorbs at true.
    private func logic(
        _ first: Int32,
        _ count: Int32,
        absorbing: Bool,
        _ run: inout Run
    ) -> Truth {
        for position in first..<(first + count) {
            switch truth(operands[Int(position)], &run) {
            case .no:
                if !absorbing { return .no }
            case .yes:
                if absorbing { return .yes }
            case let failure:
                let rest = (position + 1)..<(first + count)
                return logic(after: failure, rest, absorbing: absorbing, &run)
            }
        }
        return Truth(!absorbing)
    }

    /// The outcome after a term that has no truth value: another may absorb it still.
    ///
    /// Where nothing absorbs, an unknown outweighs an error.
    @inline(never)
    private func logic(
        after failed: Truth,
        _ rest: Range<Int32>,
        absorbing: Bool,
        _ run: inout Run
    ) -> Truth {
        var gatherer = Gatherer()
        gatherer.take(failed)
        for position in rest {
            switch truth(operands[Int(position)], &run) {
            case .no:
                if !absorbing { return .no }
            case .yes:
                if absorbing { return .yes }
            case let failure: gatherer.take(failure)
            }
        }
        return gatherer.truth ?? Truth(!absorbing)
    }

    private func not(_ operand: Int32, _ run: inout Run) -> Truth {
        switch truth(operand, &run) {
        case .no: .yes
        case .yes: .no
        case let other: other
        }
    }

    // MARK: A variable beside a constant

    private func slotEquals(
        _ slot: Int32,
        _ constant: Int32,
        isEqual: Bool,
        _ run: inout Run
    ) -> Truth {
        guard Int(slot) < run.values.count, let value = run.values[Int(slot)] else {
            return .unknown(UnknownSet(slot: Int(slot)))
        }
        do throws(EvaluationError) {
            return Truth(try value.isEqual(to: constants[Int(constant)], &run.meter) == isEqual)
        } catch {
            return .error(error)
        }
    }

    private func slotRelation(
        _ relation: Relation,
        _ slot: Int32,
        _ constant: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Truth {
        guard Int(slot) < run.values.count, let value = run.values[Int(slot)] else {
            return .unknown(UnknownSet(slot: Int(slot)))
        }
        do throws(EvaluationError) {
            guard let order = try value.order(constants[Int(constant)], &run.meter) else {
                throw noSuchOverload(
                    relation.symbol,
                    [value, constants[Int(constant)]],
                    at: index
                )
            }
            return Truth(relation.holds(order))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    private func slotIn(_ slot: Int32, _ constant: Int32, _ run: inout Run) -> Truth {
        guard Int(slot) < run.values.count, let value = run.values[Int(slot)] else {
            return .unknown(UnknownSet(slot: Int(slot)))
        }
        do throws(EvaluationError) {
            return Truth(try Indexing.contains(constants[Int(constant)], value, &run.meter))
        } catch {
            return .error(error)
        }
    }

    // MARK: Two operands

    private func equal(
        _ left: Int32,
        _ right: Int32,
        isEqual: Bool,
        _ run: inout Run
    ) -> Truth {
        truthOfPair(left, right, left, &run) { left, right, meter throws(EvaluationError) in
            try left.isEqual(to: right, &meter) == isEqual
        }
    }

    private func compare(
        _ relation: Relation,
        _ left: Int32,
        _ right: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Truth {
        truthOfPair(left, right, index, &run) { left, right, meter throws(EvaluationError) in
            guard let order = try left.order(right, &meter) else {
                throw noSuchOverload(relation.symbol, [left, right], at: index)
            }
            return relation.holds(order)
        }
    }

    private func contains(
        _ element: Int32,
        _ container: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Truth {
        truthOfPair(element, container, index, &run) {
            element,
            container,
            meter throws(EvaluationError) in
            try Indexing.contains(container, element, &meter)
        }
    }

    /// Evaluates both operands, whatever the first gives, so that all unknowns are found.
    @inline(__always)
    private func truthOfPair(
        _ left: Int32,
        _ right: Int32,
        _ index: Int32,
        _ run: inout Run,
        _ body: (Value, Value, inout CostMeter) throws(EvaluationError) -> Bool
    ) -> Truth {
        let leftOutcome = value(left, &run)
        let rightOutcome = value(right, &run)
        guard case .value(let leftValue) = leftOutcome, case .value(let rightValue) = rightOutcome
        else { return truth(of: failure(of: leftOutcome, rightOutcome), at: index) }
        do throws(EvaluationError) {
            return Truth(try body(leftValue, rightValue, &run.meter))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    /// Of outcomes of which one at least is no value: all unknowns, else the first error.
    func failure(of left: Evaluation, _ right: Evaluation) -> Evaluation {
        switch (left, right) {
        case (.unknown(var slots), .unknown(let others)):
            slots.formUnion(others)
            return .unknown(slots)
        case (.unknown, _): return left
        case (_, .unknown): return right
        case (.error, _): return left
        default: return right
        }
    }

    // MARK: Fields and patterns

    private func hasField(
        _ operand: Int32,
        _ field: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Truth {
        let outcome = value(operand, &run)
        guard case .value(let operand) = outcome, case .string(let name) = constants[Int(field)]
        else { return truth(of: outcome, at: index) }
        do throws(EvaluationError) {
            try run.meter.charge(bytes: name.utf8.count)
            return Truth(try Indexing.hasField(name, of: operand))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    private func matches(
        _ operand: Int32,
        _ pattern: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Truth {
        let outcome = value(operand, &run)
        guard case .value(.string(let text)) = outcome else {
            if case .value(let value) = outcome {
                return .error(noSuchOverload("matches", [value], at: index))
            }
            return truth(of: outcome, at: index)
        }
        do throws(EvaluationError) {
            return Truth(try patterns[Int(pattern)].matches(text, &run.meter))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }
}
