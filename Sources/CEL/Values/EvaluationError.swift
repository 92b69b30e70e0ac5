/// Why an evaluation gave no value.
///
/// Shape: one reference, so that an outcome stays as small as a value.
public struct EvaluationError: Error, Sendable {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// No overload of a function takes arguments of these types.
        case noSuchOverload
        /// A name that nothing declares.
        case undeclared
        /// A map has no such key, or a value no such field.
        case noSuchKey
        /// An index outside a list or string.
        case indexOutOfRange
        /// A division or remainder by zero.
        case divisionByZero
        /// A result outside the range of its type.
        case overflow
        /// A value that cannot be converted, such as `int('x')`.
        case conversion
        /// An argument that the function refuses.
        case invalidArgument
        /// Two equal keys in one map.
        case repeatedKey
        /// The value of an absent optional.
        case absentValue
        /// The evaluation took more than its budget.
        case budgetExceeded
    }

    private final class Storage: Sendable {
        let code: Code
        let message: String
        let range: Range<Int>?

        init(_ code: Code, _ message: String, _ range: Range<Int>?) {
            self.code = code
            self.message = message
            self.range = range
        }
    }

    private let storage: Storage

    /// Makes an error; the evaluator adds where it happened.
    public init(_ code: Code, _ message: String) {
        storage = Storage(code, message, nil)
    }

    private init(_ error: EvaluationError, at range: Range<Int>) {
        storage = Storage(error.code, error.message, range)
    }

    /// The kind of failure.
    public var code: Code { storage.code }

    /// What happened, in lower case and without a full stop.
    public var message: String { storage.message }

    /// The UTF-8 offsets of the failing part of the expression; nil where it is not known.
    public var range: Range<Int>? { storage.range }

    func located(at range: Range<Int>) -> EvaluationError {
        self.range == nil ? EvaluationError(self, at: range) : self
    }
}

extension EvaluationError: Hashable {
    /// Whether kind, message and place are the same.
    public static func == (left: EvaluationError, right: EvaluationError) -> Bool {
        left.code == right.code && left.message == right.message && left.range == right.range
    }

    /// Feeds kind and message to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(message)
    }
}
