extension Plan {
    /// Evaluates a step.
    func value(_ index: Int32, _ run: inout Run) -> Evaluation {
        guard run.meter.spend(1) else { return .error(.budgetExceeded) }
        return evaluate(index, &run)
    }

    /// Evaluates a step that has been charged for.
    func evaluate(_ index: Int32, _ run: inout Run) -> Evaluation {
        switch steps[Int(index)] {
        case .constant(let constant): return .value(constants[Int(constant)])
        case .slot(let slot):
            guard Int(slot) < run.values.count, let value = run.values[Int(slot)] else {
                return .unknown(UnknownSet(slot: Int(slot)))
            }
            return .value(value)
        case .local(let local): return run.locals[Int(local)]
        case .failing(let failure): return .error(failures[Int(failure)])
        case .conditional(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise, &run)
        case .arithmetic(let operation, let left, let right):
            return arithmetic(operation, left, right, index, &run)
        case .negate(let operand):
            return strict(operand, index, &run) { value, _ throws(EvaluationError) in
                try Arithmetic.negate(value)
            }
        case .index(let operand, let key):
            return strict(operand, key, index, &run) {
                operand,
                key,
                meter throws(EvaluationError) in
                try Indexing.element(of: operand, at: key, &meter)
            }
        case .optionalIndex(let operand, let key):
            return strict(operand, key, index, &run) {
                operand,
                key,
                meter throws(EvaluationError) in
                try Indexing.optionalElement(of: operand, at: key, &meter)
            }
        case .select(let operand, let field):
            return select(operand, field, isOptional: false, index, &run)
        case .optionalSelect(let operand, let field):
            return select(operand, field, isOptional: true, index, &run)
        case .list(let first, let count): return list(first, count, index, &run)
        case .map(let first, let count): return map(first, count, index, &run)
        case .unaryCall(let site, let argument): return call(site, argument, index, &run)
        case .binaryCall(let site, let first, let second):
            return call(site, first, second, index, &run)
        case .call(let site, let first, let count):
            return call(site, first, count: count, index, &run)
        case .alternative(let first, let second, let isValue):
            return alternative(first, second, isValue: isValue, index, &run)
        case .loop(let loop): return evaluate(loops[Int(loop)], index, &run)
        case .bind(let local, let value, let body):
            run.locals[Int(local)] = self.value(value, &run)
            return self.value(body, &run)
        case .optionalMap(let operand, let body, let local):
            return optionalMap(operand, body, local, isFlat: false, index, &run)
        case .optionalFlatMap(let operand, let body, let local):
            return optionalMap(operand, body, local, isFlat: true, index, &run)
        default: return truth(index, &run).evaluation
        }
    }

    private func conditional(
        _ condition: Int32,
        _ then: Int32,
        _ otherwise: Int32,
        _ run: inout Run
    ) -> Evaluation {
        switch truth(condition, &run) {
        case .yes: value(then, &run)
        case .no: value(otherwise, &run)
        case .error(let error): .error(error)
        case .unknown(let slots): .unknown(slots)
        }
    }

    private func arithmetic(
        _ operation: Arithmetic.Operation,
        _ left: Int32,
        _ right: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        strict(left, right, index, &run) { left, right, meter throws(EvaluationError) in
            try Arithmetic.apply(operation, left, right, &meter)
        }
    }

    private func select(
        _ operand: Int32,
        _ field: Int32,
        isOptional: Bool,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        guard case .string(let name) = constants[Int(field)] else { return .value(.null) }
        return strict(operand, index, &run) { value, meter throws(EvaluationError) in
            try meter.charge(bytes: name.utf8.count)
            return isOptional
                ? try Indexing.optionalField(name, of: value)
                : try Indexing.field(name, of: value)
        }
    }

    /// Applies a function that fails where its operand does.
    @inline(__always)
    private func strict(
        _ operand: Int32,
        _ index: Int32,
        _ run: inout Run,
        _ body: (Value, inout CostMeter) throws(EvaluationError) -> Value
    ) -> Evaluation {
        let outcome = value(operand, &run)
        guard case .value(let value) = outcome else { return outcome }
        do throws(EvaluationError) {
            return .value(try body(value, &run.meter))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    /// Applies a function that fails where one of its operands does; both are evaluated.
    @inline(__always)
    private func strict(
        _ left: Int32,
        _ right: Int32,
        _ index: Int32,
        _ run: inout Run,
        _ body: (Value, Value, inout CostMeter) throws(EvaluationError) -> Value
    ) -> Evaluation {
        let leftOutcome = value(left, &run)
        let rightOutcome = value(right, &run)
        guard case .value(let leftValue) = leftOutcome, case .value(let rightValue) = rightOutcome
        else { return failure(of: leftOutcome, rightOutcome) }
        do throws(EvaluationError) {
            return .value(try body(leftValue, rightValue, &run.meter))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    // MARK: Optional values

    /// `first.or(second)` and `first.orValue(second)`: the second is evaluated only if needed.
    private func alternative(
        _ first: Int32,
        _ second: Int32,
        isValue: Bool,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        let outcome = value(first, &run)
        guard case .value(let optional) = outcome else { return outcome }
        switch optional {
        case .optional(nil): return value(second, &run)
        case .optional(let inner?): return isValue ? .value(inner) : outcome
        default:
            return .error(noSuchOverload(isValue ? "orValue" : "or", [optional], at: index))
        }
    }

    private func optionalMap(
        _ operand: Int32,
        _ body: Int32,
        _ local: Int32,
        isFlat: Bool,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        let outcome = value(operand, &run)
        guard case .value(let optional) = outcome else { return outcome }
        guard case .optional(let inner) = optional else {
            return .error(noSuchOverload(isFlat ? "optFlatMap" : "optMap", [optional], at: index))
        }
        guard let inner else { return outcome }
        run.locals[Int(local)] = .value(inner)
        let result = value(body, &run)
        guard !isFlat, case .value(let value) = result else { return result }
        return .value(.optional(value))
    }
}
