/// A checked expression in the form in which it is evaluated: an array of steps that refer to each
/// other by index.
///
/// Steps hold no references, so that evaluating them counts none; what needs memory stands in
/// tables beside them. Evaluation recurses as deep as the expression nests.
///
/// Isolation: immutable, shared by all threads.
final class Plan: Sendable {
    // It stands in the plan, so that evaluating a program retains one object and no more.
    let origin: Program.Origin
    /// The slots that are read, in ascending order.
    let variables: [Int]
    let steps: [Step]
    /// Where each step stands in the source.
    let ranges: [Range<Int32>]
    /// The indices of the steps below those with a variable number of them.
    let operands: [Int32]
    let constants: [Value]
    let calls: [CallSite]
    let loops: [Loop]
    let patterns: [Pattern]
    let failures: [EvaluationError]
    let certainFailures: [EvaluationError]
    let root: Int32
    /// How many variables of macros live at once.
    let localCount: Int
    /// Whether the root is a step that gives a truth value without making a value of it.
    let isCondition: Bool

    init(_ planner: consuming Planner, root: Int32, variables: [Int]) {
        origin = planner.origin
        self.variables = variables
        steps = planner.steps
        ranges = planner.ranges
        operands = planner.operands
        constants = planner.constants
        calls = planner.calls
        loops = planner.loops
        patterns = planner.patterns
        failures = planner.failures
        certainFailures = planner.certainFailures
        localCount = planner.localCount
        isCondition = steps[Int(root)].isCondition
        self.root = root
    }
}
