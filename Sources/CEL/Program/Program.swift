/// A compiled expression.
///
/// Isolation: immutable; any number of threads may evaluate it at once, without locks.
public struct Program: Sendable {
    /// The expression as it was written.
    public let source: String
    /// The type that the checker deduced.
    public let resultType: CELType
    /// The slots of the variables that the expression reads, in ascending order.
    public let variables: [Int]
    /// The checked expression, to be walked.
    public let root: Expr

    private let plan: Plan
    private let limits: Limits

    init(source: String, root: Expr, limits: Limits) {
        self.source = source
        self.root = root
        resultType = root.type
        self.limits = limits
        (plan, variables) = Planner.plan(root, limits: limits)
    }

    /// Evaluates the expression over the given values.
    ///
    /// Limits: ends with `budgetExceeded` once it has cost more than `budget`, which is the
    /// environment's `maxCost` where nil.
    public func evaluate(_ activation: borrowing Activation, budget: Int? = nil) -> Evaluation {
        var run = Run(
            values: activation.values,
            localCount: plan.localCount,
            meter: CostMeter(
                budget: budget ?? limits.maxCost,
                maxPatternInstructions: limits.maxPatternInstructions
            )
        )
        return plan.value(plan.root, &run)
    }
}
