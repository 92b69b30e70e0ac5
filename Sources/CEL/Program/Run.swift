/// The state of one evaluation.
struct Run {
    /// The variables by their slots.
    let values: [Value?]
    /// The variables of macros.
    ///
    /// One may hold a failure, which counts only if the variable is used.
    var locals: [Evaluation]
    var meter: CostMeter

    init(values: [Value?], localCount: Int, meter: CostMeter) {
        self.values = values
        locals = localCount == 0 ? [] : Array(repeating: .value(.null), count: localCount)
        self.meter = meter
    }
}
