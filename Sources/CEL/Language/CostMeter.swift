/// What is left of an evaluation's budget.
public struct CostMeter: Sendable {
    /// The cost that may still be spent; negative once the budget is exceeded.
    public private(set) var remaining: Int
    /// The most instructions a pattern that is compiled on the way may have.
    let maxPatternInstructions: Int

    /// Makes a meter with the given budget.
    public init(budget: Int) {
        self.init(budget: budget, maxPatternInstructions: Limits().maxPatternInstructions)
    }

    init(budget: Int, maxPatternInstructions: Int) {
        remaining = budget
        self.maxPatternInstructions = maxPatternInstructions
    }

    /// Takes a cost from the budget.
    ///
    /// Throws `budgetExceeded` when it was more than what was left.
    @inline(__always)
    public mutating func charge(_ cost: Int) throws(EvaluationError) {
        guard spend(cost) else { throw .budgetExceeded }
    }

    /// Takes a cost from the budget; false when it was more than what was left.
    @inline(__always)
    mutating func spend(_ cost: Int) -> Bool {
        let (difference, overflow) = remaining.subtractingReportingOverflow(cost)
        remaining = overflow ? -1 : difference
        return remaining >= 0
    }
}

extension CostMeter {
    // LIMIT: copying or scanning 16 bytes counts as much as evaluating one node.
    private static let bytesPerUnit = 16

    // LIMIT: a function of text takes as long as a few nodes even where the text is short.
    private static let costOfText = 4
    // LIMIT: an entry of a map is hashed, and stored in three places.
    private static let costOfEntry = 4

    /// Charges for giving a text of so many bytes to a function.
    mutating func charge(text count: Int) throws(EvaluationError) {
        try charge(Self.costOfText + count / Self.bytesPerUnit)
    }

    /// Charges for making a map of entries.
    mutating func charge(entries: [(Value, Value)]) throws(EvaluationError) {
        try charge(Self.costOfEntry * (entries.count + 1))
        for (key, _) in entries { try charge(key: key) }
    }

    /// Charges for looking a key up: a long string is read whole.
    @inline(__always)
    mutating func charge(key: Value) throws(EvaluationError) {
        if case .string(let text) = key { try charge(bytes: text.utf8.count) }
    }

    /// Charges for copying or scanning so many bytes.
    mutating func charge(bytes first: Int, _ second: Int = 0) throws(EvaluationError) {
        try charge((first &+ second) / Self.bytesPerUnit)
    }
}

extension EvaluationError {
    static let budgetExceeded = EvaluationError(
        .budgetExceeded,
        "the evaluation took more than its budget"
    )
}
