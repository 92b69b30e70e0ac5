import HTTPWire
import PolicyBook

/// The languages of a book as octets, to be told from a query without making strings.
struct BookLanguages: Sendable {
    private let tags: [UInt8]
    /// Where each tag ends in `tags`.
    private let ends: [Int]

    init(_ locales: [LocaleTag]) {
        var tags: [UInt8] = []
        var ends: [Int] = []
        for locale in locales {
            tags += locale.text.utf8
            ends.append(tags.count)
        }
        self.tags = tags
        self.ends = ends
    }

    /// The index of the language that a query names: one that is `locale=` and a tag as the book
    /// writes it, and nothing else; nil for any other.
    func language(namedBy request: borrowing Request) -> Int? {
        let query = request.query
        let name: StaticString = "locale="
        let start = query.lowerBound + name.utf8CodeUnitCount
        guard start < query.upperBound, request.equals(query.lowerBound..<start, name) else {
            return nil
        }
        return index(of: request.bytes.span.extracting(start..<query.upperBound))
    }

    private func index(of tag: Span<UInt8>) -> Int? {
        var start = 0
        for index in ends.indices {
            if ends[index] - start == tag.count, equal(start, tag) { return index }
            start = ends[index]
        }
        return nil
    }

    private func equal(_ start: Int, _ tag: Span<UInt8>) -> Bool {
        for index in tag.indices where tags[start + index] != tag[index] { return false }
        return true
    }
}
