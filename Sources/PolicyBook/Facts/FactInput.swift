/// A value as a request or a file gives it, before it is read as a fact's type.
package indirect enum FactInput: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number by its digits, which are kept exact.
    case number(String)
    case string(String)
    case list([FactInput])
    /// Members in the order given.
    case object([Member])

    /// A member of an object.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: FactInput

        /// Makes the member.
        package init(_ name: String, _ value: FactInput) {
            self.name = name
            self.value = value
        }
    }
}
