extension Plan {
    func list(_ first: Int32, _ count: Int32, _ index: Int32, _ run: inout Run) -> Evaluation {
        var gatherer = Gatherer()
        var elements: [Value] = []
        elements.reserveCapacity(Int(count))
        for position in 0..<Int(count) {
            let operand = Int(first) + 2 * position
            guard let value = gatherer.take(value(operands[operand], &run)) else { continue }
            if operands[operand + 1] == 0 {
                elements.append(value)
            } else if case .optional(let inner) = value {
                if let inner { elements.append(inner) }
            } else {
                gatherer.fail(noSuchOverload("?", [value], at: index))
            }
        }
        return gatherer.failure ?? .value(.list(elements))
    }

    func map(_ first: Int32, _ count: Int32, _ index: Int32, _ run: inout Run) -> Evaluation {
        var gatherer = Gatherer()
        var entries: [(Value, Value)] = []
        entries.reserveCapacity(Int(count))
        for position in 0..<Int(count) {
            let operand = Int(first) + 3 * position
            let key = gatherer.take(value(operands[operand], &run))
            guard let value = gatherer.take(value(operands[operand + 1], &run)), let key else {
                continue
            }
            if operands[operand + 2] == 0 {
                entries.append((key, value))
            } else if case .optional(let inner) = value {
                if let inner { entries.append((key, inner)) }
            } else {
                gatherer.fail(noSuchOverload("?", [value], at: index))
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

    // MARK: Calls

    func call(_ site: Int32, _ argument: Int32, _ index: Int32, _ run: inout Run) -> Evaluation {
        let outcome = value(argument, &run)
        guard case .value(let value) = outcome else { return outcome }
        let site = calls[Int(site)]
        do throws(EvaluationError) {
            try charge(value, &run)
            for candidate in site.implementations.indices
            where site.accepts(value, at: 0, of: candidate) {
                switch site.implementations[candidate] {
                case .unary(let body): return .value(try body(value))
                case .variadic(let body): return .value(try body([value]))
                case .metered(let body): return .value(try body([value], &run.meter))
                case .binary: continue
                }
            }
            throw noSuchOverload(site.name, [value], at: index)
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    func call(
        _ site: Int32,
        _ first: Int32,
        _ second: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        let firstOutcome = value(first, &run)
        let secondOutcome = value(second, &run)
        guard case .value(let first) = firstOutcome, case .value(let second) = secondOutcome else {
            return failure(of: firstOutcome, secondOutcome)
        }
        let site = calls[Int(site)]
        do throws(EvaluationError) {
            try charge(first, &run)
            try charge(second, &run)
            for candidate in site.implementations.indices
            where site.accepts(first, at: 0, of: candidate)
                && site.accepts(second, at: 1, of: candidate)
            {
                switch site.implementations[candidate] {
                case .binary(let body): return .value(try body(first, second))
                case .variadic(let body): return .value(try body([first, second]))
                case .metered(let body): return .value(try body([first, second], &run.meter))
                case .unary: continue
                }
            }
            throw noSuchOverload(site.name, [first, second], at: index)
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    func call(
        _ site: Int32,
        _ first: Int32,
        count: Int32,
        _ index: Int32,
        _ run: inout Run
    ) -> Evaluation {
        var gatherer = Gatherer()
        var arguments: [Value] = []
        for operand in operands[Int(first)..<Int(first + count)] {
            guard let value = gatherer.take(value(operand, &run)) else { continue }
            arguments.append(value)
        }
        if let failure = gatherer.failure { return failure }
        let site = calls[Int(site)]
        do throws(EvaluationError) {
            for argument in arguments { try charge(argument, &run) }
            for candidate in site.implementations.indices
            where arguments.indices.allSatisfy({
                site.accepts(arguments[$0], at: $0, of: candidate)
            }) {
                switch site.implementations[candidate] {
                case .variadic(let body): return .value(try body(arguments))
                case .metered(let body): return .value(try body(arguments, &run.meter))
                case .unary, .binary: continue
                }
            }
            throw noSuchOverload(site.name, arguments, at: index)
        } catch {
            return .error(error.located(at: range(index)))
        }
    }

    /// Charges for reading an argument that may be long.
    @inline(__always)
    private func charge(_ argument: Value, _ run: inout Run) throws(EvaluationError) {
        switch argument {
        case .string(let text): try run.meter.charge(text: text.utf8.count)
        case .bytes(let bytes): try run.meter.charge(text: bytes.count)
        // The digits of a double are the only work on a scalar that is worth counting.
        case .double: try run.meter.charge(text: 0)
        default: break
        }
    }
}
