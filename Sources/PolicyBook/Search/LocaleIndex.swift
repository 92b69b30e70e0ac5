/// The index of all documents in one language.
///
/// Postings lie in two arrays, those of a feature side by side and in the order of the documents,
/// so that a common feature is read in one sweep and any document is found by bisection.
struct LocaleIndex: Sendable {
    /// The language, as the documents spell it.
    let locale: String
    /// The documents' places in the search index, by their number here.
    let members: [Int]

    let numbers: FeatureNumbers
    /// Where the postings of feature `n` are: from `offsets[n]` up to `offsets[n + 1]`.
    let offsets: [UInt32]
    let postingDocuments: [UInt32]
    let postingSituations: [SituationSet]
    /// How much each feature tells: its kind's weight times the information it gives on which
    /// document is meant.
    let weights: [Float]
    /// The frequency at which a feature of a document has half of its greatest effect.
    let halfFrequencies: [Float]
    /// The sum of the weights of the features in each situation, 16 for each document.
    let situationWeights: [Float]
    /// The greatest part of its weight that each feature gives to any document.
    let greatestShares: [Float]
    /// What a question that belongs to a document usually scores.
    let typicalScores: TypicalScores
    /// The weight that a feature of no document has, before its kind's.
    let unseenWeight: Float

    /// How slowly repetition wears off and how much long documents are held back: `k1` and `b` of
    /// BM25.
    private static let saturation: Float = 3
    private static let lengthShare: Float = 0.75

    /// Builds the index of the documents at the given places.
    ///
    /// Complexity: linear in the length of all texts.
    init(locale: String, members: [Int], of documents: [SearchDocument]) {
        var collector = PostingCollector()
        for member in members { collector.add(documents[member]) }
        self.locale = locale
        self.members = members
        numbers = collector.numbers
        unseenWeight = Logarithm.natural(Float(members.count) + 0.5)

        let inverted = collector.inverted()
        offsets = inverted.offsets
        postingDocuments = inverted.documents
        postingSituations = inverted.situations
        weights = Self.weights(of: inverted, kinds: collector.kinds, greatest: unseenWeight)
        halfFrequencies = Self.halfFrequencies(lengths: collector.lengths)
        situationWeights = Self.situationWeights(
            of: inverted,
            weights: weights,
            documentCount: members.count
        )
        greatestShares = Self.greatestShares(of: inverted, halfFrequencies: halfFrequencies)
        typicalScores = TypicalScores(
            of: collector,
            weights: weights,
            halfFrequencies: halfFrequencies,
            situationWeights: situationWeights
        )
    }

    /// The weight of each feature: its kind's, times the information it gives.
    ///
    /// That is the logarithm of the number of documents less the entropy of where the feature
    /// occurs. A feature in all documents alike gives none; one in many documents but mostly in
    /// one gives more than its document frequency says, which the usual inverse misses.
    private static func weights(
        of inverted: PostingCollector.Inverted,
        kinds: [SearchFeature.Kind],
        greatest: Float
    ) -> [Float] {
        kinds.indices.map { feature in
            let range = Int(inverted.offsets[feature])..<Int(inverted.offsets[feature + 1])
            var total: Float = 0
            var sum: Float = 0
            for posting in range {
                let frequency = inverted.situations[posting].frequency
                total += frequency
                sum += frequency * Logarithm.natural(frequency)
            }
            // −Σ (f/t) log (f/t) = log t − Σ f log f / t
            let entropy = Logarithm.natural(total) - sum / total
            return kinds[feature].weight * max(0, greatest - entropy)
        }
    }

    private static func halfFrequencies(lengths: [Float]) -> [Float] {
        let mean = max(1, lengths.reduce(0, +) / Float(max(1, lengths.count)))
        return lengths.map { saturation * (1 - lengthShare + lengthShare * $0 / mean) }
    }

    private static func greatestShares(
        of inverted: PostingCollector.Inverted,
        halfFrequencies: [Float]
    ) -> [Float] {
        inverted.offsets.indices.dropLast()
            .map { feature in
                var greatest: Float = 0
                for posting in Int(inverted.offsets[feature])..<Int(inverted.offsets[feature + 1]) {
                    let frequency = inverted.situations[posting].frequency
                    let half = halfFrequencies[Int(inverted.documents[posting])]
                    greatest = max(greatest, frequency / (frequency + half))
                }
                return greatest
            }
    }

    private static func situationWeights(
        of inverted: PostingCollector.Inverted,
        weights: [Float],
        documentCount: Int
    ) -> [Float] {
        var sums = [Float](repeating: 0, count: documentCount * SituationSet.count)
        for feature in weights.indices {
            for posting in Int(inverted.offsets[feature])..<Int(inverted.offsets[feature + 1]) {
                let base = Int(inverted.documents[posting]) * SituationSet.count
                inverted.situations[posting].forEachSlot { sums[base + $0] += weights[feature] }
            }
        }
        return sums
    }
}

extension LocaleIndex {
    /// The postings of a feature.
    func postings(of feature: UInt32) -> Range<Int> {
        Int(offsets[Int(feature)])..<Int(offsets[Int(feature) + 1])
    }

    /// How much a feature tells; one of no document tells most.
    func weight(of feature: SearchFeature) -> Float {
        guard let number = numbers[feature.key] else { return feature.kind.weight * unseenWeight }
        return weights[Int(number)]
    }

    /// In which texts of a document a feature occurs.
    ///
    /// Shape: `from` is where to begin in the feature's postings; it is moved to the document, so
    /// that documents asked for in rising order share the search.
    func situations(of document: UInt32, from: inout Int, to end: Int) -> SituationSet? {
        var (low, high) = (from, end)
        while low < high {
            let middle = (low &+ high) >> 1
            if postingDocuments[middle] < document { low = middle &+ 1 } else { high = middle }
        }
        from = low
        guard low < end, postingDocuments[low] == document else { return nil }
        return postingSituations[low]
    }
}
