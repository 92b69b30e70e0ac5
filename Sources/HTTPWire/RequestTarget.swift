/// A request target taken apart and its path normalised, once, before anything is routed by it.
///
/// Source: RFC 9112 section 3.2, RFC 3986 sections 2.1, 5.2.4 and 6.2.2.
struct RequestTarget {
    private(set) var path: Extent
    private(set) var query: Extent
    /// The authority of an absolute target, which wins over `Host` (RFC 9112 section 3.2.2).
    private(set) var authority: Extent?

    /// Takes apart the target at `extent` of the request that begins at `origin`, writing the
    /// normalised path over it.
    init(
        _ bytes: inout [UInt8],
        origin: Int,
        extent: Extent,
        method: Method
    ) throws(Refusal) {
        let range = extent.range(from: origin)
        var pathStart = range.lowerBound
        if bytes[pathStart] != UInt8(ascii: "/") {
            if range.count == 1, bytes[pathStart] == UInt8(ascii: "*"), method == .options {
                (path, query, authority) = (extent, Extent(Int(extent.end), Int(extent.end)), nil)
                return
            }
            let absolute = try Self.authority(bytes.span, range)
            authority = Extent(absolute.lowerBound - origin, absolute.upperBound - origin)
            pathStart = absolute.upperBound
        }
        let (pathEnd, isNormal) = bytes.span.endOfPath(in: pathStart..<range.upperBound)
        let queryStart = min(pathEnd + 1, range.upperBound)
        query = Extent(queryStart - origin, range.upperBound - origin)
        if pathStart == pathEnd {
            // An absolute target without a path: the root, for which a slash of `//` serves.
            let slash = Int(authority?.start ?? 1) - 1
            path = Extent(slash, slash + 1)
            return
        }
        let end = isNormal ? pathEnd : try Self.normalize(&bytes, pathStart..<pathEnd)
        path = Extent(pathStart - origin, end - origin)
    }

    /// Where the authority of `http://authority` stands.
    private static func authority(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Refusal) -> Range<Int> {
        var start = range.lowerBound
        for scheme: StaticString in ["http://", "https://"] {
            let end = range.lowerBound + scheme.utf8CodeUnitCount
            if end < range.upperBound, bytes.equalsIgnoringCase(range.lowerBound..<end, scheme) {
                start = end
            }
        }
        guard start > range.lowerBound else {
            throw Refusal(400, "the target is neither a path nor a URL", "RFC 9112 section 3.2")
        }
        var end = start
        while end < range.upperBound, bytes[end] != UInt8(ascii: "/"),
            bytes[end] != UInt8(ascii: "?")
        {
            end += 1
        }
        guard Authority.isValid(bytes, start..<end) else {
            throw Refusal(400, "the target has no valid host", "RFC 9110 section 4.2")
        }
        return start..<end
    }

    /// Decodes and removes dot segments in place; returns where the path then ends.
    private static func normalize(
        _ bytes: inout [UInt8],
        _ range: Range<Int>
    ) throws(Refusal) -> Int {
        let end = try decode(&bytes, range)
        return try removeDotSegments(&bytes, range.lowerBound..<end)
    }

    private static func decode(
        _ bytes: inout [UInt8],
        _ range: Range<Int>
    ) throws(Refusal) -> Int {
        var (read, write) = (range.lowerBound, range.lowerBound)
        while read < range.upperBound {
            var octet = bytes[read]
            if octet == UInt8(ascii: "%") {
                guard read + 2 < range.upperBound, let high = bytes[read + 1].hexValue,
                    let low = bytes[read + 2].hexValue
                else {
                    throw Refusal(
                        400,
                        "the path has a malformed percent-encoding",
                        "RFC 3986 section 2.1"
                    )
                }
                octet = high << 4 | low
                guard octet != 0 else {
                    throw Refusal(400, "the path has a NUL", "RFC 3986 section 7.3")
                }
                read += 2
            }
            bytes[write] = octet
            write += 1
            read += 1
        }
        return write
    }

    /// Removes `.` and `..` segments; a `..` that leaves the root is refused, not dropped.
    private static func removeDotSegments(
        _ bytes: inout [UInt8],
        _ range: Range<Int>
    ) throws(Refusal) -> Int {
        var (read, write) = (range.lowerBound, range.lowerBound)
        while read < range.upperBound {
            // INVARIANT: a slash stands at `read`; the segment after it ends before the next one.
            var end = read + 1
            while end < range.upperBound, bytes[end] != UInt8(ascii: "/") { end += 1 }
            let segment = read + 1..<end
            let isLast = end == range.upperBound
            if bytes.span.equals(segment, "..") {
                guard write > range.lowerBound else {
                    throw Refusal(400, "the path leaves the root", "RFC 3986 section 5.2.4")
                }
                repeat { write -= 1 } while bytes[write] != UInt8(ascii: "/")
            }
            if bytes.span.equals(segment, ".") || bytes.span.equals(segment, "..") {
                if isLast {
                    bytes[write] = UInt8(ascii: "/")
                    write += 1
                }
            } else {
                for index in read..<end {
                    bytes[write] = bytes[index]
                    write += 1
                }
            }
            read = end
        }
        return write
    }
}

extension Span where Element == UInt8 {
    /// The first place in `range` with `octet`.
    func firstIndex(of octet: UInt8, in range: Range<Int>) -> Int? {
        let index = end(of: { $0 != octet }, from: range.lowerBound, below: range.upperBound)
        return index < range.upperBound ? index : nil
    }

    /// Where a path ends: at a question mark, or with `range`.
    ///
    /// It is normal where it has no encoded octet and no segment that begins with a dot.
    fileprivate func endOfPath(in range: Range<Int>) -> (end: Int, isNormal: Bool) {
        var isNormal = true
        var previous: UInt8 = 0
        let end = end(
            of: { octet in
                let isDot = octet == UInt8(ascii: ".") && previous == UInt8(ascii: "/")
                if octet == UInt8(ascii: "%") || isDot { isNormal = false }
                previous = octet
                return octet != UInt8(ascii: "?")
            },
            from: range.lowerBound,
            below: range.upperBound
        )
        return (end, isNormal)
    }
}
