import Dispatch
import Synchronization

/// Finds the policy that answers a question asked in people's own words.
///
/// Built once for each book, never changed, shared by all loops. Each language has an index of its
/// own; a question is looked up in the language asked for and, when it is made of other words and
/// nothing there matches well, in the others, because people write in their own language whatever
/// their browser says.
package struct SearchIndex: Sendable {
    let documents: [SearchDocument]
    let indexes: [LocaleIndex]

    /// Indexes the documents.
    ///
    /// Shape: a policy has one document for each of its languages; of two with the same id and
    /// language the better match is answered.
    /// Isolation: uses all cores, a language on each.
    /// Complexity: linear in the length of all texts.
    package init(_ documents: [SearchDocument]) {
        self.documents = documents
        var order: [String] = []
        var members: [String: [Int]] = [:]
        for (place, document) in documents.enumerated() {
            if members[document.locale] == nil { order.append(document.locale) }
            members[document.locale, default: []].append(place)
        }
        let (locales, places) = (order, members)
        let built = Mutex<[LocaleIndex?]>(Array(repeating: nil, count: locales.count))
        DispatchQueue.concurrentPerform(iterations: locales.count) { number in
            let locale = locales[number]
            let index = LocaleIndex(locale: locale, members: places[locale] ?? [], of: documents)
            built.withLock { $0[number] = index }
        }
        indexes = built.withLock { $0.compactMap(\.self) }
    }

    /// The policies that match a question.
    ///
    /// Shape: `locale` is one of the documents'; with another one, or none, the question is taken to
    /// be in the language in which most of its words are known. `limit` is brought between 0 and
    /// `SearchLimits.maxMatches`.
    /// Limits: `SearchLimits.maxQueryScalars` of the question are used.
    /// Complexity: bounded by the limits of search, see `LocaleIndex.rank`.
    /// `isWanted` says by its id whether a policy may be found; others leave their place to the next
    /// best.
    package func search(
        _ question: String,
        locale: String?,
        limit: Int = 5,
        where isWanted: (_ id: String) -> Bool = { _ in true }
    ) -> SearchAnswer {
        let text = FoldedText(question, maxScalars: SearchLimits.maxQueryScalars)
        let found = find(text, locale: locale, where: isWanted)
        let shown = found.prefix(max(0, min(limit, SearchLimits.maxMatches)))
        var markers: [Int: HitMarker] = [:]
        let matches = shown.map { found in
            let marker = markers[found.index] ?? HitMarker(text, in: indexes[found.index])
            markers[found.index] = marker
            return match(found, marker: marker)
        }
        return SearchAnswer(
            matches: matches,
            isConfident: (found.first?.score ?? 0) >= SearchLimits.confidentScore,
            isCut: text.isCut
        )
    }

    /// A document found, before it is dressed for the reader.
    struct Found {
        var index: Int
        var ranked: LocaleIndex.Ranked
        var score: Double
    }

    /// The share of a question's words known in the language asked for from which it is taken to
    /// be in that language.
    private static let leastFamiliarity: Float = 2 / 3
    /// By how much the share is greater in the language in which a question is really asked.
    private static let clearlyMoreFamiliar: Float = 1 / 3

    /// All candidates, best first, each policy once.
    func find(
        _ text: FoldedText,
        locale: String?,
        where isWanted: (_ id: String) -> Bool = { _ in true }
    ) -> [Found] {
        guard let asked = indexes.firstIndex(where: { $0.locale == locale }) else {
            let all = indexes.indices.map { find(text, in: $0, where: isWanted) }
            let most = all.map(\.familiarity).max() ?? 0
            return merged(all.filter { $0.familiarity == most }.flatMap(\.found))
        }
        let (found, familiarity) = find(text, in: asked, where: isWanted)
        let isConfident = (found.first?.score ?? 0) >= SearchLimits.confidentScore
        guard !isConfident, familiarity < Self.leastFamiliarity else { return merged(found) }
        // Of a language in which more of the words are known a match counts when it may be acted
        // upon, or when the words are clearly of that language: two languages share enough
        // beginnings and trigrams for other matches to be chance.
        let others = indexes.indices.filter { $0 != asked }
            .map { find(text, in: $0, where: isWanted) }
        let counted = others.filter { $0.familiarity > familiarity }
            .flatMap { other in
                other.familiarity >= familiarity + Self.clearlyMoreFamiliar
                    ? other.found
                    : other.found.filter { $0.score >= SearchLimits.confidentScore }
            }
        return merged(counted + found)
    }

    private func find(
        _ text: FoldedText,
        in index: Int,
        where isWanted: (_ id: String) -> Bool
    ) -> (found: [Found], familiarity: Float) {
        let query = SearchQuery(text, in: indexes[index])
        let members = indexes[index].members
        let ranked = indexes[index].rank(query) { isWanted(documents[members[Int($0)]].id) }
        let scores = SearchCalibration.scores(ranked, for: query, in: indexes[index])
        let found = zip(ranked, scores).map { Found(index: index, ranked: $0, score: $1) }
        return (found, query.familiarity)
    }

    private func merged(_ found: [Found]) -> [Found] {
        var seen: Set<String> = []
        return found.enumerated()
            .sorted { ($0.element.score, $1.offset) > ($1.element.score, $0.offset) }
            .map(\.element)
            .filter { seen.insert(document(of: $0).id).inserted }
    }

    func document(of found: Found) -> SearchDocument {
        documents[indexes[found.index].members[Int(found.ranked.document)]]
    }

    func match(_ found: Found, marker: HitMarker) -> SearchMatch {
        let document = document(of: found)
        return SearchMatch(
            id: document.id,
            locale: document.locale,
            score: found.score,
            marker: marker
        )
    }
}
