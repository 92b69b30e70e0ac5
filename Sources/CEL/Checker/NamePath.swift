/// A name with the fields selected from it, as far as it could be one qualified name.
struct NamePath {
    let names: [String]
    /// The nodes of the name's prefixes, the shortest first.
    let nodes: [SyntaxNode]
    let isAbsolute: Bool

    /// Returns nil for anything but plain fields of a name.
    init?(_ node: SyntaxNode) {
        var names: [String] = []
        var nodes: [SyntaxNode] = []
        var current = node
        while case .select(let operand, let field, false) = current.kind {
            names.append(field)
            nodes.append(current)
            current = operand
        }
        guard case .identifier(let name, let isAbsolute) = current.kind else { return nil }
        names.append(name)
        nodes.append(current)
        self.names = names.reversed()
        self.nodes = nodes.reversed()
        self.isAbsolute = isAbsolute
    }

    /// The first names, joined by dots.
    func qualifiedName(_ length: Int) -> String {
        length == 1 ? names[0] : names[..<length].joined(separator: ".")
    }
}
