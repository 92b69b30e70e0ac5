/// What a request asks of its answer: kept apart from the request, because an answer may come when
/// the request's memory has long been used again.
package struct ReplyContext: Sendable {
    /// Whether the head alone is sent.
    package var isHead = false
    /// Whether the connection stays open after this answer.
    package var keepsAlive = true
    /// Whether the client speaks HTTP/1.0 and must be told that the connection stays open.
    package var isHTTP10 = false
    /// Whether the answer may be compressed by gzip.
    package var acceptsGzip = false
    /// Whether the answer is judged by the conditions: the method is safe.
    package var isConditional = false
    /// Field lines that the handler adds to any answer.
    package var extraFields: [UInt8] = []
    /// What the handler wants back with `finish` once an answer that it promised is sent.
    package var note: (any AnyObject & Sendable)?
    var preconditions = Preconditions()

    /// The context of an answer to no request yet.
    package init() {}

    /// Takes over what `request` asks for.
    package mutating func begin(_ request: borrowing Request, keepsAlive: Bool) {
        isHead = request.isHead
        self.keepsAlive = keepsAlive
        isHTTP10 = request.version == .http10
        acceptsGzip = AcceptEncoding.prefersGzip(request)
        isConditional = request.method == .get
        if !extraFields.isEmpty { extraFields.removeAll(keepingCapacity: true) }
        if note != nil { note = nil }
        preconditions.read(request)
    }

    /// Prepares for an answer to a request that could not be read: whole, unconditional, the last.
    package mutating func beginRefusal() {
        isHead = false
        keepsAlive = false
        isHTTP10 = false
        acceptsGzip = false
        isConditional = false
        extraFields.removeAll(keepingCapacity: true)
    }
}

/// Compresses content by gzip (RFC 1952).
public protocol ContentEncoder: AnyObject {
    /// Replaces `output` by the compressed form of `content`.
    ///
    /// Returns: false where it failed or would not be shorter; `output` is then of no use.
    func gzip(_ content: borrowing [UInt8], into output: inout [UInt8]) -> Bool
}
