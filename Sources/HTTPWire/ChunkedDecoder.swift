/// Removes the chunked transfer coding in place: content moves to the front of what was read.
///
/// Source: RFC 9112 section 7.1.
struct ChunkedDecoder {
    private enum Phase {
        case sizeStart
        case size
        case extensions
        case sizeLineFeed
        case data
        case dataCarriageReturn
        case dataLineFeed
        case trailers
    }

    /// Where the next coded octet is read, counted from the request's first one.
    private(set) var cursor: Int
    /// Where the decoded content ends so far.
    private(set) var contentEnd: Int
    private let contentStart: Int
    private var phase = Phase.sizeStart
    private var chunkBytes = 0
    private var sizeDigits = 0
    private var extensionBytes = 0
    private var allExtensionBytes = 0
    private var mayEndSize = true
    private var trailers: FieldSectionParser?

    /// A decoder of the content that begins at `start`.
    init(at start: Int) {
        cursor = start
        contentStart = start
        contentEnd = start
    }

    /// Reads on to `filled`, offsets counted from `origin`; true when the content is whole.
    mutating func read(
        _ bytes: inout [UInt8],
        origin: Int,
        filled: Int,
        _ limits: WireLimits
    ) throws(Refusal) -> Bool {
        while cursor < filled {
            switch phase {
            case .data:
                moveData(&bytes, origin: origin, filled: filled)
            case .trailers:
                return try readTrailers(bytes.span.extracting(origin..<origin + filled), limits)
            default:
                try step(bytes[origin + cursor], limits)
            }
        }
        return false
    }

    /// Forgets coded octets that were read, after the caller moved what follows to `contentEnd`.
    mutating func collapse() {
        guard trailers == nil else { return }
        cursor = contentEnd
    }

    /// Whether coded octets that were read may be dropped from the buffer.
    var canCollapse: Bool { trailers == nil && cursor > contentEnd }

    private mutating func step(_ octet: UInt8, _ limits: WireLimits) throws(Refusal) {
        switch phase {
        case .sizeStart, .size: try readSize(octet, limits)
        case .extensions: try readExtension(octet, limits)
        case .sizeLineFeed:
            try expect(0x0A, octet)
            try finishSize(limits)
        case .dataCarriageReturn:
            try expect(0x0D, octet)
            phase = .dataLineFeed
        case .dataLineFeed:
            try expect(0x0A, octet)
            phase = .sizeStart
        case .data, .trailers: break
        }
        cursor += 1
    }

    private mutating func readSize(_ octet: UInt8, _ limits: WireLimits) throws(Refusal) {
        if let digit = octet.hexValue {
            if phase == .sizeStart { (chunkBytes, sizeDigits, phase) = (0, 0, .size) }
            sizeDigits += 1
            // LIMIT: 16 digits, 8 of them significant: far above any content, far below overflow.
            guard sizeDigits <= 16, chunkBytes < 1 << 28 else {
                throw Refusal(400, "a chunk size has too many digits", "RFC 9112 section 7.1")
            }
            chunkBytes = chunkBytes << 4 | Int(digit)
            return
        }
        guard phase == .size else {
            throw Refusal(400, "a chunk has no size", "RFC 9112 section 7.1")
        }
        extensionBytes = 0
        mayEndSize = true
        switch octet {
        case 0x0D: phase = .sizeLineFeed
        case UInt8(ascii: ";"), 0x20, 0x09:
            phase = .extensions
            try readExtension(octet, limits)
        default:
            throw Refusal(400, "a chunk size is not hexadecimal", "RFC 9112 section 7.1")
        }
    }

    private mutating func readExtension(_ octet: UInt8, _ limits: WireLimits) throws(Refusal) {
        if octet == 0x0D, mayEndSize {
            phase = .sizeLineFeed
            return
        }
        // White space is for a semicolon to follow (RFC 9112 section 7.1.1), not to end the line.
        if extensionBytes == 0 || !mayEndSize {
            mayEndSize = octet == UInt8(ascii: ";")
            guard mayEndSize || octet == 0x20 || octet == 0x09 else {
                throw Refusal(
                    400,
                    "white space after a chunk size",
                    "RFC 9112 section 7.1.1"
                )
            }
        }
        guard octet.isFieldValueCharacter else {
            throw Refusal(
                400,
                "a chunk extension has a control character",
                "RFC 9112 section 7.1.1"
            )
        }
        extensionBytes += 1
        allExtensionBytes += 1
        guard extensionBytes <= limits.maxChunkExtensionBytes,
            allExtensionBytes <= limits.maxChunkExtensionsBytes
        else {
            throw Refusal(400, "chunk extensions are too long", "RFC 9112 section 7.1.1")
        }
    }

    private mutating func finishSize(_ limits: WireLimits) throws(Refusal) {
        guard chunkBytes > 0 else {
            phase = .trailers
            return
        }
        guard contentEnd - contentStart + chunkBytes <= limits.maxContentBytes else {
            throw Refusal(
                413,
                "the content is longer than \(limits.maxContentBytes) octets",
                "RFC 9110 section 15.5.14"
            )
        }
        phase = .data
    }

    private mutating func moveData(_ bytes: inout [UInt8], origin: Int, filled: Int) {
        let count = min(chunkBytes, filled - cursor)
        bytes.move(origin + cursor..<origin + cursor + count, to: origin + contentEnd)
        cursor += count
        contentEnd += count
        chunkBytes -= count
        if chunkBytes == 0 { phase = .dataCarriageReturn }
    }

    /// Trailer fields keep the rules of fields and are dropped (RFC 9110 section 6.5.1).
    private mutating func readTrailers(
        _ bytes: Span<UInt8>,
        _ limits: WireLimits
    ) throws(Refusal) -> Bool {
        var section =
            trailers
            ?? FieldSectionParser(
                at: cursor,
                maxSectionBytes: limits.maxTrailerBytes,
                maxLineBytes: limits.maxFieldLineBytes,
                maxLineCount: limits.maxFieldCount
            )
        defer {
            cursor = section.cursor
            trailers = section
        }
        while true {
            switch try section.next(in: bytes) {
            case .needMore: return false
            case .end: return true
            case .line: break
            }
        }
    }

    private func expect(_ wanted: UInt8, _ octet: UInt8) throws(Refusal) {
        guard octet == wanted else {
            throw Refusal(400, "a chunk does not end with CRLF", "RFC 9112 section 7.1")
        }
    }
}

extension [UInt8] {
    /// Moves the octets at `range` to `destination`, which may overlap them.
    mutating func move(_ range: Range<Int>, to destination: Int) {
        guard range.lowerBound != destination, !range.isEmpty else { return }
        precondition(range.lowerBound >= 0 && destination >= 0, "offsets count from zero")
        precondition(Swift.max(range.upperBound, destination + range.count) <= count, "in bounds")
        // SAFETY: both stretches were checked to lie in the buffer; `update` allows overlap.
        unsafe withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe (base + destination).update(from: base + range.lowerBound, count: range.count)
        }
    }
}
