/// Reads a request line: `method SP request-target SP HTTP-version CRLF`, nothing else.
///
/// Like `FieldSectionParser` it goes over each octet once and keeps its place between calls.
///
/// Source: RFC 9112 sections 2.2, 2.3 and 3.
struct RequestLineParser {
    private enum Phase {
        case start
        case emptyLineFeed
        case method
        case target
        case version
        case carriageReturn
        case lineFeed
    }

    /// Where the next octet is read, counted from the request's first one.
    private(set) var cursor = 0
    private(set) var method = Method.get
    private(set) var isHead = false
    private(set) var target = Extent.empty
    private(set) var version = Version.http11
    private var phase = Phase.start
    private var emptyLines = 0
    private var start = 0

    /// Reads on in `bytes`; true when the line is whole.
    mutating func read(_ bytes: Span<UInt8>, _ limits: WireLimits) throws(Refusal) -> Bool {
        while cursor < bytes.count {
            switch phase {
            case .start: try begin(bytes[cursor], limits)
            case .emptyLineFeed: try endEmptyLine(bytes[cursor])
            case .method: try scanMethod(bytes, limits)
            case .target: try scanTarget(bytes, limits)
            case .version: try scanVersion(bytes)
            case .carriageReturn: try expect(0x0D, bytes[cursor], then: .lineFeed)
            case .lineFeed:
                try expect(0x0A, bytes[cursor], then: .start)
                return true
            }
        }
        return false
    }

    private mutating func begin(_ octet: UInt8, _ limits: WireLimits) throws(Refusal) {
        guard octet == 0x0D else {
            start = cursor
            phase = .method
            return
        }
        guard emptyLines < limits.maxEmptyLines else {
            throw Refusal(400, "too many empty lines before a request", "RFC 9112 section 2.2")
        }
        emptyLines += 1
        cursor += 1
        phase = .emptyLineFeed
    }

    private mutating func endEmptyLine(_ octet: UInt8) throws(Refusal) {
        try expect(0x0A, octet, then: .start)
    }

    private mutating func scanMethod(_ bytes: Span<UInt8>, _ limits: WireLimits) throws(Refusal) {
        let limit = min(bytes.count, start + limits.maxMethodBytes)
        cursor = bytes.end(of: { $0.isTokenCharacter }, from: cursor, below: limit)
        guard cursor < bytes.count else { return }
        guard bytes[cursor] == 0x20, cursor > start else {
            if bytes[cursor].isTokenCharacter { throw Self.unknownMethod }
            throw Refusal(400, "the request line has no method", "RFC 9112 section 3")
        }
        guard let spelled = Method(bytes, start..<cursor) else { throw Self.unknownMethod }
        isHead = spelled == .head
        method = isHead ? .get : spelled
        cursor += 1
        start = cursor
        phase = .target
    }

    private static let unknownMethod = Refusal(
        501,
        "the method is not implemented",
        "RFC 9110 section 9.1"
    )

    private mutating func scanTarget(_ bytes: Span<UInt8>, _ limits: WireLimits) throws(Refusal) {
        let limit = min(bytes.count, start + limits.maxTargetBytes)
        cursor = bytes.end(of: { $0.isTargetCharacter }, from: cursor, below: limit)
        guard cursor < bytes.count else { return }
        guard bytes[cursor] == 0x20 else {
            if cursor - start == limits.maxTargetBytes {
                throw Refusal(
                    414,
                    "the target is longer than \(limits.maxTargetBytes) octets",
                    "RFC 9110 section 15.5.15"
                )
            }
            throw Refusal(
                400,
                "the target has an octet that must be percent-encoded",
                "RFC 9112 section 3.2"
            )
        }
        guard cursor > start else {
            throw Refusal(400, "the request line has no target", "RFC 9112 section 3.2")
        }
        target = Extent(start, cursor)
        cursor += 1
        start = cursor
        phase = .version
    }

    private mutating func scanVersion(_ bytes: Span<UInt8>) throws(Refusal) {
        // Nearly every line ends like this; octet by octet it is read the same.
        let usualEnd = start + 9
        if usualEnd <= bytes.count, bytes.equals(start..<usualEnd, "HTTP/1.1\r") {
            cursor = usualEnd
            phase = .lineFeed
            return
        }
        let name: StaticString = "HTTP/"
        while cursor < bytes.count {
            let octet = bytes[cursor]
            switch cursor - start {
            case 0..<name.utf8CodeUnitCount where octet == name.octet(at: cursor - start): break
            case 5 where octet.isDigit: break
            case 6 where octet == UInt8(ascii: "."): break
            case 7 where octet.isDigit:
                try judgeVersion(major: bytes[start + 5], minor: octet)
                cursor += 1
                phase = .carriageReturn
                return
            default:
                throw Refusal(400, "the request line has no version", "RFC 9112 section 2.3")
            }
            cursor += 1
        }
    }

    private mutating func judgeVersion(major: UInt8, minor: UInt8) throws(Refusal) {
        guard major == UInt8(ascii: "1") else {
            throw Refusal(
                505,
                "only version 1 of HTTP is spoken here",
                "RFC 9110 section 15.6.6"
            )
        }
        version = minor == UInt8(ascii: "0") ? .http10 : .http11
    }

    private mutating func expect(
        _ wanted: UInt8,
        _ octet: UInt8,
        then next: Phase
    ) throws(Refusal) {
        guard octet == wanted else {
            throw Refusal(400, "a line does not end with CRLF", "RFC 9112 section 2.2")
        }
        cursor += 1
        phase = next
    }
}

extension StaticString {
    /// The octet at `index`, which is below the literal's count.
    fileprivate func octet(at index: Int) -> UInt8 {
        // SAFETY: the caller's switch admits only offsets below the literal's count.
        unsafe utf8Start[index]
    }
}

extension UInt8 {
    /// Whether the octet may stand in a request target: a character of a URI other than `#`.
    ///
    /// Source: RFC 3986 appendix A, RFC 9112 section 3.2.
    var isTargetCharacter: Bool {
        if (self | 0x20) &- 0x61 < 26 { return true }
        // "!" and "$" to ";", "=", "?", "@", "[", "]", "_", "~"
        switch self {
        case 0x24...0x3B, 0x21, 0x3D, 0x3F, 0x40, 0x5B, 0x5D, 0x5F, 0x7E: return true
        default: return false
        }
    }
}
