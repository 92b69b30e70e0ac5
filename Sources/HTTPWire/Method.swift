/// A request method the server knows (RFC 9110 section 9, RFC 5789,
/// draft-ietf-httpbis-safe-method-w-body).
///
/// `HEAD` is not among those a handler meets: the server answers it from the handler of `GET`.
public enum Method: UInt8, Sendable, CaseIterable {
    case get
    case head
    case post
    case put
    case patch
    case delete
    case options
    case trace
    case query

    /// The method as it stands in a request line; methods are case-sensitive.
    public var spelling: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .query: "QUERY"
        }
    }

    /// The method spelled by `bytes[range]`; nil where it is none of these.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let candidate: Method? =
            switch range.count {
            case 3: bytes[range.lowerBound] == UInt8(ascii: "G") ? .get : .put
            case 4: bytes[range.lowerBound] == UInt8(ascii: "P") ? .post : .head
            case 5:
                switch bytes[range.lowerBound] {
                case UInt8(ascii: "P"): .patch
                case UInt8(ascii: "T"): .trace
                default: .query
                }
            case 6: .delete
            case 7: .options
            default: nil
            }
        guard let candidate, bytes.equals(range, candidate.spelling) else { return nil }
        self = candidate
    }
}

/// The minor version of HTTP/1 that a message speaks; a higher one is read as 1.1.
///
/// Source: RFC 9112 section 2.3, RFC 9110 section 6.2.
public enum Version: UInt8, Sendable {
    case http10
    case http11
}
