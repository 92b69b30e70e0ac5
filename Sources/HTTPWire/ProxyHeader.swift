/// What a proxy says of a connection before its first octet: the PROXY protocol, versions 1 and 2.
///
/// Source: haproxy's proxy-protocol.txt, sections 2.1 and 2.2. Destination and ports are judged
/// by their form and dropped; the values that may follow them in version 2 are not looked at.
package struct ProxyHeader: Sendable, Equatable {
    /// What reading brought.
    package enum Reading: Sendable, Equatable {
        /// Everything that came may begin a header.
        case needMore
        /// The header is whole.
        case done(ProxyHeader)
        /// It is none, and what it is can only be closed.
        case invalid(String)
    }

    /// The client; nil where the connection is the proxy's own or of a kind that has no IP address,
    /// so that the socket's address stands and no field in a request can replace it.
    package let client: IPAddress?
    /// How many octets the header has.
    package let byteCount: Int

    /// LIMIT: "a 107-byte buffer is enough", the CRLF included (section 2.1).
    static let maxTextBytes = 107

    /// Reads the header that the first `filled` octets of `buffer` begin with.
    ///
    /// Limits: `maxBytes` bounds a header of version 2, one of version 1 has 107 octets at most.
    package static func read(
        _ buffer: borrowing [UInt8],
        filled: Int,
        maxBytes: Int
    ) -> Reading {
        let bytes = buffer.span.extracting(0..<filled)
        let isText = bytes.count > 0 && bytes[0] == UInt8(ascii: "P")
        let start: StaticString = isText ? "PROXY " : "\r\n\r\n\0\r\nQUIT\n"
        let count = min(bytes.count, start.utf8CodeUnitCount)
        guard bytes.begins(with: start, count) else { return .invalid("no PROXY header") }
        guard count == start.utf8CodeUnitCount else { return .needMore }
        return isText ? readText(bytes) : readBinary(bytes, maxBytes)
    }
}

// Version 1: `PROXY TCP4 192.0.2.1 192.0.2.2 4711 80` and CRLF.
extension ProxyHeader {
    private static func readText(_ bytes: Span<UInt8>) -> Reading {
        let room = maxTextBytes - 1
        var end = 6
        while end < min(bytes.count, room), bytes[end] != 0x0D, bytes[end] != 0x0A { end += 1 }
        guard end < min(bytes.count, room) else {
            return bytes.count < room ? .needMore : .invalid("a PROXY line that is too long")
        }
        guard bytes[end] == 0x0A || end + 1 < bytes.count else { return .needMore }
        guard bytes[end] == 0x0D, bytes[end + 1] == 0x0A else {
            return .invalid("a PROXY line that does not end with CRLF")
        }
        let words = words(bytes, 6..<end)
        // What follows UNKNOWN is to be ignored up to the CRLF.
        if bytes.equals(words[0], "UNKNOWN") {
            return .done(ProxyHeader(client: nil, byteCount: end + 2))
        }
        let isV4 = bytes.equals(words[0], "TCP4")
        guard isV4 || bytes.equals(words[0], "TCP6"), words.count == 5,
            let source = address(bytes, words[1], isV4: isV4),
            address(bytes, words[2], isV4: isV4) != nil,
            isPort(bytes, words[3]), isPort(bytes, words[4])
        else { return .invalid("a PROXY line that names no addresses and ports") }
        return .done(ProxyHeader(client: source, byteCount: end + 2))
    }

    /// The words at `range`, at least one, single spaces between them.
    private static func words(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = range.lowerBound
        while let end = bytes.firstIndex(of: 0x20, in: start..<range.upperBound) {
            words.append(start..<end)
            start = end + 1
        }
        return words + [start..<range.upperBound]
    }

    private static func address(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        isV4: Bool
    ) -> IPAddress? {
        guard (bytes.firstIndex(of: UInt8(ascii: ":"), in: range) == nil) == isV4 else {
            return nil
        }
        return IPAddress(bytes, range)
    }

    /// `0` to `65535` without leading zeros.
    private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard (1...5).contains(range.count) else { return false }
        if bytes[range.lowerBound] == UInt8(ascii: "0") { return range.count == 1 }
        var port = 0
        for index in range {
            guard bytes[index].isDigit else { return false }
            port = port * 10 + Int(bytes[index] &- 0x30)
        }
        return port <= 65_535
    }
}

// Version 2: a signature of 12 octets, version and command, family, length, addresses, values.
extension ProxyHeader {
    private static let fixedBytes = 16

    private static func readBinary(_ bytes: Span<UInt8>, _ maxBytes: Int) -> Reading {
        guard bytes.count > 12 else { return .needMore }
        guard bytes[12] == 0x20 || bytes[12] == 0x21 else {
            return .invalid("a PROXY header of another version or command")
        }
        guard bytes.count >= fixedBytes else { return .needMore }
        let byteCount = fixedBytes + Int(bytes[14]) << 8 + Int(bytes[15])
        guard byteCount <= maxBytes else {
            return .invalid("a PROXY header of more than \(maxBytes) octets")
        }
        guard bytes.count >= byteCount else { return .needMore }
        // Of a connection of the proxy's own, such as a health check, the rest is to be ignored.
        if bytes[12] == 0x20 { return .done(ProxyHeader(client: nil, byteCount: byteCount)) }
        guard let minBytes = addressBytes(family: bytes[13]),
            byteCount - fixedBytes >= minBytes
        else { return .invalid("a PROXY header with no or half an address") }
        return .done(ProxyHeader(client: client(bytes), byteCount: byteCount))
    }

    /// How many octets both addresses and ports take; nil for a family that is not assigned.
    private static func addressBytes(family: UInt8) -> Int? {
        switch family {
        case 0x00: 0
        case 0x11, 0x12: 12
        case 0x21, 0x22: 36
        case 0x31, 0x32: 216
        default: nil
        }
    }

    private static func client(_ bytes: Span<UInt8>) -> IPAddress? {
        switch bytes[13] {
        case 0x11: IPAddress(v4: UInt32(truncatingIfNeeded: bytes.bigEndian(16..<20)))
        case 0x21: IPAddress(high: bytes.bigEndian(16..<24), low: bytes.bigEndian(24..<32))
        // Datagrams and Unix domain sockets: valid, but no address of a client of HTTP/1.1.
        default: nil
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether the first `count` octets are those of `text`, which has no fewer.
    fileprivate func begins(with text: StaticString, _ count: Int) -> Bool {
        // SAFETY: the pointer of a literal lives as long as the process, and `index` stays below
        // `count`, which is at most the literal's.
        let other = unsafe text.utf8Start
        for index in 0..<count where unsafe self[index] != other[index] { return false }
        return true
    }

    /// The number at `range`, its first octet the most significant.
    fileprivate func bigEndian(_ range: Range<Int>) -> UInt64 {
        var number: UInt64 = 0
        for index in range { number = number << 8 | UInt64(self[index]) }
        return number
    }
}
