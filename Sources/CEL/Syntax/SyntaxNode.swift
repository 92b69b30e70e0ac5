/// A node of the syntax tree: what was written, with macros expanded and nothing resolved.
struct SyntaxNode {
    let kind: Kind
    /// Where it stands in the source, as UTF-8 offsets.
    let range: Range<Int>
    /// How many levels of nodes it has, itself included.
    let height: Int

    indirect enum Kind {
        case literal(Value)
        /// A name; with a leading dot it is looked up from the outermost scope.
        case identifier(String, isAbsolute: Bool)
        case select(SyntaxNode, field: String, isOptional: Bool)
        case has(SyntaxNode, field: String)
        /// A call, also of operators; `nameRange` is where the name stands.
        case call(receiver: SyntaxNode?, name: String, nameRange: Range<Int>, [SyntaxNode])
        case and([SyntaxNode])
        case or([SyntaxNode])
        case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
        case list([Element])
        case map([Entry])
        case comprehension(Comprehension)
        case bind([Binding], body: SyntaxNode)
        /// Evaluates the body with the receiver's value where it is present: `optMap`,
        /// `optFlatMap`.
        case optionalMap(SyntaxNode, variable: String, body: SyntaxNode, isFlat: Bool)
        /// A part that could not be read; reported already.
        case fault
    }

    struct Element {
        let value: SyntaxNode
        let isOptional: Bool
    }

    struct Entry {
        let key: SyntaxNode
        let value: SyntaxNode
        let isOptional: Bool
    }

    struct Binding {
        let name: String
        let value: SyntaxNode
    }

    struct Comprehension {
        let operation: Expr.Comprehension.Operation
        let range: SyntaxNode
        let variables: [String]
        let filter: SyntaxNode?
        let body: SyntaxNode
    }
}
