import PolicyBook

/// A policy of a list; with a score where words were asked for.
struct FoundPolicy {
    let page: PolicyPage
    let score: Double?
}

extension ServedBook {
    /// The pages that `words` find, best first; all of them, in the book's order, without words.
    func found(_ pages: [PolicyPage], _ words: String?, _ locale: LocaleTag) -> [FoundPolicy] {
        guard let words else { return pages.map { FoundPolicy(page: $0, score: nil) } }
        let byID = Dictionary(uniqueKeysWithValues: pages.map { ($0.searchID, $0) })
        let answer = search.search(words, locale: locale.text, limit: SearchLimits.maxMatches)
        return answer.matches.compactMap { match in
            byID[match.id].map { FoundPolicy(page: $0, score: match.score) }
        }
    }
}

extension PolicyPage {
    /// A policy's versions are documents of their own, since each has its time.
    var searchID: String { "\(version.id)#\(version.version)" }

    /// What search knows of the policy.
    ///
    /// Situations help to find it and are not shown.
    var searchDocument: SearchDocument {
        SearchDocument(
            id: searchID,
            locale: locale.text,
            title: title,
            text: summary,
            situations: situations
        )
    }
}
