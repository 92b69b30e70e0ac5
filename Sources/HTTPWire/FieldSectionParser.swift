/// Reads field lines up to the empty line that ends them: of a head, or of a trailer section.
///
/// It goes over each octet once, keeps its place between calls, and decides by the octets alone,
/// never by where the input happened to be cut.
///
/// Source: RFC 9112 sections 2.2, 5 and 7.1.2; RFC 9110 section 5.5.
struct FieldSectionParser {
    /// What reading brought.
    enum Event {
        case needMore
        case line(FieldLine)
        case end
    }

    private enum Phase {
        case lineStart
        case name
        case valueStart
        case value
        case lineFeed
        case lastLineFeed
    }

    /// Where the next octet is read, counted like every offset here from the request's first one.
    private(set) var cursor: Int
    private var phase = Phase.lineStart
    private var lineCount = 0
    private var sectionStart: Int
    private var lineStart = 0
    private var nameEnd = 0
    private var valueStart = 0
    private var valueEnd = 0
    private let maxSectionBytes: Int
    private let maxLineBytes: Int
    private let maxLineCount: Int

    /// A parser of the lines that begin at `start`.
    init(at start: Int, maxSectionBytes: Int, maxLineBytes: Int, maxLineCount: Int) {
        cursor = start
        sectionStart = start
        self.maxSectionBytes = maxSectionBytes
        self.maxLineBytes = maxLineBytes
        self.maxLineCount = maxLineCount
    }

    /// Reads on in `bytes`, a request and what follows it, until a line is whole.
    mutating func next(in bytes: Span<UInt8>) throws(Refusal) -> Event {
        while cursor < bytes.count {
            switch phase {
            case .lineStart: try startLine(bytes[cursor])
            case .name: try scanName(bytes)
            case .valueStart: try skipBlanks(bytes)
            case .value: try scanValue(bytes)
            case .lineFeed:
                try expectLineFeed(bytes[cursor])
                return .line(try finishLine(bytes))
            case .lastLineFeed:
                try expectLineFeed(bytes[cursor])
                return .end
            }
        }
        return .needMore
    }

    private mutating func startLine(_ octet: UInt8) throws(Refusal) {
        if octet == 0x0D {
            cursor += 1
            phase = .lastLineFeed
            return
        }
        guard octet != 0x20, octet != 0x09 else {
            throw Refusal(400, "a field line begins with white space", "RFC 9112 section 5.2")
        }
        guard lineCount < maxLineCount else {
            throw Refusal(431, "more than \(maxLineCount) field lines", "RFC 6585 section 5")
        }
        lineCount += 1
        lineStart = cursor
        phase = .name
    }

    private mutating func scanName(_ bytes: Span<UInt8>) throws(Refusal) {
        let limit = min(bytes.count, lineStart + maxLineBytes)
        cursor = bytes.end(of: { $0.isTokenCharacter }, from: cursor, below: limit)
        guard cursor < bytes.count else { return }
        try checkLineLength()
        guard bytes[cursor] == UInt8(ascii: ":"), cursor > lineStart else {
            throw Refusal(400, "a field name is not a token", "RFC 9112 section 5.1")
        }
        nameEnd = cursor
        cursor += 1
        phase = .valueStart
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) throws(Refusal) {
        let limit = min(bytes.count, lineStart + maxLineBytes)
        cursor = bytes.end(of: { $0 == 0x20 || $0 == 0x09 }, from: cursor, below: limit)
        guard cursor < bytes.count else { return }
        valueStart = cursor
        phase = .value
    }

    private mutating func scanValue(_ bytes: Span<UInt8>) throws(Refusal) {
        let limit = min(bytes.count, lineStart + maxLineBytes)
        cursor = bytes.end(of: { $0.isFieldValueCharacter }, from: cursor, below: limit)
        guard cursor < bytes.count else { return }
        guard bytes[cursor] == 0x0D else {
            try checkLineLength()
            throw Refusal(400, "a field value has a control character", "RFC 9110 section 5.5")
        }
        valueEnd = bytes.trimmed(valueStart..<cursor).upperBound
        cursor += 1
        phase = .lineFeed
    }

    private func checkLineLength() throws(Refusal) {
        guard cursor - lineStart < maxLineBytes else {
            throw Refusal(
                431,
                "a field line is longer than \(maxLineBytes) octets",
                "RFC 6585 section 5"
            )
        }
    }

    private mutating func expectLineFeed(_ octet: UInt8) throws(Refusal) {
        guard octet == 0x0A else {
            throw Refusal(400, "a carriage return without a line feed", "RFC 9112 section 2.2")
        }
        cursor += 1
    }

    private mutating func finishLine(_ bytes: Span<UInt8>) throws(Refusal) -> FieldLine {
        guard cursor - sectionStart <= maxSectionBytes else {
            throw Refusal(
                431,
                "more than \(maxSectionBytes) octets of field lines",
                "RFC 6585 section 5"
            )
        }
        phase = .lineStart
        let name = FieldName.recognized(in: bytes, lineStart..<nameEnd)
        return FieldLine(
            name: name?.rawValue ?? FieldLine.unknownName,
            spelling: Extent(lineStart, nameEnd),
            value: Extent(valueStart, valueEnd)
        )
    }
}
