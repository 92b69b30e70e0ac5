/// How large and how deep a JSON document may be before it is refused.
///
/// LIMIT: the numbers bound the work and the memory one request can cause. A tape for the largest
/// document needs two nodes of 16 bytes for each member, so 320 KB, and its text.
package struct JSONLimits: Sendable, Hashable {
    /// The most bytes of a document; 1 MiB, as much as a request's content may have.
    package var maxDocumentBytes = 1_048_576
    /// The most arrays and objects open at once; 64.
    package var maxDepth = 64
    /// The most bytes of a string or name after its escapes are decoded; 64 KiB.
    package var maxStringBytes = 65_536
    /// The most members of objects and elements of arrays, counted over the whole document; 10 000.
    package var maxMembers = 10_000
    /// The most digits of a number, those of its fraction and exponent included; 400.
    package var maxDigits = 400

    /// The limits of the design, each of which can be set.
    package init() {}

    /// The most bytes whose offsets a node can hold.
    static let addressableBytes = Int(Int32.max)
}
