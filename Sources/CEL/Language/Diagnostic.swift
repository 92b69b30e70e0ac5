/// A fault of an expression, for its author.
public struct Diagnostic: Sendable, Hashable {
    /// What is wrong, in lower case and without a full stop.
    public let message: String
    /// A known name close to one that is not known; nil where there is none.
    public let suggestion: String?
    /// The line in the expression, from 1.
    public let line: Int
    /// The column in the line, from 1, counted in code points.
    public let column: Int
    /// The UTF-8 offsets of the faulty part; empty for a fault at a point, such as the end.
    public let range: Range<Int>
}

/// All faults of an expression that could not be compiled, in the order of the source.
public struct CompileError: Error, Sendable, Hashable {
    /// The expression as it was written; only its beginning where it was too long.
    public let source: String
    /// The faults, at least one.
    public let diagnostics: [Diagnostic]
}
