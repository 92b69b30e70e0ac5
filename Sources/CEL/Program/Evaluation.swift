/// What evaluating a program gave.
public enum Evaluation: Sendable, Hashable {
    /// A value.
    case value(Value)
    /// A failure that nothing absorbed.
    case error(EvaluationError)
    /// The value depends on variables that were not given: these.
    case unknown(UnknownSet)
}
