import CEL
import Testing

/// What an expression gives over the given variables.
func evaluate(
    _ source: String,
    in environment: Environment = Environment(),
    _ given: [String: Value] = [:],
    budget: Int? = nil
) throws -> Evaluation {
    let program = try environment.compile(source)
    var activation = Activation(slotCount: environment.slotCount)
    for (name, value) in given {
        activation[try #require(environment.slot(of: name))] = value
    }
    return program.evaluate(activation, budget: budget)
}

/// The value of an expression; a failed test where it has none.
func value(
    of source: String,
    in environment: Environment = Environment(),
    _ given: [String: Value] = [:]
) throws -> Value {
    let outcome = try evaluate(source, in: environment, given)
    guard case .value(let value) = outcome else {
        throw UnexpectedOutcome(outcome: outcome)
    }
    return value
}

/// The kind of failure of an expression; a failed test where it has none.
func errorCode(
    of source: String,
    in environment: Environment = Environment(),
    _ given: [String: Value] = [:],
    budget: Int? = nil
) throws -> EvaluationError.Code {
    let outcome = try evaluate(source, in: environment, given, budget: budget)
    guard case .error(let error) = outcome else {
        throw UnexpectedOutcome(outcome: outcome)
    }
    return error.code
}

struct UnexpectedOutcome: Error {
    let outcome: Evaluation
}
