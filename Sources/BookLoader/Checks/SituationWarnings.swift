import PolicyBook

/// Finds policies that search cannot tell apart by what customers say.
enum SituationWarnings {
    /// How many situations of a policy in one language lead to the same other policy before it is
    /// worth a warning: one may be said of either, and so may a few of many.
    private static let leastSituations = 2
    private static let leastShare = 1.0 / 3
    /// LIMIT: as many as an author reads; the count is said.
    private static let maxQuoted = 3

    /// Warns at the version of each policy that another one is mistaken for.
    ///
    /// Complexity: a search for each situation of the book.
    static func check(_ book: PolicyBook, _ policies: [DecodedPolicy]) -> [Fault] {
        let pairs = SearchIndex(book.searchDocuments(for: .staff)).confusablePairs()
        return
            pairs.filter { pair in
                let count = pair.situations.count
                let isMany = Double(count) >= leastShare * Double(pair.situationCount)
                return count >= leastSituations && isMany
            }
            .compactMap { pair in
                let newest = policies.filter { $0.version.id == pair.id }
                    .max { $0.version.version < $1.version.version }
                return newest.map { warning(of: pair, at: $0) }
            }
    }

    private static func warning(of pair: ConfusablePair, at policy: DecodedPolicy) -> Fault {
        let log = FaultLog(policy.file)
        let quoted = pair.situations.prefix(maxQuoted).map { "`\($0)`" }.joined(separator: ", ")
        let count = pair.situations.count
        log.warn(
            at: policy.versionPosition,
            "`\(pair.id)` is hard to tell from `\(pair.otherID)` in `\(pair.locale)`: "
                + "\(count) of its situations, such as \(quoted), sound like the other's",
            hint: "say in the situations of both what sets them apart"
        )
        return log.faults[0]
    }
}
