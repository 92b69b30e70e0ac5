/// The two steps of ranking: a sweep over the postings of the telling features picks candidates,
/// then every feature is looked up for these alone. So the cost does not grow with the book once
/// the sweep has reached its limit, and what the limit leaves out still counts in the second step.
extension LocaleIndex {
    /// A document and how well it matches.
    struct Ranked {
        /// The number of the document in this index.
        var document: UInt32
        /// How well it matches: 0 to about 1.4, comparable within one question.
        var raw: Float
        /// What a question of the document usually reaches, see `TypicalScores`.
        var typical: Float
        /// The bit of the situation that matches best.
        var slot: Int
    }

    /// How many postings the first step reads.
    ///
    /// LIMIT: a tenth of a millisecond; what is left out are common features, which hardly change
    /// who is among the candidates.
    static let maxPostings = 60_000
    /// How many documents the second step looks at.
    ///
    /// LIMIT: three times what is ever shown at once; their order in the first step is already
    /// close to the last.
    static let maxCandidates = 32
    /// How much the resemblance to single situations counts beside the document as a whole.
    static let situationShare: Float = 0.4

    /// The wanted documents that match best, best first, at most `maxCandidates`.
    ///
    /// Complexity: bounded by `maxPostings`, the features of `maxCandidates` documents
    /// and one pass over a number for each document; `isWanted` is asked of those that would be
    /// candidates.
    func rank(
        _ query: SearchQuery,
        where isWanted: (_ document: UInt32) -> Bool = { _ in true }
    ) -> [Ranked] {
        guard query.totalWeight > 0 else { return [] }
        return candidates(for: query, where: isWanted)
            .map { evidence(for: query, in: $0).ranked(for: query, in: self) }
            .sorted { ($0.raw, $1.document) > ($1.raw, $0.document) }
    }

    private func evidence(
        for query: SearchQuery,
        in document: UInt32,
        without leftOut: SituationSet = SituationSet()
    ) -> Evidence {
        var evidence = Evidence(document: document)
        let halfFrequency = halfFrequencies[Int(document)]
        forEachCommon(query.terms, document) { term, found in
            let found = SituationSet(bits: found.bits & ~leftOut.bits)
            evidence.add(term.weight, found, halfFrequency: halfFrequency)
        }
        return evidence
    }

    /// What each feature of a question gave to the raw score of a document.
    ///
    /// Returns: amounts that add up to `Ranked.raw`, those of features the document lacks left out.
    func contributions(
        of query: SearchQuery,
        to document: UInt32
    ) -> [(occurrence: SearchFeature, amount: Float)] {
        let nearest = evidence(for: query, in: document)
            .nearest(in: self, totalWeight: query.totalWeight)
        let halfFrequency = halfFrequencies[Int(document)]
        var given: [(occurrence: SearchFeature, amount: Float)] = []
        forEachCommon(query.terms, document) { term, found in
            let frequency = found.frequency
            var amount = frequency / (frequency + halfFrequency) / query.totalWeight
            for near in nearest where found.bits & (1 << UInt16(near.slot)) != 0 {
                amount += Self.situationShare * near.perWeight / Float(nearest.count)
            }
            given.append((term.occurrence, term.weight * amount))
        }
        return given
    }

    /// The document that a situation of another one would be answered with, were it not there.
    ///
    /// Returns: nil when the situation's own document still matches best, or none well enough to be
    /// acted upon.
    func rival(
        of document: UInt32,
        for query: SearchQuery,
        without situation: SituationSet
    ) -> UInt32? {
        guard let best = rank(query).first(where: { $0.document != document }) else { return nil }
        let own = evidence(for: query, in: document, without: situation)
            .ranked(for: query, in: self)
        let score = SearchCalibration.scores([best], for: query, in: self)[0]
        return best.raw > own.raw && score >= SearchLimits.confidentScore ? best.document : nil
    }

    private func candidates(
        for query: SearchQuery,
        where isWanted: (_ document: UInt32) -> Bool
    ) -> [UInt32] {
        var sums = [Float](repeating: 0, count: members.count)
        for term in swept(query) {
            sweep(postings(of: term.feature), weight: term.weight, into: &sums)
        }
        return Self.greatest(of: sums, where: isWanted)
    }

    /// The features whose postings the first step reads: the cheapest for what they tell, as many
    /// as `maxPostings` allows.
    func swept(_ query: SearchQuery) -> ArraySlice<SearchQuery.Term> {
        let terms = cheapestFirst(query.terms)
        var budget = Self.maxPostings
        let end = terms.indices.first { index in
            budget -= postings(of: terms[index].feature).count
            // The first feature is read however common it is, or a question of one common word
            // would find nothing.
            return budget < 0 && index > 0
        }
        return terms[..<(end ?? terms.endIndex)]
    }

    /// The features in the order of what they cost for what they tell.
    private func cheapestFirst(_ terms: [SearchQuery.Term]) -> [SearchQuery.Term] {
        terms.map { term -> (cost: Float, term: SearchQuery.Term) in
            let count = Float(postings(of: term.feature).count)
            return (count / term.occurrence.kind.weight, term)
        }
        .sorted { ($0.cost, $0.term.occurrence.key) < ($1.cost, $1.term.occurrence.key) }
        .map(\.term)
    }

    private func sweep(_ postings: Range<Int>, weight: Float, into sums: inout [Float]) {
        for posting in postings {
            sums[Int(postingDocuments[posting])] += weight * Float(postingShares[posting])
        }
    }

    /// The wanted documents with the greatest sums, in rising order of their numbers.
    private static func greatest(
        of sums: [Float],
        where isWanted: (_ document: UInt32) -> Bool
    ) -> [UInt32] {
        var found: [(sum: Float, document: UInt32)] = []
        var least: Float = 0
        for (document, sum) in sums.enumerated() where sum > least && isWanted(UInt32(document)) {
            found.append((sum, UInt32(document)))
            guard found.count >= 2 * maxCandidates else { continue }
            found.sort { ($0.sum, $1.document) > ($1.sum, $0.document) }
            found.removeLast(found.count - maxCandidates)
            least = found[maxCandidates - 1].sum
        }
        found.sort { ($0.sum, $1.document) > ($1.sum, $0.document) }
        return found.prefix(maxCandidates).map(\.document).sorted()
    }
}

/// What a question and one document have in common, added up feature by feature.
private struct Evidence {
    let document: UInt32
    private var whole: Float = 0
    private var bySlot = InlineArray<16, Float>(repeating: 0)

    init(document: UInt32) { self.document = document }

    mutating func add(_ weight: Float, _ found: SituationSet, halfFrequency: Float) {
        let frequency = found.frequency
        whole += weight * frequency / (frequency + halfFrequency)
        found.forEachSlot { bySlot[$0] += weight }
    }

    /// The document as a whole by BM25, and the mean cosine with its nearest situations.
    func ranked(for query: SearchQuery, in index: LocaleIndex) -> LocaleIndex.Ranked {
        let nearest = nearest(in: index, totalWeight: query.totalWeight)
        let cosine = nearest.reduce(0) { $0 + $1.cosine } / Float(max(1, nearest.count))
        return LocaleIndex.Ranked(
            document: document,
            raw: whole / query.totalWeight + LocaleIndex.situationShare * cosine,
            typical: index.typicalScores.byDocument[Int(document)],
            slot: nearest.first?.slot ?? 1
        )
    }

    /// A situation and how near the question is.
    struct Near {
        var slot: Int
        var cosine: Float
        /// What a feature of the weight 1 gave to the cosine.
        var perWeight: Float
    }

    /// The two nearest situations, nearest first; fewer when the document has fewer.
    func nearest(in index: LocaleIndex, totalWeight: Float) -> [Near] {
        let base = Int(document) * SituationSet.count
        var nearest: [Near] = []
        for slot in 1..<SituationSet.count where index.situationWeights[base + slot] > 0 {
            let perWeight = 1 / (index.situationWeights[base + slot] * totalWeight).squareRoot()
            let near = Near(slot: slot, cosine: bySlot[slot] * perWeight, perWeight: perWeight)
            let place = nearest.firstIndex { $0.cosine < near.cosine } ?? nearest.count
            if place < 2 {
                nearest.insert(near, at: place)
                if nearest.count > 2 { nearest.removeLast() }
            }
        }
        return nearest
    }
}
