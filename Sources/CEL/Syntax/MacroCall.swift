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
}
