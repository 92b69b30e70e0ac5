extension HitMarker {
    /// How many UTF-8 code units of words a snippet has at most, unless one word has more.
    ///
    /// LIMIT: two lines on a telephone.
    static let maxSnippetBytes = 200
    /// How much of a policy's text is searched for hits.
    ///
    /// LIMIT: the texts of policies have one to two thousand characters; what a longer one says
    /// further on is not shown, though it is indexed.
    static let maxTextScalars = 4_000

    /// The part of a policy's texts that shows best why it matched.
    ///
    /// Shape: of the text where it shares a word with the question, else of the title; where neither
    /// does, the beginning of the text.
    func snippet(title: String, text: String) -> SearchSnippet {
        let best = excerpt(.text, text)
        guard best.hits == 0 else { return best.snippet }
        let other = excerpt(.title, title)
        return other.hits > 0 || text.isEmpty ? other.snippet : best.snippet
    }

    private func excerpt(
        _ source: SearchSnippet.Source,
        _ text: String
    ) -> (snippet: SearchSnippet, hits: Int) {
        let folded = FoldedText(text, maxScalars: Self.maxTextScalars)
        let words = marked(folded)
        let window = Self.window(over: words)
        let shown = words[window]
        let isWhole = window == words.indices && !folded.isCut
        let start =
            isWhole || window.lowerBound == 0 ? 0 : words[window.lowerBound].source.lowerBound
        let end = isWhole ? text.utf8.count : shown.last?.source.upperBound ?? 0
        return (
            SearchSnippet(
                source: source,
                pieces: Self.pieces(of: text, from: start, to: end, words: shown),
                isCutBefore: start > 0,
                isCutAfter: end < text.utf8.count
            ),
            shown.count { $0.isHit }
        )
    }

    /// The words to show: as many as there is room for, from where most are hits.
    private static func window(over words: [(source: Range<Int>, isHit: Bool)]) -> Range<Int> {
        var best = 0..<0
        var bestHits = -1
        var (end, hits) = (0, 0)
        for start in words.indices {
            let limit = words[start].source.lowerBound + maxSnippetBytes
            while end < words.count, end == start || words[end].source.upperBound <= limit {
                hits += words[end].isHit ? 1 : 0
                end += 1
            }
            if hits > bestHits {
                (best, bestHits) = (start..<end, hits)
            }
            hits -= words[start].isHit ? 1 : 0
        }
        return best
    }

    private static func pieces(
        of text: String,
        from start: Int,
        to end: Int,
        words: ArraySlice<(source: Range<Int>, isHit: Bool)>
    ) -> [SearchSnippet.Piece] {
        var pieces: [SearchSnippet.Piece] = []
        var done = start
        func add(to bound: Int, isHit: Bool) {
            guard bound > done else { return }
            let view = text.utf8
            let from = view.index(view.startIndex, offsetBy: done)
            let upTo = view.index(from, offsetBy: bound - done)
            pieces.append(SearchSnippet.Piece(String(text[from..<upTo]), isHit: isHit))
            done = bound
        }
        for word in words where word.isHit {
            add(to: word.source.lowerBound, isHit: false)
            add(to: word.source.upperBound, isHit: true)
        }
        add(to: end, isHit: false)
        return pieces
    }
}
