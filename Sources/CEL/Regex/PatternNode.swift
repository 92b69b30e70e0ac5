/// A node of a pattern's syntax tree.
///
/// Groups leave no trace: only whether a text matches is asked.
indirect enum PatternNode {
    case empty
    case set(ScalarSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// At least `minimum` times and at most `maximum`, which is nil for any number.
    case repeated(PatternNode, minimum: Int, maximum: Int?)
}

/// A condition on a place in the text.
enum PatternAssertion: UInt8, Sendable {
    case textStart
    case textEnd
    case lineStart
    case lineEnd
    case wordBoundary
    case noWordBoundary
}

/// Why a pattern cannot be compiled.
struct PatternFault: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
