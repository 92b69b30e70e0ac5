/// The host and port of `Host` or of an absolute target: `uri-host [ ":" port ]`.
///
/// User information is refused (RFC 9110 section 4.2.4), and so is an empty host (section 4.2.1).
enum Authority {
    /// Whether `bytes[range]` is a host with an optional port.
    static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let isLiteral = bytes[range.lowerBound] == UInt8(ascii: "[")
        guard let hostEnd = isLiteral ? endOfLiteral(bytes, range) : endOfName(bytes, range)
        else { return false }
        return isPort(bytes, hostEnd..<range.upperBound)
    }

    /// The end of `[IPv6address]`; nil where it is not one.
    ///
    /// IPvFuture has never been assigned.
    private static func endOfLiteral(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound + 1
        while index < range.upperBound, bytes[index] != UInt8(ascii: "]") { index += 1 }
        guard index < range.upperBound else { return nil }
        let address = range.lowerBound + 1..<index
        let isV6 =
            IPAddress(bytes, address) != nil
            && bytes.firstIndex(of: UInt8(ascii: ":"), in: address) != nil
        return isV6 ? index + 1 : nil
    }

    /// The end of a registered name or IPv4 address; nil where it is empty or malformed.
    private static func endOfName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while true {
            index = bytes.end(
                of: { $0.isRegisteredNameCharacter },
                from: index,
                below: range.upperBound
            )
            guard index < range.upperBound, bytes[index] != UInt8(ascii: ":") else { break }
            guard bytes[index] == UInt8(ascii: "%"), index + 2 < range.upperBound,
                bytes[index + 1].hexValue != nil, bytes[index + 2].hexValue != nil
            else { return nil }
            index += 3
        }
        return index > range.lowerBound ? index : nil
    }

    /// Whether `range` is empty, or a colon and at most five digits up to 65 535.
    private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return true }
        guard bytes[range.lowerBound] == UInt8(ascii: ":"), range.count <= 6 else { return false }
        var port = 0
        for index in range.dropFirst() {
            guard bytes[index].isDigit else { return false }
            port = port * 10 + Int(bytes[index] &- 0x30)
        }
        return port <= 65_535
    }
}

extension UInt8 {
    /// Whether the octet may stand in a registered name (RFC 3986 section 3.2.2), `%` aside.
    fileprivate var isRegisteredNameCharacter: Bool {
        if (self | 0x20) &- 0x61 < 26 || isDigit { return true }
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
            UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
            return true
        default:
            return false
        }
    }
}
