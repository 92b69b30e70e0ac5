/// A request that was read whole: ranges into the bytes it arrived in, so that nothing is copied
/// and no string is made for what nobody asks.
package struct Request: Sendable {
    /// The bytes that every range points into.
    package let bytes: [UInt8]
    package let method: Method
    /// The path, percent-decoded and without dot segments; starts with a slash.
    package let path: Range<Int>
    /// The query without its question mark, as it was sent; empty where there is none.
    package let query: Range<Int>
    /// The content, with any transfer coding removed.
    package let content: Range<Int>
}

/// A request method the server knows (RFC 9110 section 9, RFC 5789).
package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
}

/// Why the server refused a request before any handler saw it.
package struct Refusal: Error, Sendable, Equatable {
    /// The status to answer with.
    package let status: Int
    /// What is wrong, in lower case, without a full stop.
    package let reason: String
    /// Where the rule stands, for example `RFC 9112 section 3.2`.
    package let source: String
}
