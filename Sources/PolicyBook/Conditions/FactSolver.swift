import CEL

/// Finds for which values of one fact a condition would hold or a limit reach an amount, all other
/// facts staying as they are.
///
/// It reads comparisons in which the fact stands in straight lines, `min` and `max`; of anything
/// else it says that it cannot tell, and what it finds is tried before it is promised.
struct FactSolver {
    /// The slot of the free fact.
    let slot: Int
    private let evaluator: PartialEvaluator
    private let zone: ZoneOffsets
    private let unit: FactForm.Unit
    /// What the fact is now.
    let current: Int64

    /// Nil for a fact that is not known, or whose values are no whole numbers.
    init?(_ slot: Int, _ activation: Activation, _ zone: ZoneOffsets) {
        guard let value = activation[slot], let (current, unit) = Self.number(value),
            current.denominator == 1
        else { return nil }
        self.slot = slot
        self.zone = zone
        self.unit = unit
        self.current = current.numerator
        evaluator = PartialEvaluator(activation)
    }

    /// A whole number of the fact's unit as a value of its type; nil outside what the type holds.
    func value(_ number: Int64) -> Value? {
        switch unit {
        case .money(let currency): .money(Money(minorUnits: number, currency))
        case .number: .int(number)
        case .date: CalendarDate(dayNumber: 0).adding(days: number).map { .date($0) }
        case .days: .days(number)
        case .duration: .duration(nanoseconds: number)
        }
    }

    /// For which values the condition is `wanted`; nil where it cannot tell.
    func solutions(_ expression: Expr, wanted: Bool) -> IntegerSet? {
        guard reads(expression) else {
            guard let value = evaluator.value(of: expression) else { return nil }
            return value == .bool(wanted) ? .all : IntegerSet.none
        }
        switch expression.kind {
        case .and(let parts):
            return solutions(parts, wanted: wanted, needsAll: wanted)
        case .or(let parts):
            return solutions(parts, wanted: wanted, needsAll: !wanted)
        case .call("!_", _, let arguments) where arguments.count == 1:
            return solutions(arguments[0], wanted: !wanted)
        case .call(let function, _, let arguments) where arguments.count == 2:
            guard let holds = comparison(function, arguments[0], arguments[1]) else { return nil }
            return wanted ? holds : holds.complement
        case .hasVariable:
            return wanted ? .all : IntegerSet.none
        default:
            return nil
        }
    }

    /// The limit as it depends on the fact; nil where it cannot tell.
    func form(ofLimit program: Condition) -> FactForm? {
        form(program.root)?.form
    }

    private func solutions(_ parts: [Expr], wanted: Bool, needsAll: Bool) -> IntegerSet? {
        var found: IntegerSet = needsAll ? .all : .none
        for part in parts {
            let set = solutions(part, wanted: wanted)
            // A part that cannot be told leaves the rest of a disjunction as it is.
            guard let set else {
                if needsAll { return nil }
                continue
            }
            found = needsAll ? found.intersection(set) : found.union(set)
        }
        return found
    }

    private func comparison(_ function: String, _ left: Expr, _ right: Expr) -> IntegerSet? {
        if function == "@in" || function == "_in_" { return membership(left, right) }
        guard let (first, second) = comparable(left, right),
            let opposite = second.scaled(by: Ratio(-1)),
            let difference = first.adding(opposite)
        else { return nil }
        let zero = Ratio(0)
        switch function {
        case "_>=_": return difference.isAtLeast(zero)
        case "_<=_": return difference.isAtMost(zero)
        case "_>_": return difference.isAtMost(zero)?.complement
        case "_<_": return difference.isAtLeast(zero)?.complement
        case "_==_", "_!=_":
            guard let low = difference.isAtLeast(zero), let high = difference.isAtMost(zero) else {
                return nil
            }
            let equal = low.intersection(high)
            return function == "_==_" ? equal : equal.complement
        default: return nil
        }
    }

    private func membership(_ element: Expr, _ list: Expr) -> IntegerSet? {
        guard case .variable(_, let read) = element.kind, read == slot, !reads(list),
            case .list(let values)? = evaluator.value(of: list)
        else { return nil }
        return values.reduce(IntegerSet.none) { found, value in
            guard let (number, unit) = Self.number(value), unit == self.unit,
                number.denominator == 1
            else { return found }
            return found.union(.only(number.numerator))
        }
    }

    /// Both sides in one unit; a date beside a moment is the start of its day.
    private func comparable(_ left: Expr, _ right: Expr) -> (FactForm, FactForm)? {
        if let (first, unit) = form(left), let (second, otherUnit) = form(right) {
            return unit == otherUnit ? (first, second) : nil
        }
        if let moment = moment(right), let date = form(left), date.unit == .date {
            return (date.form, .constant(day(of: moment)))
        }
        if let moment = moment(left), let date = form(right), date.unit == .date {
            return (.constant(day(of: moment)), date.form)
        }
        return nil
    }

    private func moment(_ expression: Expr) -> Instant? {
        guard !reads(expression), case .timestamp(let moment)? = evaluator.value(of: expression)
        else { return nil }
        return Instant(seconds: moment.seconds, nanoseconds: Int64(moment.nanoseconds))
    }

    /// The day of a moment; half a day more where it is not the day's first moment, so that the
    /// day itself counts as before it.
    private func day(of moment: Instant) -> Ratio {
        let day = CalendarDate(moment, in: zone)
        let isStart = day.start(in: zone) == moment
        let twice = Int128(day.dayNumber) * 2 + (isStart ? 0 : 1)
        return Ratio(twice, over: 2) ?? Ratio(Int64(day.dayNumber))
    }

    private func reads(_ expression: Expr) -> Bool {
        expression.readsVariable(slot)
    }
}

extension FactSolver {
    /// An expression as it depends on the fact, with its unit; nil where it cannot tell.
    private func form(_ expression: Expr) -> (form: FactForm, unit: FactForm.Unit)? {
        guard expression.readsVariable(slot) else {
            return evaluator.value(of: expression).flatMap { Self.number($0) }
                .map { (.constant($0.0), $0.1) }
        }
        switch expression.kind {
        case .variable:
            return (.line(slope: Ratio(1), offset: Ratio(0)), unit)
        case .conditional(let condition, let then, let otherwise):
            guard !condition.readsVariable(slot),
                case .bool(let holds)? = evaluator.value(of: condition)
            else { return nil }
            return form(holds ? then : otherwise)
        case .call(let function, _, let arguments):
            return form(of: function, arguments)
        default:
            return nil
        }
    }

    private func form(
        of function: String,
        _ arguments: [Expr]
    ) -> (form: FactForm, unit: FactForm.Unit)? {
        let parts = arguments.compactMap { form($0) }
        guard parts.count == arguments.count, let first = parts.first else { return nil }
        switch (function, parts.count) {
        case ("min", 2...), ("max", 2...):
            guard parts.allSatisfy({ $0.unit == first.unit }) else { return nil }
            let forms = parts.map(\.form)
            return (function == "min" ? .least(forms) : .greatest(forms), first.unit)
        case ("-_", 1):
            return first.form.scaled(by: Ratio(-1)).map { ($0, first.unit) }
        case ("days", 1) where first.unit == .number:
            return (first.form, .days)
        case ("hours", 1) where first.unit == .number:
            return first.form.scaled(by: Ratio(3_600_000_000_000)).map { ($0, .duration) }
        case ("_+_", 2), ("_-_", 2):
            return sum(first, parts[1], isDifference: function == "_-_")
        case ("_*_", 2):
            return product(first, parts[1]) ?? product(parts[1], first)
        case ("percent", 2):
            guard let (form, unit) = product(first, parts[1]),
                let hundredth = form.scaled(by: Ratio(lowestTerms: 1, over: 100))
            else { return nil }
            // A share written with its sign is a fraction already.
            return arguments[1].type == HostTypes.percentage.type ? (form, unit) : (hundredth, unit)
        case ("_/_", 2):
            return quotient(first, parts[1], arguments)
        default:
            return nil
        }
    }

    private func sum(
        _ left: (form: FactForm, unit: FactForm.Unit),
        _ right: (form: FactForm, unit: FactForm.Unit),
        isDifference: Bool
    ) -> (form: FactForm, unit: FactForm.Unit)? {
        let unit: FactForm.Unit
        switch (left.unit, right.unit) {
        case (.date, .date) where isDifference: unit = .days
        case (.date, .date): return nil
        case (.date, .days): unit = .date
        case (.days, .date) where !isDifference: unit = .date
        case (let same, let other) where same == other: unit = same
        default: return nil
        }
        let second = isDifference ? right.form.scaled(by: Ratio(-1)) : right.form
        return second.flatMap { left.form.adding($0) }.map { ($0, unit) }
    }

    /// Something times a plain number, of which one does not depend on the fact.
    private func product(
        _ amount: (form: FactForm, unit: FactForm.Unit),
        _ factor: (form: FactForm, unit: FactForm.Unit)
    ) -> (form: FactForm, unit: FactForm.Unit)? {
        guard factor.unit == .number else { return nil }
        if let constant = factor.form.constant {
            return amount.form.scaled(by: constant).map { ($0, amount.unit) }
        }
        guard let constant = amount.form.constant else { return nil }
        return factor.form.scaled(by: constant).map { ($0, amount.unit) }
    }

    /// Division of whole numbers drops the rest, which is no straight line.
    private func quotient(
        _ amount: (form: FactForm, unit: FactForm.Unit),
        _ divisor: (form: FactForm, unit: FactForm.Unit),
        _ arguments: [Expr]
    ) -> (form: FactForm, unit: FactForm.Unit)? {
        guard let constant = divisor.form.constant, constant.numerator != 0,
            let inverse = Ratio(1).divided(by: constant),
            !arguments.allSatisfy({ $0.type == .int }),
            let form = amount.form.scaled(by: inverse)
        else { return nil }
        if divisor.unit == .number { return (form, amount.unit) }
        return divisor.unit == amount.unit ? (form, .number) : nil
    }

    static func number(_ value: Value) -> (Ratio, FactForm.Unit)? {
        switch value {
        case .int(let number): return (Ratio(number), .number)
        case .duration(let nanoseconds): return (Ratio(nanoseconds), .duration)
        case .host(let value):
            switch value.type {
            case HostTypes.money.id:
                let money = ExactMoney(value)
                return (money.minorUnits, .money(money.currency))
            case HostTypes.date.id: return (Ratio(value.high), .date)
            case HostTypes.days.id: return (Ratio(value.high), .days)
            case HostTypes.decimal.id: return (DecimalNumber(value).ratio, .number)
            case HostTypes.percentage.id:
                return Percentage(DecimalNumber(value)).fraction.map { ($0, .number) }
            default: return nil
            }
        default: return nil
        }
    }
}

extension Expr {
    /// Whether it reads a fact that is not known.
    func readsUnknown(_ activation: Activation) -> Bool {
        switch kind {
        case .variable(_, let slot): activation[slot] == nil
        default: children.contains { $0.readsUnknown(activation) }
        }
    }

    /// Whether the value depends on a variable.
    func readsVariable(_ slot: Int) -> Bool {
        switch kind {
        case .variable(_, let read), .hasVariable(_, let read): read == slot
        default: children.contains { $0.readsVariable(slot) }
        }
    }
}
