extension Plan {
    /// Evaluates a macro that goes through a list or map.
    func evaluate(_ loop: Loop, _ index: Int32, _ run: inout Run) -> Evaluation {
        let outcome = value(loop.range, &run)
        guard case .value(let range) = outcome else { return outcome }
        guard let elements = Elements(range, isPair: loop.isPair) else {
            return .error(noSuchOverload(loop.operation.rawValue, [range], at: index))
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

    /// The outcome of `all`, which absorbs at false, or of `exists`, which absorbs at true.
    private func quantify(
        _ loop: Loop,
        _ elements: Elements,
        absorbing: Bool,
        _ run: inout Run
    ) -> Truth {
        var gatherer = Gatherer()
        for position in elements.items.indices where !gatherer.isExhausted {
            enter(loop, elements, position, &run)
            switch truth(loop.body, &run) {
            case .no:
                if !absorbing { return .no }
            case .yes:
                if absorbing { return .yes }
            case let failure: gatherer.take(failure)
            }
        }
        return gatherer.truth ?? Truth(!absorbing)
    }

    private func countOne(_ loop: Loop, _ elements: Elements, _ run: inout Run) -> Evaluation {
        var count = 0
        var gatherer = Gatherer()
        for position in elements.items.indices where !gatherer.isExhausted {
            enter(loop, elements, position, &run)
            switch truth(loop.body, &run) {
            case .no: break
            case .yes: count += 1
            case let failure: gatherer.take(failure)
            }
        }
        // Two that count are too many, whatever the unknown ones are; an error is an error.
        if count > 1, !gatherer.hasFailed { return .value(.bool(false)) }
        return gatherer.failure ?? .value(.bool(count == 1))
    }

    /// Whether an element counts: what the filter says, or yes where there is none.
    @inline(__always)
    private func passes(
        _ filter: Int32?,
        _ gatherer: inout Gatherer,
        _ run: inout Run
    ) -> Bool {
        guard let filter else { return true }
        switch truth(filter, &run) {
        case .yes: return true
        case .no: return false
        case let failure:
            gatherer.take(failure)
            return false
        }
    }

    private func collect(_ loop: Loop, _ elements: Elements, _ run: inout Run) -> Evaluation {
        let isFilter = loop.operation == .filter
        var collected: [Value] = []
        var gatherer = Gatherer()
        for position in elements.items.indices where !gatherer.isExhausted {
            enter(loop, elements, position, &run)
            guard passes(isFilter ? loop.body : loop.filter, &gatherer, &run) else { continue }
            if isFilter {
                collected.append(elements.items[position])
            } else if let value = gatherer.take(value(loop.body, &run)) {
                collected.append(value)
            }
        }
        return gatherer.failure ?? .value(.list(collected))
    }

    private func collectEntries(
        _ loop: Loop,
        _ elements: Elements,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        var entries: [(Value, Value)] = []
        var gatherer = Gatherer()
        for position in elements.items.indices where !gatherer.isExhausted {
            enter(loop, elements, position, &run)
            guard passes(loop.filter, &gatherer, &run),
                let value = gatherer.take(value(loop.body, &run))
            else { continue }
            if loop.operation == .transformMap {
                entries.append((elements.key(position), value))
            } else if case .map(let map) = value {
                guard run.meter.spend(map.count) else { return .error(.budgetExceeded) }
                entries.append(contentsOf: zip(map.keys, map.values))
            } else {
                gatherer.fail(noSuchOverload(loop.operation.rawValue, [value], at: index))
            }
        }
        if let failure = gatherer.failure { return failure }
        do throws(EvaluationError) {
            try run.meter.charge(entries: entries)
            return .value(.map(try MapValue(entries)))
        } catch {
            return .error(error.located(at: range(index)))
        }
    }
}
