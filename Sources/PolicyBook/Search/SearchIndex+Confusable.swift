extension SearchIndex {
    /// LIMIT: some seconds of searches; books of a thousand policies in two languages have as many.
    private static let maxCompared = 20_000

    /// The policies whose situations are hard to tell apart, for `leeway check`.
    ///
    /// Returns: a pair for each policy and rival for which at least one situation, left out of its
    /// own policy, is answered with the other one and with confidence; in the order of the documents.
    /// Limits: the first `maxCompared` situations are asked.
    /// Complexity: a search for each situation.
    package func confusablePairs() -> [ConfusablePair] {
        var pairs: [ConfusablePair] = []
        var left = Self.maxCompared
        for index in indexes {
            for (number, member) in index.members.enumerated() {
                let document = documents[member]
                guard document.situations.count > 1, left > 0 else { continue }
                left -= document.situations.count
                var byRival: [String: [String]] = [:]
                for (place, situation) in document.situations.enumerated() {
                    let query = SearchQuery(FoldedText(situation), in: index)
                    let left = SituationSet.situation(place)
                    let rival = index.rival(of: UInt32(number), for: query, without: left)
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
