extension SearchIndex {
    /// How many situations of a book are asked.
    ///
    /// LIMIT: some seconds of searches; books of a thousand policies in two languages have as many.
    package static let maxCompared = 20_000

    /// The policies whose situations are hard to tell apart, for `leeway check`.
    ///
    /// Returns: a pair for each policy and rival for which at least one situation, left out of its
    /// own policy, is answered with the other one and with confidence; in the order of the documents.
    /// Limits: situations are asked policy by policy, as long as there are at most `most` in all.
    /// Complexity: a search for each situation.
    package func confusablePairs(asking most: Int = maxCompared) -> [ConfusablePair] {
        var pairs: [ConfusablePair] = []
        var remaining = most
        for index in indexes {
            for (number, member) in index.members.enumerated() {
                let document = documents[member]
                guard document.situations.count > 1 else { continue }
                remaining -= document.situations.count
                guard remaining >= 0 else { return pairs }
                var byRival: [String: [String]] = [:]
                for (place, situation) in document.situations.enumerated() {
                    let query = SearchQuery(FoldedText(situation), in: index)
                    let asked = SituationSet.situation(place)
                    let rival = index.rival(of: UInt32(number), for: query, without: asked)
                    guard let rival else { continue }
                    byRival[documents[index.members[Int(rival)]].id, default: []].append(situation)
                }
                byRival[document.id] = nil
                pairs += byRival.sorted { $0.key < $1.key }
                    .map { rival, situations in
                        ConfusablePair(
                            id: document.id,
                            otherID: rival,
                            locale: index.locale,
                            situations: situations,
                            situationCount: document.situations.count
                        )
                    }
            }
        }
        return pairs
    }
}
