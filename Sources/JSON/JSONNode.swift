/// The place of a value, or of a member's name, on a tape.
///
/// It means something only to the tape it came from, and only until that tape reads again.
package struct JSONNode: Sendable, Hashable {
    let index: Int

    /// The value of the whole document.
    package static let root = JSONNode(index: 0)
}

/// A member of an object.
package struct JSONMember: Sendable, Hashable {
    /// The name: a node of kind string.
    package let name: JSONNode
    /// The value.
    package let value: JSONNode
}

/// The kinds of JSON values (RFC 8259 section 3).
package enum JSONKind: UInt8, Sendable, BitwiseCopyable {
    /// Members in the order they were written.
    case object
    /// Elements in order.
    case array
    /// A string.
    case string
    /// A number, kept as it was written.
    case number
    /// `true` or `false`.
    case bool
    /// `null`.
    case null
}

extension JSONKind: CustomStringConvertible {
    /// The kind in words, for messages: `an object`.
    package var description: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .bool: "a boolean"
        case .null: "null"
        }
    }
}

/// One entry of the tape: 16 bytes.
struct TapeEntry: BitwiseCopyable {
    /// The offset of the first byte: of a string after its quote.
    var start: UInt32
    /// Bytes of a string or number; members of an object, elements of an array; 1 for `true`.
    var length: UInt32
    /// The index of the entry after this value and everything in it.
    var next: UInt32
    var kind: JSONKind

    static let blank = TapeEntry(start: 0, length: 0, next: 0, kind: .null)
}
