/// What an expression may ask of the machine.
///
/// Each limit is inclusive: exactly as much is accepted, one more is refused.
public struct Limits: Sendable, Hashable {
    // LIMIT: a condition that a person reads is shorter than a page; 16 KiB is four.
    /// The longest source, in UTF-8 bytes.
    public var maxSourceBytes = 16_384
    // LIMIT: evaluation recurses once a level; at this depth it stays far below the smallest
    // thread stack (512 KiB), see Docs/CEL.md.
    /// How deep parentheses, operators, lists, maps, calls and macros may stand in each other.
    ///
    /// More than the default asks for threads with larger stacks.
    public var maxNesting = 64
    /// The most nodes in a syntax tree.
    public var maxNodes = 4_096
    /// The most that one evaluation may cost.
    ///
    /// Every node that is evaluated costs 1; long strings, lists and pattern matches cost in
    /// proportion to what they touch.
    public var maxCost = 1_000_000
    /// The most diagnostics that one compilation reports.
    public var maxDiagnostics = 20
    /// The most instructions the patterns of an expression may compile to, all together; also one that
    /// is computed.
    public var maxPatternInstructions = 10_000

    /// Makes the default limits.
    public init() {}
}
