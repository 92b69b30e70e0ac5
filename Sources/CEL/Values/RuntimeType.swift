/// The type of a value at run time, as `type(x)` gives it: parameters are not kept.
public struct RuntimeType: Hashable, Sendable {
    /// The name that denotes the type in an expression, such as `int` or `list`.
    public let name: String

    /// Makes the type of the given name.
    public init(name: String) {
        self.name = name
    }
}
