import PolicyBook

/// A policy of a list; with a score where words were asked for.
struct FoundPolicy {
    let page: PolicyPage
    let score: Double?
}

extension ServedBook {
    /// The policies in force on a day that the filter accepts: those that `words` find, best first,
    /// or all in the book's order without words.
    func find(
        _ words: String?,
        on day: CalendarDate,
        _ locale: LocaleTag,
        _ filter: PolicyFilter
    ) -> [FoundPolicy] {
        let language = book.locales.firstIndex(of: locale) ?? 0
        func page(_ policy: Int) -> PolicyPage? {
            pages.firstPage(of: policy, on: day).flatMap { pages.page(at: $0 + language) }
                .flatMap { filter.accepts($0.version) ? $0 : nil }
        }
        guard let words else {
            return pages.policies.indices.compactMap { policy in
                page(policy).map { FoundPolicy(page: $0, score: nil) }
            }
        }
        func page(_ id: String) -> PolicyPage? {
            pages.number(of: id.utf8.span).flatMap(page)
        }
        let limit = SearchLimits.maxMatches
        return search.search(words, locale: locale.text, limit: limit) { page($0) != nil }.matches
            .compactMap { match in
                page(match.id).map { FoundPolicy(page: $0, score: match.score) }
            }
    }
}
