/// A checked expression: names resolved, overloads chosen, types deduced.
public struct Expr: Sendable {
    /// What the expression is.
    public let kind: Kind
    /// The type of its value.
    public let type: CELType
    /// Where it stands in the source, as UTF-8 offsets.
    public let range: Range<Int>

    /// The forms of an expression.
    public indirect enum Kind: Sendable {
        /// A literal, or the name of a type. A number beside a host type is read as its value.
        case literal(Value)
        /// A constant that the environment declares, by its full name.
        case constant(name: String, Value)
        /// A variable that the environment declares, by its full name.
        case variable(name: String, slot: Int)
        /// A variable that a macro binds; the index counts the macros' variables around it.
        case local(name: String, index: Int)
        /// `operand.field` or `operand.?field`.
        case select(Expr, field: String, isOptional: Bool)
        /// `has(operand.field)`.
        case hasField(Expr, field: String)
        /// `has(name)` of a declared variable: whether it was given.
        case hasVariable(name: String, slot: Int)
        /// A call of a function or operator.
        ///
        /// Operators have their CEL names, such as `_+_`, `_<=_`, `@in`, `_[_]`, `!_`. Of a member
        /// function the receiver is the first argument. Several overloads are possible where
        /// an argument is `dyn`.
        case call(function: String, overloads: [Overload], arguments: [Expr])
        /// `a && b && …`
        case and([Expr])
        /// `a || b || …`
        case or([Expr])
        /// `condition ? then : otherwise`
        case conditional(Expr, then: Expr, otherwise: Expr)
        /// `[a, ?b]`
        case list([Element])
        /// `{a: b, ?c: d}`
        case map([Entry])
        /// `all`, `exists`, `map`, `filter` and their kin.
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`
        case bind(name: String, index: Int, value: Expr, body: Expr)
        /// `operand.optMap(name, body)` or `operand.optFlatMap(name, body)`
        case optionalMap(Expr, name: String, index: Int, body: Expr, isFlat: Bool)
        /// Something that fails when it is evaluated: only where checking was switched off.
        case failing(EvaluationError)
    }

    /// An element of a list.
    public struct Element: Sendable {
        /// Its value.
        public let value: Expr
        /// Whether it is written `?value` and left out where absent.
        public let isOptional: Bool
    }

    /// An entry of a map.
    public struct Entry: Sendable {
        /// Its key.
        public let key: Expr
        /// Its value.
        public let value: Expr
        /// Whether it is written `?key: value` and left out where absent.
        public let isOptional: Bool
    }

    /// A macro that goes through a list or map.
    public struct Comprehension: Sendable {
        /// What it computes.
        public enum Operation: String, Sendable {
            /// Whether the body holds for all.
            case all
            /// Whether the body holds for at least one.
            case exists
            /// Whether the body holds for exactly one.
            case existsOne
            /// The elements for which the body holds.
            case filter
            /// The body's values, as a list.
            case map
            /// The body's values under their keys.
            case transformMap
            /// The entries of the maps that the body gives.
            case transformMapEntry
        }

        /// What it computes.
        public let operation: Operation
        /// The list or map it goes through.
        public let range: Expr
        /// The names of its one or two variables.
        public let variables: [String]
        /// The index of the first variable among the locals; the second has the next.
        public let firstIndex: Int
        /// Elements for which this does not hold are passed over; nil where all count.
        public let filter: Expr?
        /// What is evaluated for each element.
        public let body: Expr
    }
}
