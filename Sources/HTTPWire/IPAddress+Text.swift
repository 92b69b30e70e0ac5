extension IPAddress {
    /// The address written as text, for example `192.0.2.1` or `2001:db8::1`; nil for anything else.
    ///
    /// Zones (`%eth0`) and leading zeros in IPv4 are refused (RFC 6943 section 3.1.1).
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span, 0..<bytes.count)
    }

    /// The address written at `range`.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if let v4 = Self.v4(bytes, range) {
            self.init(v4: v4)
            return
        }
        guard let (high, low) = Self.v6(bytes, range) else { return nil }
        self.init(high: high, low: low)
    }

    /// `dec-octet "." dec-octet "." dec-octet "." dec-octet` (RFC 3986 section 3.2.2).
    private static func v4(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32? {
        var address: UInt32 = 0
        var octet: UInt32 = 0
        var (digits, dots) = (0, 0)
        for index in range {
            if bytes[index] == UInt8(ascii: ".") {
                guard digits > 0, dots < 3 else { return nil }
                address = address << 8 | octet
                (octet, digits) = (0, 0)
                dots += 1
            } else {
                guard bytes[index].isDigit, !(digits > 0 && octet == 0) else { return nil }
                octet = octet * 10 + UInt32(bytes[index] &- 0x30)
                digits += 1
                guard octet <= 255 else { return nil }
            }
        }
        guard dots == 3, digits > 0 else { return nil }
        return address << 8 | octet
    }

    /// Groups of up to four hexadecimal digits, one `::` at most, IPv4 at the end allowed.
    ///
    /// Source: RFC 4291 section 2.2.
    private static func v6(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) -> (high: UInt64, low: UInt64)? {
        var groups = Groups()
        var cursor = range.lowerBound
        if range.count >= 2, bytes[cursor] == UInt8(ascii: ":") {
            guard bytes[cursor + 1] == UInt8(ascii: ":"), groups.elide() else { return nil }
            cursor += 2
        }
        while cursor < range.upperBound {
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: cursor..<range.upperBound)
            let end = colon ?? range.upperBound
            if colon == nil, let v4 = v4(bytes, cursor..<end) {
                guard groups.append(UInt16(v4 >> 16)), groups.append(UInt16(v4 & 0xFFFF)) else {
                    return nil
                }
                break
            }
            guard let group = hexGroup(bytes, cursor..<end), groups.append(group) else {
                return nil
            }
            guard colon != nil else { break }
            cursor = end + 1
            guard cursor < range.upperBound else { return nil }
            if bytes[cursor] == UInt8(ascii: ":") {
                guard groups.elide() else { return nil }
                cursor += 1
            }
        }
        return groups.halves
    }

    private static func hexGroup(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt16? {
        guard !range.isEmpty, range.count <= 4 else { return nil }
        var group: UInt16 = 0
        for index in range {
            guard let digit = bytes[index].hexValue else { return nil }
            group = group << 4 | UInt16(digit)
        }
        return group
    }

    /// The groups of an IPv6 address as they are read from the left.
    private struct Groups {
        private var values: [UInt16] = []
        private var elision: Int?

        /// Notes `::`; false at the second one.
        mutating func elide() -> Bool {
            guard elision == nil else { return false }
            elision = values.count
            return true
        }

        /// Adds a group; false at the ninth one.
        mutating func append(_ group: UInt16) -> Bool {
            guard values.count < 8 else { return false }
            values.append(group)
            return true
        }

        /// The address; nil where groups are missing, or none are left for `::` to stand for.
        var halves: (high: UInt64, low: UInt64)? {
            var all = values
            if let elision {
                guard values.count < 8 else { return nil }
                let zeros = [UInt16](repeating: 0, count: 8 - values.count)
                all.insert(contentsOf: zeros, at: elision)
            }
            guard all.count == 8 else { return nil }
            let high = all[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
            let low = all[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
            return (high, low)
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address as text; IPv6 in the form of RFC 5952.
    public var description: String {
        if isV4 {
            return [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xFF) }.joined(separator: ".")
        }
        let groups = (0..<8)
            .map { index in
                let half = index < 4 ? high : low
                return UInt16(truncatingIfNeeded: half >> UInt64(48 - index % 4 * 16))
            }
        guard let zeros = Self.longestZeros(groups) else {
            return Self.text(groups[...])
        }
        return Self.text(groups[..<zeros.lowerBound]) + "::"
            + Self.text(groups[zeros.upperBound...])
    }

    private static func text(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first longest run of at least two zero groups (RFC 5952 section 4.2).
    private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
        var best = 0..<0
        var start = 0
        for index in 0...groups.count {
            if index < groups.count, groups[index] == 0 { continue }
            if index - start > best.count { best = start..<index }
            start = index + 1
        }
        return best.count >= 2 ? best : nil
    }
}
