/// A compiled expression.
///
/// Shape: one reference; a copy shares everything.
/// Isolation: immutable; any number of threads may evaluate it at once, without locks.
public struct Program: Sendable {
    private let storage: Storage

    private final class Storage: Sendable {
        let source: String
        let root: Expr
        let variables: [Int]
        let plan: Plan
        let limits: Limits

        init(source: String, root: Expr, limits: Limits) {
            self.source = source
            self.root = root
            self.limits = limits
            (plan, variables) = Planner.plan(root, limits: limits)
        }
    }

    init(source: String, root: Expr, limits: Limits) {
        storage = Storage(source: source, root: root, limits: limits)
    }

    /// The expression as it was written.
    public var source: String { storage.source }

    /// The type that the checker deduced.
    public var resultType: CELType { storage.root.type }

    /// The slots of the variables that the expression reads, in ascending order.
    public var variables: [Int] { storage.variables }

    /// The checked expression, to be walked.
    public var root: Expr { storage.root }

    /// Evaluates the expression over the given values.
    ///
    /// Limits: ends with `budgetExceeded` once it has cost more than `budget`, which is the
    /// environment's `maxCost` where nil.
    public func evaluate(_ activation: borrowing Activation, budget: Int? = nil) -> Evaluation {
        let plan = storage.plan
        var run = Run(
            values: activation.values,
            localCount: plan.localCount,
            meter: CostMeter(
                budget: budget ?? storage.limits.maxCost,
                maxPatternInstructions: storage.limits.maxPatternInstructions
            )
        )
        if plan.isCondition { return plan.truth(plan.root, &run).evaluation }
        return plan.value(plan.root, &run)
    }
}
