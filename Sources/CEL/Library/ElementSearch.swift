/// Finds one sequence in another in linear time (Knuth, Morris and Pratt).
///
/// The time matters: both strings may be a stranger's.
struct ElementSearch<Element: Equatable> {
    private let part: [Element]
    /// For each length of a match the length of the longest shorter one that also fits.
    private let fallback: [Int]

    init(_ part: [Element]) {
        self.part = part
        var fallback = [Int](repeating: 0, count: part.count)
        var length = 0
        for position in part.indices.dropFirst() {
            while length > 0, part[position] != part[length] { length = fallback[length - 1] }
            if part[position] == part[length] { length += 1 }
            fallback[position] = length
        }
        self.fallback = fallback
    }

    /// The first index at which the part stands; nil where it does not.
    func first(in elements: ArraySlice<Element>) -> Int? {
        guard !part.isEmpty else { return elements.startIndex }
        var length = 0
        for (offset, element) in elements.enumerated() {
            while length > 0, element != part[length] { length = fallback[length - 1] }
            if element == part[length] { length += 1 }
            if length == part.count { return elements.startIndex + offset + 1 - length }
        }
        return nil
    }
}

/// Finds the bytes of a string.
struct ByteSearch {
    private let search: ElementSearch<UInt8>

    init(_ part: String) {
        search = ElementSearch(Array(part.utf8))
    }

    /// The first offset at which the bytes stand; nil where they do not.
    func firstOffset(in bytes: [UInt8]) -> Int? {
        search.first(in: bytes[...])
    }
}
