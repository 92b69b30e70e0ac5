/// Entity tags as they are compared (RFC 9110 section 8.8.3).
enum EntityTag {
    /// How two tags are compared (RFC 9110 section 8.8.3.2).
    enum Comparison {
        /// Both strong and the same.
        case strong
        /// The same apart from their weakness.
        case weak
    }

    /// Whether the list of `If-Match` or `If-None-Match` holds `tag`, which is quoted.
    ///
    /// `*` holds every tag. What is not a tag ends the list: nothing after it is trusted.
    static func list(
        _ list: Span<UInt8>,
        contains tag: Span<UInt8>,
        comparison: Comparison
    ) -> Bool {
        var cursor = skipSeparators(list, 0)
        if cursor < list.count, list[cursor] == UInt8(ascii: "*") {
            return skipSeparators(list, cursor + 1) == list.count
        }
        let wantedIsWeak = isWeak(tag)
        let wanted = (wantedIsWeak ? 2 : 0)..<tag.count
        while let entry = nextTag(list, from: cursor) {
            let mayMatch = comparison == .weak || !(entry.isWeak || wantedIsWeak)
            if mayMatch, same(list, entry.opaque, tag, wanted) { return true }
            cursor = skipSeparators(list, entry.opaque.upperBound)
        }
        return false
    }

    private static func isWeak(_ tag: Span<UInt8>) -> Bool {
        tag.count >= 2 && tag[0] == UInt8(ascii: "W") && tag[1] == UInt8(ascii: "/")
    }

    /// The tag that begins at `start`: where its quoted part stands, quotes included.
    private static func nextTag(
        _ list: Span<UInt8>,
        from start: Int
    ) -> (isWeak: Bool, opaque: Range<Int>)? {
        var cursor = start
        var isWeak = false
        if cursor + 1 < list.count, list[cursor] == UInt8(ascii: "W"),
            list[cursor + 1] == UInt8(ascii: "/")
        {
            isWeak = true
            cursor += 2
        }
        guard cursor < list.count, list[cursor] == UInt8(ascii: "\"") else { return nil }
        let opening = cursor
        cursor += 1
        while cursor < list.count, list[cursor] != UInt8(ascii: "\"") {
            guard list[cursor] > 0x20, list[cursor] != 0x7F else { return nil }
            cursor += 1
        }
        guard cursor < list.count else { return nil }
        return (isWeak, opening..<cursor + 1)
    }

    private static func skipSeparators(_ list: Span<UInt8>, _ start: Int) -> Int {
        var cursor = start
        while cursor < list.count {
            switch list[cursor] {
            case 0x20, 0x09, UInt8(ascii: ","): cursor += 1
            default: return cursor
            }
        }
        return cursor
    }

    private static func same(
        _ left: Span<UInt8>,
        _ leftRange: Range<Int>,
        _ right: Span<UInt8>,
        _ rightRange: Range<Int>
    ) -> Bool {
        guard leftRange.count == rightRange.count, !leftRange.isEmpty else { return false }
        for offset in 0..<leftRange.count
        where left[leftRange.lowerBound + offset] != right[rightRange.lowerBound + offset] {
            return false
        }
        return true
    }
}
