/// Reads the head of a request: its request line and its field lines.
///
/// A pure function over bytes that keeps its place: it goes over each octet once, however the input
/// is cut, and ends with a whole head, a refusal, or the need for more.
struct HeadParser {
    private var requestLine = RequestLineParser()
    private var fields: FieldSectionParser?
    private(set) var framing = Framing()

    /// Where the content begins, once the head is whole.
    var end: Int { fields?.cursor ?? 0 }

    /// Reads on to `filled` octets of the request's buffer; true when the head is whole.
    mutating func read(
        _ request: inout Request,
        filled: Int,
        _ limits: WireLimits
    ) throws(Refusal) -> Bool {
        let isWhole = try readLines(
            request.bytes,
            request.origin..<filled,
            into: &request.lines,
            limits
        )
        if isWhole { try finish(&request, limits) }
        return isWhole
    }

    private mutating func readLines(
        _ buffer: borrowing [UInt8],
        _ range: Range<Int>,
        into lines: inout [FieldLine],
        _ limits: WireLimits
    ) throws(Refusal) -> Bool {
        let bytes = buffer.span.extracting(range)
        if fields == nil {
            guard try requestLine.read(bytes, limits) else { return false }
            fields = FieldSectionParser(
                at: requestLine.cursor,
                maxSectionBytes: limits.maxFieldSectionBytes,
                maxLineBytes: limits.maxFieldLineBytes,
                maxLineCount: limits.maxFieldCount
            )
        }
        while let event = try fields?.next(in: bytes) {
            switch event {
            case .needMore: return false
            case .end: return true
            case .line(let line):
                try framing.note(line, in: bytes)
                lines.append(line)
            }
        }
        return false
    }

    private mutating func finish(
        _ request: inout Request,
        _ limits: WireLimits
    ) throws(Refusal) {
        try framing.conclude(requestLine.version, limits)
        request.method = requestLine.method
        request.isHead = requestLine.isHead
        request.version = requestLine.version
        let target = try RequestTarget(
            &request.bytes,
            origin: request.origin,
            extent: requestLine.target,
            method: requestLine.method
        )
        request.pathExtent = target.path
        request.queryExtent = target.query
        request.authorityExtent = target.authority ?? framing.host ?? .empty
    }
}
