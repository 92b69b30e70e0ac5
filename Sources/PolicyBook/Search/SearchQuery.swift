/// A question as an index sees it: its features, each once, with what they tell there.
struct SearchQuery {
    /// A feature of the question.
    struct Term {
        /// The number in the index.
        var feature: UInt32
        /// How much it tells, in this index.
        var weight: Float
        /// The feature where it first occurs in the question.
        var occurrence: SearchFeature
    }

    /// The features that some document has, the most telling ones when there are too many, in the
    /// order of their numbers.
    private(set) var terms: [Term]
    /// The sum of the weights of all features, also of those that no document has: a score is
    /// measured by it, so that a question of unknown words finds nothing with confidence.
    private(set) var totalWeight: Float

    /// The part of it that does not come from pairs of words.
    private(set) var singleWeight: Float
    /// The most that the features of the question could give to a document that each of them
    /// occurs in as often as in the one where it is commonest.
    private(set) var attainable: Float
    /// How many different words the question has, told apart by their beginnings.
    private(set) var wordCount: Float
    /// How many of these words some document has.
    private(set) var knownWordCount: Float
    /// The part of the words' weight that comes from words that no document has.
    private(set) var unknownShare: Float

    /// The share of the question's different words that some document has; 1 when there are none.
    var familiarity: Float { wordCount > 0 ? knownWordCount / wordCount : 1 }

    /// How many features of a question are used.
    ///
    /// LIMIT: a question of 60 words has about as many features; those left out of a longer one
    /// are the commonest.
    static let maxTerms = 512

    init(_ text: FoldedText, in index: LocaleIndex) {
        var occurrences: [SearchFeature] = []
        text.forEachFeature { occurrences.append($0) }
        occurrences.sort { ($0.key, $0.word) < ($1.key, $1.word) }
        terms = []
        totalWeight = 0
        singleWeight = 0
        attainable = 0
        (wordCount, knownWordCount) = (0, 0)
        var (wordWeight, unknownWeight): (Float, Float) = (0, 0)
        var last: UInt64 = 0
        for occurrence in occurrences where occurrence.key != last {
            last = occurrence.key
            let feature = index.numbers[occurrence.key]
            let weight = index.weight(of: occurrence.kind, numbered: feature)
            totalWeight += weight
            singleWeight += occurrence.kind == .pair ? 0 : weight
            if occurrence.kind == .stem {
                wordCount += 1
                knownWordCount += feature == nil ? 0 : 1
                wordWeight += weight
                unknownWeight += feature == nil ? weight : 0
            }
            guard let feature else { continue }
            attainable += weight * index.greatestShares[Int(feature)]
            terms.append(Term(feature: feature, weight: weight, occurrence: occurrence))
        }
        unknownShare = wordWeight > 0 ? unknownWeight / wordWeight : 0
        if terms.count > Self.maxTerms {
            terms.sort { ($0.weight, $1.feature) > ($1.weight, $0.feature) }
            terms.removeLast(terms.count - Self.maxTerms)
        }
        terms.sort { $0.feature < $1.feature }
    }
}
