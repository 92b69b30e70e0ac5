/// Why a document was refused, and where.
package struct JSONFault: Error, Sendable, Hashable {
    /// The rule that was broken.
    package let reason: Reason
    /// The byte offset of the fault, from 0; the length of the document where it ended too early.
    package let offset: Int
    /// The line of the fault, from 1; lines end with a line feed.
    package let line: Int
    /// The column of the fault in code points, from 1.
    package let column: Int
    /// The JSON Pointer (RFC 6901) of the value that was being read; empty for the whole document.
    package let pointer: String

    /// The rules of RFC 8259, the stricter ones of RFC 7493 (I-JSON), and the limits.
    package enum Reason: Sendable, Hashable {
        /// The document ends before its value does, or is empty.
        case unexpectedEnd
        /// The document starts with a byte order mark (RFC 8259 section 8.1).
        case byteOrderMark
        /// No value starts here; `NaN`, `Infinity` and comments are among what is refused so.
        case expectedValue
        /// A member has to start with a name in double quotes.
        case expectedName
        /// A name has to be followed by a colon.
        case expectedColon
        /// An element has to be followed by a comma or `]`.
        case expectedCommaOrBracket
        /// A member has to be followed by a comma or `}`.
        case expectedCommaOrBrace
        /// Something follows the value.
        case trailingData
        /// A digit is missing in a number.
        case expectedDigit
        /// A number starts with a zero that another digit follows.
        case leadingZero
        /// A control character stands unescaped in a string.
        case controlCharacter
        /// A string holds bytes that are not UTF-8 (RFC 3629).
        case invalidUTF8
        /// A backslash is followed by none of `"\/bfnrtu`.
        case unknownEscape
        /// `\u` is not followed by four hexadecimal digits.
        case malformedUnicodeEscape
        /// A `\u` escape is half of a surrogate pair without the other half (RFC 7493 section 2.1).
        case loneSurrogate
        /// An object has two members of one name (RFC 7493 section 2.3).
        case duplicateName(String)
        /// The document is longer than the given number of bytes.
        case documentTooLong(maxBytes: Int)
        /// More arrays and objects are open than the given number.
        case tooDeep(maxDepth: Int)
        /// A string is longer than the given number of bytes.
        case stringTooLong(maxBytes: Int)
        /// The document has more members and elements than the given number.
        case tooManyMembers(maxMembers: Int)
        /// A number has more digits than the given number.
        case tooManyDigits(maxDigits: Int)
    }
}

extension JSONFault: CustomStringConvertible {
    /// The reason and the place, for a person: `expected a value (line 1, column 8)`.
    package var description: String {
        "\(reason) (line \(line), column \(column))"
    }
}

extension JSONFault.Reason: CustomStringConvertible {
    /// What is wrong, in lower case and without a full stop.
    package var description: String {
        switch self {
        case .unexpectedEnd: "the document ends too early"
        case .byteOrderMark: "the document starts with a byte order mark"
        case .expectedValue: "expected a value"
        case .expectedName: "expected a name in double quotes"
        case .expectedColon: "expected a colon after the name"
        case .expectedCommaOrBracket: "expected a comma or `]`"
        case .expectedCommaOrBrace: "expected a comma or `}`"
        case .trailingData: "something follows the value"
        case .expectedDigit: "expected a digit"
        case .leadingZero: "a number starts with a needless zero"
        case .controlCharacter: "a control character in a string has to be escaped"
        case .invalidUTF8: "a string is not valid UTF-8"
        case .unknownEscape: "unknown escape"
        case .malformedUnicodeEscape: "`\\u` needs four hexadecimal digits"
        case .loneSurrogate: "an escape is half of a surrogate pair"
        case .duplicateName(let name): "the name `\(name)` stands twice in one object"
        case .documentTooLong(let limit): "the document is longer than \(limit) bytes"
        case .tooDeep(let limit): "arrays and objects are nested deeper than \(limit)"
        case .stringTooLong(let limit): "a string is longer than \(limit) bytes"
        case .tooManyMembers(let limit): "the document has more than \(limit) members"
        case .tooManyDigits(let limit): "a number has more than \(limit) digits"
        }
    }
}
