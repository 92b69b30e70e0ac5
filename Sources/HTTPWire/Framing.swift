/// How a request's content is delimited, and what else of its fields concerns the connection.
///
/// Nothing is repaired: what two parties could read in two ways is refused.
///
/// Source: RFC 9112 sections 3.2, 6 and 9.3; RFC 9110 section 10.1.1.
struct Framing {
    /// How the content is delimited.
    enum Content: Equatable {
        case none
        case length(Int)
        case chunked
    }

    private(set) var content = Content.none
    private(set) var expectsContinue = false
    private(set) var host: Extent?
    private var contentLength: Int?
    private var isChunked = false
    private var asksToClose = false
    private var asksToKeepAlive = false

    /// Whether the connection stays open after the answer, as far as the client wishes.
    func keepsAlive(_ version: Version) -> Bool {
        !asksToClose && (version == .http11 || asksToKeepAlive)
    }

    /// Takes note of one field line.
    mutating func note(_ line: FieldLine, in bytes: Span<UInt8>) throws(Refusal) {
        guard let name = FieldName(rawValue: line.name) else { return }
        switch name {
        case .host: try noteHost(line, bytes)
        case .contentLength: try noteContentLength(line, bytes)
        case .transferEncoding: try noteTransferEncoding(line, bytes)
        case .connection: noteConnection(bytes, line.value.range(from: 0))
        case .expect: try noteExpectation(line, bytes)
        default: break
        }
    }

    /// Judges the field lines as a whole.
    mutating func conclude(_ version: Version, _ limits: WireLimits) throws(Refusal) {
        if version == .http11, host == nil {
            throw Refusal(400, "the request has no Host", "RFC 9112 section 3.2")
        }
        if isChunked {
            guard version == .http11 else {
                throw Refusal(400, "Transfer-Encoding in HTTP/1.0", "RFC 9112 section 6.1")
            }
            guard contentLength == nil else {
                throw Refusal(
                    400,
                    "both Transfer-Encoding and Content-Length",
                    "RFC 9112 section 6.1"
                )
            }
            content = .chunked
        } else if let length = contentLength {
            guard length <= limits.maxContentBytes else {
                throw Refusal(
                    413,
                    "the content is longer than \(limits.maxContentBytes) octets",
                    "RFC 9110 section 15.5.14"
                )
            }
            content = .length(length)
        }
        if version == .http10 { expectsContinue = false }
    }

    private mutating func noteHost(_ line: FieldLine, _ bytes: Span<UInt8>) throws(Refusal) {
        guard host == nil else {
            throw Refusal(400, "more than one Host", "RFC 9112 section 3.2")
        }
        guard Authority.isValid(bytes, line.value.range(from: 0)) else {
            throw Refusal(400, "Host is not a host with an optional port", "RFC 9110 section 7.2")
        }
        host = line.value
    }

    private mutating func noteContentLength(
        _ line: FieldLine,
        _ bytes: Span<UInt8>
    ) throws(Refusal) {
        guard contentLength == nil else {
            throw Refusal(400, "more than one Content-Length", "RFC 9112 section 6.3")
        }
        let range = line.value.range(from: 0)
        guard !range.isEmpty, range.count <= 18 else {
            throw Refusal(400, "Content-Length is not 1 to 18 digits", "RFC 9110 section 8.6")
        }
        var length = 0
        for index in range {
            guard bytes[index].isDigit else {
                throw Refusal(400, "Content-Length is not digits only", "RFC 9110 section 8.6")
            }
            length = length * 10 + Int(bytes[index] &- 0x30)
        }
        contentLength = length
    }

    private mutating func noteTransferEncoding(
        _ line: FieldLine,
        _ bytes: Span<UInt8>
    ) throws(Refusal) {
        guard !isChunked else {
            throw Refusal(400, "more than one Transfer-Encoding", "RFC 9112 section 6.1")
        }
        let range = line.value.range(from: 0)
        guard bytes.equalsIgnoringCase(range, "chunked") else {
            // A final chunked after other codings is well framed, only not implemented.
            let tail = max(range.lowerBound, range.upperBound - 8)..<range.upperBound
            let isFramed =
                bytes.equalsIgnoringCase(tail, ",chunked")
                || bytes.equalsIgnoringCase(tail, " chunked")
            throw isFramed
                ? Refusal(501, "a transfer coding other than chunked", "RFC 9112 section 6.1")
                : Refusal(400, "Transfer-Encoding is not chunked", "RFC 9112 section 6.3")
        }
        isChunked = true
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, bytes[end] != UInt8(ascii: ",") { end += 1 }
            let option = bytes.trimmed(start..<end)
            if bytes.equalsIgnoringCase(option, "close") { asksToClose = true }
            if bytes.equalsIgnoringCase(option, "keep-alive") { asksToKeepAlive = true }
            start = end + 1
        }
    }

    private mutating func noteExpectation(
        _ line: FieldLine,
        _ bytes: Span<UInt8>
    ) throws(Refusal) {
        guard bytes.equalsIgnoringCase(line.value.range(from: 0), "100-continue") else {
            throw Refusal(417, "the expectation is not 100-continue", "RFC 9110 section 10.1.1")
        }
        expectsContinue = true
    }
}
