/// A compiled expression.
///
/// Shape: one reference; a copy shares everything.
/// Isolation: immutable; any number of threads may evaluate it at once, without locks.
public struct Program: Sendable {
    private let plan: Plan

    init(_ origin: Origin) {
        plan = Planner.plan(origin)
    }

    /// What a program was made of.
    struct Origin: Sendable {
        let source: String
        let root: Expr
        let limits: Limits
        /// For the names of types in messages.
        let hostTypes: [HostType]
    }

    /// The expression as it was written.
    public var source: String { plan.origin.source }

    /// The type that the checker deduced.
    public var resultType: CELType { plan.origin.root.type }

    /// The slots of the variables that the expression reads, in ascending order.
    public var variables: [Int] { plan.variables }

    /// Why parts that depend on nothing fail whenever they are evaluated, in the order of the source.
    ///
    /// An expression that has some compiles, as CEL wants it; no author can have meant it.
    public var certainFailures: [EvaluationError] { plan.certainFailures }

    /// The checked expression, to be walked.
    public var root: Expr { plan.origin.root }

    /// Evaluates the expression over the given values.
    ///
    /// Limits: ends with `budgetExceeded` once it has cost more than `budget`, which is the
    /// environment's `maxCost` where nil.
    public func evaluate(_ activation: borrowing Activation, budget: Int? = nil) -> Evaluation {
        var run = Run(
            values: activation.values,
            localCount: plan.localCount,
            meter: CostMeter(
                budget: budget ?? plan.origin.limits.maxCost,
                maxPatternInstructions: plan.origin.limits.maxPatternInstructions
            )
        )
        if plan.isCondition { return plan.truth(plan.root, &run).evaluation }
        return plan.value(plan.root, &run)
    }
}
