/// A call as the parser met it, before it is known whether it is a macro's.
struct MacroCall {
    let receiver: SyntaxNode?
    let name: String
    let nameRange: Range<Int>
    let arguments: [SyntaxNode]
    let range: Range<Int>
    /// The height of the receiver and arguments.
    let height: Int

    /// Whether the receiver is just this name: the namespace of `cel.bind`.
    func isIn(_ namespace: String) -> Bool {
        guard case .identifier(namespace, isAbsolute: false)? = receiver?.kind else { return false }
        return true
    }

    /// The height below a macro that binds values to variables in its bodies.
    ///
    /// A variable, of height 1, may stand for a value as deep as the expression that gives it, so
    /// the heights add up: what is made of values in values nests no deeper than an expression.
    func height(binding values: [SyntaxNode], in bodies: [SyntaxNode]) -> Int {
        let body = bodies.map(\.height).max() ?? 0
        return max(height, values.reduce(body - 1) { $0 + $1.height })
    }
}
