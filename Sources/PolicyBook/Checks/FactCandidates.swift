import CEL

/// The values of facts that are worth trying in a set of expressions.
struct FactCandidates {
    private let book: PolicyBook
    private let expressions: [Expr]
    private let today: CalendarDate
    private let probed: Set<Int>

    init(_ book: PolicyBook, _ expressions: [Expr], today: CalendarDate) {
        self.book = book
        self.expressions = expressions
        self.today = today
        var probed: Set<Int> = []
        for expression in expressions {
            expression.forEachNode { node in
                if case .hasVariable(_, let slot) = node.kind { probed.insert(slot) }
            }
        }
        self.probed = probed
    }

    /// The slots that the expressions read, in their order.
    var slots: [Int] { Set(expressions.flatMap(\.slots)).sorted() }

    // MARK: - Values that stand for all others

    /// For each slot one value of every range in which no atom changes.
    ///
    /// Atoms that `isOpaque` names are not looked at. That a fact is not known is tried where an
    /// expression asks for it, or with `mayBeLeftOut`.
    func representatives(
        _ base: Activation,
        mayBeLeftOut: Bool
    ) -> [(slot: Int, values: [Value?])] {
        slots.compactMap { slot in
            guard let values = representatives(of: slot, base) else { return nil }
            return (slot, values + (mayBeLeftOut || probed.contains(slot) ? [nil] : []))
        }
    }

    /// Whether nothing certain can be said of an atom by trying the representatives.
    func isOpaque(_ atom: Expr, _ base: Activation) -> Bool {
        if case .hasVariable = atom.kind { return false }
        let slots = atom.slots
        guard slots.count == 1, let slot = slots.first else { return !slots.isEmpty }
        switch book.facts.fact(inSlot: slot)?.type {
        case .bool, .enumeration: return false
        case .string: return Self.wordsCompared(in: atom) == nil
        default: return turns(of: atom, slot, base) == nil
        }
    }

    private func representatives(of slot: Int, _ base: Activation) -> [Value?]? {
        switch book.facts.fact(inSlot: slot)?.type {
        case .bool: return [.bool(true), .bool(false)]
        case .enumeration(let words): return words.map { .string($0) }
        case .string: return strings(slot)
        default:
            guard let neutral = neutral(slot, base), let solver = solver(slot, neutral, base) else {
                // No atom reads it that is not opaque; but it may be asked whether it is known.
                return probed.contains(slot) ? [.bool(true)] : nil
            }
            var points: Set<Int64> = [solver.current]
            for atom in atoms(reading: slot) {
                for turn in turns(of: atom, slot, base) ?? [] {
                    points.formUnion([turn - 1, turn, turn + 1])
                }
            }
            return points.sorted().compactMap { solver.value($0) }
        }
    }

    private func atoms(reading slot: Int) -> [Expr] {
        var atoms: [Expr] = []
        for expression in expressions {
            expression.forEachAtom { if $0.readsVariable(slot) { atoms.append($0) } }
        }
        return atoms
    }

    /// Where an atom changes its truth; nil where it cannot be told.
    private func turns(of atom: Expr, _ slot: Int, _ base: Activation) -> [Int64]? {
        if case .hasVariable = atom.kind { return [] }
        guard atom.slots == [slot], let neutral = neutral(slot, base),
            let solver = solver(slot, neutral, base)
        else { return nil }
        return solver.solutions(atom, wanted: true)?.ends
    }

    private func solver(_ slot: Int, _ value: Value, _ base: Activation) -> FactSolver? {
        var activation = base
        activation[slot] = value
        return FactSolver(slot, activation, book.zone)
    }

    /// A value of the slot's type; nil for types whose values cannot be counted.
    private func neutral(_ slot: Int, _ base: Activation) -> Value? {
        switch book.facts.fact(inSlot: slot)?.type {
        case .int: .int(0)
        case .money: .money(Money(minorUnits: 0, book.currency))
        case .date: .date(today)
        case .duration: .duration(nanoseconds: 0)
        default: nil
        }
    }

    private func strings(_ slot: Int) -> [Value?] {
        let words = atoms(reading: slot).flatMap { Self.wordsCompared(in: $0) ?? [] }
        var seen: Set<String> = []
        var other = "another"
        while words.contains(other) { other += "'" }
        return (words.filter { seen.insert($0).inserted } + [other]).map { .string($0) }
    }

    /// The words with which a text is compared for being the same; nil for any other use.
    private static func wordsCompared(in atom: Expr) -> [String]? {
        guard case .call(let function, _, let arguments) = atom.kind, arguments.count == 2,
            ["_==_", "_!=_", "@in", "_in_"].contains(function),
            case .variable = arguments[0].kind, arguments[1].slots.isEmpty
        else { return nil }
        switch PartialEvaluator(Activation(slotCount: 0)).value(of: arguments[1]) {
        case .string(let word)?: return [word]
        case .list(let values)?:
            return values.compactMap { if case .string(let word) = $0 { word } else { nil } }
        default: return nil
        }
    }

    // MARK: - Values that may show something

    /// For each slot values at which conditions and limits are likely to change, and large ones.
    func probes() -> [(slot: Int, values: [Value?])] {
        let constants = constants
        return slots.compactMap { slot in
            guard let fact = book.facts.fact(inSlot: slot) else { return nil }
            let values = probes(fact.type, constants, slot)
            return (slot, values + (probed.contains(slot) ? [nil] : []))
        }
    }

    private func probes(_ type: FactType, _ constants: [Value], _ slot: Int) -> [Value?] {
        let numbers = constants.compactMap { if case .int(let number) = $0 { number } else { nil } }
        switch type {
        case .bool: return [.bool(true), .bool(false)]
        case .enumeration(let words): return words.map { .string($0) }
        case .string: return strings(slot)
        case .int:
            return Set(numbers.flatMap { [$0, $0 &+ 1, $0 &- 1] } + [0]).sorted().map { .int($0) }
        case .date:
            let days = Set(numbers.flatMap { [0 &- $0, -1 &- $0, (0 &- $0) / 2] } + [0, -3_000])
                .sorted()
            return days.reversed().compactMap { today.adding(days: $0).map { .date($0) } }
        case .money:
            let amounts = constants.compactMap { value -> Int64? in
                guard case .host(let host) = value, host.type == HostTypes.money.id else {
                    return nil
                }
                return ExactMoney(host).roundedDown.minorUnits
            }
            let large = 100_000 * book.currency.minorUnitsPerMajor
            let points = Set(amounts.flatMap { [$0, $0 &+ 1] } + [large, 0])
            return points.sorted(by: >).map { .money(Money(minorUnits: $0, book.currency)) }
        default: return [nil]
        }
    }

    private var constants: [Value] {
        var found: [Value] = []
        for expression in expressions {
            expression.forEachNode { node in
                guard node.slots.isEmpty, let value = Self.constant(node) else { return }
                if !found.contains(value) { found.append(value) }
            }
        }
        return found
    }

    private static func constant(_ node: Expr) -> Value? {
        PartialEvaluator(Activation(slotCount: 0)).value(of: node)
    }
}
