extension SearchIndex {
    /// Why each of the best policies matched, for `leeway ask`.
    ///
    /// Shape: as for `search`.
    package func explain(
        _ question: String,
        locale: String?,
        limit: Int = 5
    ) -> [SearchExplanation] {
        let text = FoldedText(question, maxScalars: SearchLimits.maxQueryScalars)
        let shown = find(text, locale: locale).prefix(max(0, min(limit, SearchLimits.maxMatches)))
        return shown.map { found in
            let index = indexes[found.index]
            let query = SearchQuery(text, in: index)
            let given = index.contributions(of: query, to: found.ranked.document)
            let marker = HitMarker(text, in: index)
            return SearchExplanation(
                match: match(found, marker: marker),
                nearest: nearest(found, marker),
                words: Self.words(of: text, given: given)
            )
        }
    }

    /// The situation that resembles the question most; nil where it is the title or nothing.
    private func nearest(_ found: Found, _ marker: HitMarker) -> String? {
        document(of: found).situations.enumerated()
            .filter { SituationSet.slot(found.ranked.slot, isOf: $0.offset) }
            .map { (text: $0.element, hits: marker.countHits(in: $0.element)) }
            .max { $0.hits < $1.hits }?
            .text
    }

    private static func words(
        of text: FoldedText,
        given: [(occurrence: SearchFeature, amount: Float)]
    ) -> [SearchExplanation.Word] {
        let total = given.reduce(0) { $0 + Double($1.amount) }
        var words = text.words.map { word in
            SearchExplanation.Word(word: text.string(word.folded), share: 0, features: [])
        }
        for (occurrence, amount) in given where amount > 0 {
            let share = Double(amount) / total
            words[occurrence.word].share += share
            words[occurrence.word].features
                .append(
                    SearchExplanation.Feature(
                        kind: occurrence.kind,
                        text: text.text(of: occurrence),
                        share: share
                    )
                )
        }
        for index in words.indices {
            words[index].features.sort { ($0.share, $1.text) > ($1.share, $0.text) }
        }
        // A word asked for twice counts once, where it first stands.
        var seen: Set<String> = []
        return words.filter { $0.share > 0 || seen.insert($0.word).inserted }
            .enumerated()
            .sorted { ($0.element.share, $1.offset) > ($1.element.share, $0.offset) }
            .map(\.element)
    }
}

extension FoldedText {
    /// A feature as it is shown to an author: `retu…`, `not arri`, `<car`.
    fileprivate func text(of feature: SearchFeature) -> String {
        guard feature.kind == .pair else { return string(feature.range) }
        let second = feature.word
        let first = second > 0 ? string(stem(of: second - 1)) : "<"
        return first + " " + string(stem(of: second))
    }
}
