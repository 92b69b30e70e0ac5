/// Turns a checked expression into a plan.
struct Planner {
    var steps: [Step] = []
    var ranges: [Range<Int32>] = []
    var operands: [Int32] = []
    var constants: [Value] = []
    var calls: [CallSite] = []
    var loops: [Loop] = []
    var patterns: [Pattern] = []
    var failures: [EvaluationError] = []
    /// Why parts that depend on nothing fail whenever they are evaluated.
    private(set) var certainFailures: [EvaluationError] = []
    var localCount = 0
    /// The slots that are read.
    var slots: Set<Int> = []
    /// The steps that always give the same value, with that value.
    private var known: [Int32: Value] = [:]
    private var foldingMeter: CostMeter
    /// How many instructions the patterns may still have, all together.
    var remainingPatternInstructions: Int

    let origin: Program.Origin

    private init(_ origin: Program.Origin) {
        self.origin = origin
        foldingMeter = CostMeter(
            budget: origin.limits.maxCost,
            maxPatternInstructions: origin.limits.maxPatternInstructions
        )
        remainingPatternInstructions = origin.limits.maxPatternInstructions
    }

    /// Plans an expression.
    ///
    /// Parts that depend on nothing are computed now, within the budget of one evaluation.
    static func plan(_ origin: Program.Origin) -> Plan {
        var planner = Planner(origin)
        let root = planner.plan(origin.root)
        let variables = planner.slots.sorted()
        return Plan(planner, root: root, variables: variables)
    }

    mutating func plan(_ expr: Expr) -> Int32 {
        switch expr.kind {
        case .literal(let value), .constant(_, let value): return constant(value, expr)
        case .variable(_, let slot):
            slots.insert(slot)
            return add(.slot(Int32(slot)), expr)
        case .hasVariable(_, let slot):
            slots.insert(slot)
            return add(.hasSlot(Int32(slot)), expr)
        case .local(_, let index): return add(.local(Int32(index)), expr)
        case .failing(let error):
            failures.append(error)
            return add(.failing(Int32(failures.count - 1)), expr)
        case .and(let terms): return planLogic(terms, isOr: false, expr)
        case .or(let terms): return planLogic(terms, isOr: true, expr)
        case .conditional(let condition, let then, let otherwise):
            return planConditional(condition, then, otherwise, expr)
        case .select(let operand, let field, let isOptional):
            return planSelect(operand, field, isOptional: isOptional, expr)
        case .hasField(let operand, let field):
            let operand = plan(operand)
            return add(.hasField(operand, field: tabulate(.string(field))), expr)
        case .list(let elements): return planList(elements, expr)
        case .map(let entries): return planMap(entries, expr)
        case .call(let function, let overloads, let arguments):
            return planCall(function, overloads, arguments, expr)
        case .comprehension(let comprehension): return planLoop(comprehension, expr)
        case .bind(_, let index, let value, let body):
            localCount = max(localCount, index + 1)
            let value = plan(value)
            return add(.bind(local: Int32(index), value: value, body: plan(body)), expr)
        case .optionalMap(let operand, _, let index, let body, let isFlat):
            localCount = max(localCount, index + 1)
            let operand = plan(operand)
            let body = plan(body)
            let local = Int32(index)
            return add(
                isFlat
                    ? .optionalFlatMap(operand, body: body, local: local)
                    : .optionalMap(operand, body: body, local: local),
                expr
            )
        }
    }

    // MARK: Parts

    mutating func add(_ step: Step, _ expr: Expr) -> Int32 {
        steps.append(step)
        ranges.append(
            Int32(clamping: expr.range.lowerBound)..<Int32(clamping: expr.range.upperBound)
        )
        return Int32(steps.count - 1)
    }

    /// The place of a value in the table of constants.
    mutating func tabulate(_ value: Value) -> Int32 {
        constants.append(value)
        return Int32(constants.count - 1)
    }

    mutating func constant(_ value: Value, _ expr: Expr) -> Int32 {
        let step = add(.constant(tabulate(value)), expr)
        known[step] = value
        return step
    }

    /// The value of a step that is always the same; nil for any other.
    func value(of step: Int32) -> Value? {
        known[step]
    }

    private mutating func planLogic(_ terms: [Expr], isOr: Bool, _ expr: Expr) -> Int32 {
        let planned = terms.map { plan($0) }
        let first = Int32(operands.count)
        operands.append(contentsOf: planned)
        let count = Int32(planned.count)
        return add(isOr ? .or(first: first, count: count) : .and(first: first, count: count), expr)
    }

    private mutating func planConditional(
        _ condition: Expr,
        _ then: Expr,
        _ otherwise: Expr,
        _ expr: Expr
    ) -> Int32 {
        let condition = plan(condition)
        let then = plan(then)
        return add(.conditional(condition, then: then, otherwise: plan(otherwise)), expr)
    }

    private mutating func planSelect(
        _ operand: Expr,
        _ field: String,
        isOptional: Bool,
        _ expr: Expr
    ) -> Int32 {
        let operand = plan(operand)
        let field = tabulate(.string(field))
        let step = add(
            isOptional
                ? .optionalSelect(operand, field: field) : .select(operand, field: field),
            expr
        )
        return fold(step, [operand], expr)
    }

    private mutating func planList(_ elements: [Expr.Element], _ expr: Expr) -> Int32 {
        var planned: [Int32] = []
        for element in elements {
            planned.append(plan(element.value))
            planned.append(element.isOptional ? 1 : 0)
        }
        let first = Int32(operands.count)
        operands.append(contentsOf: planned)
        let step = add(.list(first: first, count: Int32(elements.count)), expr)
        return fold(step, stride(from: 0, to: planned.count, by: 2).map { planned[$0] }, expr)
    }

    private mutating func planMap(_ entries: [Expr.Entry], _ expr: Expr) -> Int32 {
        var planned: [Int32] = []
        var inputs: [Int32] = []
        for entry in entries {
            let key = plan(entry.key)
            let value = plan(entry.value)
            inputs.append(contentsOf: [key, value])
            planned.append(contentsOf: [key, value, entry.isOptional ? 1 : 0])
        }
        let first = Int32(operands.count)
        operands.append(contentsOf: planned)
        let step = add(.map(first: first, count: Int32(entries.count)), expr)
        return fold(step, inputs, expr)
    }

    private mutating func planLoop(
        _ comprehension: Expr.Comprehension,
        _ expr: Expr
    ) -> Int32 {
        let isPair = comprehension.variables.count == 2
        localCount = max(localCount, comprehension.firstIndex + (isPair ? 2 : 1))
        let range = plan(comprehension.range)
        let filter = comprehension.filter.map { plan($0) }
        let body = plan(comprehension.body)
        loops.append(
            Loop(
                operation: comprehension.operation,
                range: range,
                filter: filter,
                body: body,
                firstLocal: comprehension.firstIndex,
                isPair: isPair
            )
        )
        return add(.loop(Int32(loops.count - 1)), expr)
    }

    /// Computes a step now if all it needs is known.
    ///
    /// What fails is left to fail when it is evaluated.
    mutating func fold(_ step: Int32, _ inputs: [Int32], _ expr: Expr) -> Int32 {
        guard inputs.allSatisfy({ known[$0] != nil }), let value = compute(step) else {
            return step
        }
        return constant(value, expr)
    }

    /// The value of a step that needs nothing unknown; nil where it fails.
    private mutating func compute(_ step: Int32) -> Value? {
        // The plan shares the tables of this planner, and is gone before they grow again: else each
        // folding would copy them whole.
        let plan = Plan(self, root: step, variables: [])
        var run = Run(values: [], localCount: 0, meter: foldingMeter)
        let outcome = plan.value(step, &run)
        foldingMeter = run.meter
        switch outcome {
        case .value(let value):
            return value
        case .error(let error) where error.code != .budgetExceeded:
            certainFailures.append(error)
            return nil
        case .error, .unknown:
            return nil
        }
    }
}
