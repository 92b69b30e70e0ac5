/// The index of all documents in one language.
///
/// The postings lie twice in arrays: those of a feature side by side, to be swept over for
/// candidates, and those of a document side by side, to be compared with a question closely.
struct LocaleIndex: Sendable {
    /// The language, as the documents spell it.
    let locale: String
    /// The documents' places in the search index, by their number here.
    let members: [Int]

    let numbers: FeatureNumbers
    /// Where the postings of feature `n` are: from `offsets[n]` up to `offsets[n + 1]`.
    let offsets: [UInt32]
    let postingDocuments: [UInt32]
    /// The part of its feature's weight that each posting gives, in 255ths: exact enough to pick
    /// candidates by, and read in one sweep.
    let postingShares: [UInt8]
    /// Where the features of document `n` are: from `documentOffsets[n]` up to that of `n + 1`.
    let documentOffsets: [Int]
    /// The features of each document in the order of their numbers, and where they occur.
    let documentFeatures: [UInt32]
    let documentSituations: [SituationSet]
    /// How much each feature tells: its kind's weight times the information it gives on which
    /// document is meant.
    let weights: [Float]
    /// The frequency at which a feature of a document has half of its greatest effect.
    let halfFrequencies: [Float]
    /// The sum of the weights of the features in each situation, 16 for each document.
    let situationWeights: [Float]
    /// The greatest part of its weight that each feature gives to any document.
    let greatestShares: [Float]
    /// How easily each document is matched.
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
        unseenWeight = Logarithm.natural(Float(members.count) + 1)

        let inverted = collector.inverted()
        offsets = inverted.offsets
        postingDocuments = inverted.documents
        let sorted = collector.sorted(by: inverted)
        documentOffsets = sorted.offsets
        documentFeatures = sorted.features
        documentSituations = sorted.situations
        weights = Self.weights(of: inverted, kinds: collector.kinds, greatest: unseenWeight)
        let halves = Self.halfFrequencies(lengths: collector.lengths)
        halfFrequencies = halves
        situationWeights = Self.situationWeights(
            of: inverted,
            weights: weights,
            documentCount: members.count
        )
        postingShares = zip(inverted.documents, inverted.situations)
            .map { document, found in
                let share = found.frequency / (found.frequency + halves[Int(document)])
                return UInt8((share * 255).rounded())
            }
        greatestShares = Self.greatestShares(of: postingShares, offsets: inverted.offsets)
        typicalScores = TypicalScores(
            of: collector,
            weights: weights,
            halfFrequencies: halfFrequencies,
            situationWeights: situationWeights,
            unseenWeight: unseenWeight
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

    private static func greatestShares(of shares: [UInt8], offsets: [UInt32]) -> [Float] {
        offsets.indices.dropLast()
            .map { feature in
                let range = Int(offsets[feature])..<Int(offsets[feature + 1])
                return Float(shares[range].max() ?? 0) / 255
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

    /// How much a feature tells; one without a number is in no document and tells most.
    func weight(of kind: SearchFeature.Kind, numbered number: UInt32?) -> Float {
        number.map { weights[Int($0)] } ?? kind.weight * unseenWeight
    }

    /// Calls the body with each feature that a question and a document have in common.
    ///
    /// Complexity: linear in the features of both.
    func forEachCommon(
        _ terms: [SearchQuery.Term],
        _ document: UInt32,
        _ body: (SearchQuery.Term, SituationSet) -> Void
    ) {
        var position = documentOffsets[Int(document)]
        let end = documentOffsets[Int(document) + 1]
        for term in terms {
            while position < end, documentFeatures[position] < term.feature { position &+= 1 }
            guard position < end else { return }
            if documentFeatures[position] == term.feature {
                body(term, documentSituations[position])
            }
        }
    }
}
