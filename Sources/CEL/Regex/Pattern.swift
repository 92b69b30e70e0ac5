/// A regular expression in RE2's syntax, compiled.
struct Pattern: Sendable {
    static func compiling(
        _ pattern: String,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Pattern {
        Pattern()
    }

    func matches(_ text: String, _ meter: inout CostMeter) throws(EvaluationError) -> Bool {
        false
    }
}
