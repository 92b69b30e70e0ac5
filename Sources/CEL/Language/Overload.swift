/// One signature of a function, with what it does.
///
/// Isolation: the implementation may run on any thread, on several at once.
public struct Overload: Sendable {
    /// What an overload does when it is called.
    ///
    /// An implementation is called only with arguments of its parameter types, never with an error
    /// or an unknown. The forms with one and two arguments need no array.
    public enum Implementation: Sendable {
        /// One argument.
        case unary(@Sendable (Value) throws(EvaluationError) -> Value)
        /// Two arguments; of a member function the receiver is the first.
        case binary(@Sendable (Value, Value) throws(EvaluationError) -> Value)
        /// Any number of arguments; of a member function the receiver is the first.
        case variadic(@Sendable ([Value]) throws(EvaluationError) -> Value)
        /// Any number of arguments, charging what the work costs to the evaluation's budget.
        case metered(@Sendable ([Value], inout CostMeter) throws(EvaluationError) -> Value)
    }

    /// A name that is unique within the function, for messages and `Expr`: `percent_money`.
    public let id: String
    /// The types of the arguments; of a member function the receiver's is the first.
    public let parameters: [CELType]
    /// The type of the result.
    public let result: CELType
    /// Whether it is called as `receiver.name(…)`.
    public let isMember: Bool
    /// Whether it always gives the same result for the same arguments, so that a call with constant
    /// arguments may be made once, when the expression is compiled.
    public let isPure: Bool
    /// What it does.
    public let implementation: Implementation
    /// The operator that the evaluator computes in its place; nil for a function.
    var operation: Operation?

    /// Makes an overload.
    public init(
        _ id: String,
        _ parameters: [CELType],
        returns result: CELType,
        isMember: Bool = false,
        isPure: Bool = true,
        _ implementation: Implementation
    ) {
        self.id = id
        self.parameters = parameters
        self.result = result
        self.isMember = isMember
        self.isPure = isPure
        self.implementation = implementation
    }
}
