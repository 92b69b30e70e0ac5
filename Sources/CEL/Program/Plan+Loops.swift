extension Plan {
    /// Evaluates a macro that goes through a list or map.
    func evaluate(_ loop: Loop, _ index: Int32, _ run: inout Run) -> Evaluation {
        let outcome = value(loop.range, &run)
        guard case .value(let range) = outcome else { return outcome }
        guard let elements = Elements(range, isPair: loop.isPair) else {
            let error = EvaluationError.noSuchOverload(loop.operation.rawValue, [range])
            return .error(error.located(at: self.range(index)))
        }
        switch loop.operation {
        case .all: return quantify(loop, elements, absorbing: false, &run).evaluation
        case .exists: return quantify(loop, elements, absorbing: true, &run).evaluation
        case .existsOne: return countOne(loop, elements, &run)
        case .filter, .map: return collect(loop, elements, &run)
        case .transformMap, .transformMapEntry:
            return collectEntries(loop, elements, index, &run)
        }
    }

    /// What a loop goes through.
    private struct Elements {
        /// What the variable stands for, or the second of two.
        let items: [Value]
        /// The keys of a map that has two variables; empty for a list, whose keys are indices.
        let keys: [Value]

        /// Returns nil for what is neither list nor map.
        init?(_ value: Value, isPair: Bool) {
            switch value {
            case .list(let elements): (items, keys) = (elements, [])
            case .map(let map): (items, keys) = isPair ? (map.values, map.keys) : (map.keys, [])
            default: return nil
            }
        }

        func key(_ position: Int) -> Value {
            keys.isEmpty ? .int(Int64(position)) : keys[position]
        }
    }

    /// Sets the variables for an element.
    @inline(__always)
    private func enter(_ loop: Loop, _ elements: Elements, _ position: Int, _ run: inout Run) {
        if loop.isPair {
            run.locals[loop.firstLocal] = .value(elements.key(position))
            run.locals[loop.firstLocal + 1] = .value(elements.items[position])
        } else {
            run.locals[loop.firstLocal] = .value(elements.items[position])
        }
    }

    /// `all` absorbs at false, `exists` at true, as `&&` and `||` do.
    private func quantify(
        _ loop: Loop,
        _ elements: Elements,
        absorbing: Bool,
        _ run: inout Run
    ) -> Truth {
        var unknown = UnknownSet()
        var failure: EvaluationError?
        for position in elements.items.indices {
            enter(loop, elements, position, &run)
            switch truth(loop.body, &run) {
            case .no:
                if !absorbing { return .no }
            case .yes:
                if absorbing { return .yes }
            case .error(let error):
                // A budget that is exceeded is so for all elements that follow.
                if error.code == .budgetExceeded { return .error(error) }
                failure = failure ?? error
            case .unknown(let slots): unknown.formUnion(slots)
            }
        }
        if !unknown.isEmpty { return .unknown(unknown) }
        if let failure { return .error(failure) }
        return Truth(!absorbing)
    }

    private func countOne(_ loop: Loop, _ elements: Elements, _ run: inout Run) -> Evaluation {
        var count = 0
        var unknown = UnknownSet()
        for position in elements.items.indices {
            enter(loop, elements, position, &run)
            switch truth(loop.body, &run) {
            case .no: break
            case .yes: count += 1
            case .error(let error): return .error(error)
            case .unknown(let slots): unknown.formUnion(slots)
            }
        }
        if !unknown.isEmpty, count <= 1 { return .unknown(unknown) }
        return .value(.bool(count == 1))
    }

    /// Whether an element counts: the filter's outcome, or yes where there is none.
    @inline(__always)
    private func passes(_ loop: Loop, _ run: inout Run) -> Truth {
        guard let filter = loop.filter else { return .yes }
        return truth(filter, &run)
    }

    private func collect(_ loop: Loop, _ elements: Elements, _ run: inout Run) -> Evaluation {
        var collected: [Value] = []
        var unknown = UnknownSet()
        for position in elements.items.indices {
            enter(loop, elements, position, &run)
            let isFilter = loop.operation == .filter
            switch isFilter ? truth(loop.body, &run) : passes(loop, &run) {
            case .no: continue
            case .yes: break
            case .error(let error): return .error(error)
            case .unknown(let slots):
                unknown.formUnion(slots)
                continue
            }
            if isFilter {
                collected.append(elements.items[position])
                continue
            }
            switch value(loop.body, &run) {
            case .value(let value): collected.append(value)
            case .error(let error): return .error(error)
            case .unknown(let slots): unknown.formUnion(slots)
            }
        }
        if !unknown.isEmpty { return .unknown(unknown) }
        return .value(.list(collected))
    }

    private func collectEntries(
        _ loop: Loop,
        _ elements: Elements,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        var entries: [(Value, Value)] = []
        var unknown = UnknownSet()
        for position in elements.items.indices {
            enter(loop, elements, position, &run)
            switch passes(loop, &run) {
            case .no: continue
            case .yes: break
            case .error(let error): return .error(error)
            case .unknown(let slots):
                unknown.formUnion(slots)
                continue
            }
            switch value(loop.body, &run) {
            case .value(let value) where loop.operation == .transformMap:
                entries.append((elements.key(position), value))
            case .value(.map(let map)):
                guard run.meter.spend(map.count) else { return .error(.budgetExceeded) }
                entries.append(contentsOf: zip(map.keys, map.values))
            case .value(let value):
                let error = EvaluationError.noSuchOverload(loop.operation.rawValue, [value])
                return .error(error.located(at: range(index)))
            case .error(let error): return .error(error)
            case .unknown(let slots): unknown.formUnion(slots)
            }
        }
        if !unknown.isEmpty { return .unknown(unknown) }
        do throws(EvaluationError) {
            return .value(.map(try MapValue(entries)))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }
}
