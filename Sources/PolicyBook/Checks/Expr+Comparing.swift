import CEL

extension Expr {
    /// Calls `body` with each part that `&&`, `||` and `!` put together.
    func forEachAtom(_ body: (Expr) -> Void) {
        switch kind {
        case .and(let parts), .or(let parts): for part in parts { part.forEachAtom(body) }
        case .call("!_", _, let arguments) where arguments.count == 1:
            arguments[0].forEachAtom(body)
        default: body(self)
        }
    }

    /// Calls `body` with this and everything below it.
    func forEachNode(_ body: (Expr) -> Void) {
        body(self)
        for child in children { child.forEachNode(body) }
    }

    /// The slots it reads, each once.
    var slots: [Int] {
        var found: [Int] = []
        forEachNode { node in
            switch node.kind {
            case .variable(_, let slot), .hasVariable(_, let slot):
                if !found.contains(slot) { found.append(slot) }
            default: break
            }
        }
        return found
    }

    /// Whether both always have the same value, as far as their form tells.
    func isSame(as other: Expr) -> Bool {
        switch (kind, other.kind) {
        case (.literal(let left), .literal(let right)),
            (.literal(let left), .constant(_, let right)),
            (.constant(_, let left), .literal(let right)),
            (.constant(_, let left), .constant(_, let right)):
            return left == right
        case (.variable(_, let left), .variable(_, let right)),
            (.hasVariable(_, let left), .hasVariable(_, let right)):
            return left == right
        case (.select(_, let left, let isOptional), .select(_, let right, let isOtherOptional)):
            guard left == right, isOptional == isOtherOptional else { return false }
        case (.call(let left, _, _), .call(let right, _, _)):
            guard left == right else { return false }
        case (.and, .and), (.or, .or), (.list, .list), (.conditional, .conditional): break
        default:
            // Macros have variables of their own: only one place is the same as itself.
            return range == other.range && slots == other.slots && type == other.type
        }
        return children.count == other.children.count
            && zip(children, other.children).allSatisfy { $0.isSame(as: $1) }
    }
}
