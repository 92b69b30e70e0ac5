/// A scalar type that the host adds to the language.
public struct HostType: Sendable {
    /// The number values of this type carry.
    public let id: HostTypeID
    /// The name that denotes the type in expressions and messages, such as `money`.
    public let name: String
    /// Reads a number literal as a value of this type, from its exact digits.
    ///
    /// The checker asks when no overload of a function fits an `int` or `double` literal. The text
    /// is what stands in the source, with a `-` before it where the literal is negated: `19.99`,
    /// `-3`, `1e2`; never hexadecimal or unsigned. Returns nil for one it cannot read exactly.
    public let literal: (@Sendable (_ text: String) -> HostValue?)?
    /// Writes a value as text, for `string(x)`, `format` and messages.
    public let describe: @Sendable (HostValue) -> String
    /// Whether a value is nothing to speak of, for `optional.ofNonZeroValue`.
    public let isZero: @Sendable (HostValue) -> Bool

    /// Makes a host type; where nothing else is said, a value is zero when both its integers are.
    public init(
        id: HostTypeID,
        name: String,
        literal: (@Sendable (_ text: String) -> HostValue?)? = nil,
        isZero: @escaping @Sendable (HostValue) -> Bool = { $0.high == 0 && $0.low == 0 },
        describe: @escaping @Sendable (HostValue) -> String
    ) {
        self.id = id
        self.name = name
        self.literal = literal
        self.isZero = isZero
        self.describe = describe
    }

    /// The type as declarations name it.
    public var type: CELType { .host(id, name) }
}
