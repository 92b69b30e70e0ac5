/// How easily each document is matched, so that a score of one can be compared with that of
/// another.
///
/// A document whose situations resemble each other is matched strongly even by questions of its
/// neighbours; one of scattered situations is matched weakly by its own. Each situation is scored
/// against its document as if it were not in it; the mean, beside that of the whole book, says
/// what to expect.
struct TypicalScores: Sendable {
    /// What a question of each document usually reaches, never zero.
    ///
    /// Shape: a raw score times the square root of the question's length, which is the weight of
    /// its features beside that of one in no document.
    let byDocument: [Float]
    /// What a question of any document of the book usually reaches.
    let ofBook: Float

    /// How many situations weigh as much as what is usual in the book.
    private static let priorSituations: Float = 6
    /// How many documents weigh as much as what is usual in any book.
    private static let priorDocuments: Float = 20
    /// What is usual in any book; the figure of BANKING77.
    ///
    /// A book of few documents cannot say which words are common, and one whose situations have
    /// little in common cannot say what to expect of a question.
    private static let ofAnyBook: Float = 1.83

    /// Complexity: linear in the postings.
    init(
        of collector: PostingCollector,
        weights: [Float],
        halfFrequencies: [Float],
        situationWeights: [Float],
        unseenWeight: Float
    ) {
        let own = collector.documentRanges.enumerated()
            .map { document, range in
                let base = document * SituationSet.count
                return Self.mean(
                    of: zip(collector.features[range], collector.situations[range]),
                    weights: weights,
                    halfFrequency: halfFrequencies[document],
                    situationWeights: Array(
                        situationWeights[base..<base + SituationSet.count]
                    )
                )
            }
        let known = own.compactMap(\.self)
        let sum = known.reduce(0) { $0 + $1.score } / unseenWeight.squareRoot()
        let mean = sum / Float(max(1, known.count))
        let ofBook =
            (sum + Self.priorDocuments * Self.ofAnyBook)
            / (Float(known.count) + Self.priorDocuments)
        self.ofBook = ofBook
        byDocument = own.map { own in
            guard let own, mean > 0 else { return ofBook }
            let share = own.count / (own.count + Self.priorSituations)
            let beside = own.score / unseenWeight.squareRoot() / mean
            return ofBook * (share * beside + (1 - share))
        }
    }

    /// The mean score of a document's situations, each left out in turn.
    ///
    /// Returns: nil for a document of fewer than two situations.
    private static func mean(
        of features: some Sequence<(UInt32, SituationSet)>,
        weights: [Float],
        halfFrequency: Float,
        situationWeights: [Float]
    ) -> (score: Float, count: Float)? {
        let slots = (1..<SituationSet.count).filter { situationWeights[$0] > 0 }
        guard slots.count > 1 else { return nil }
        var whole = InlineArray<16, Float>(repeating: 0)
        var common = InlineArray<256, Float>(repeating: 0)
        for (feature, found) in features {
            let shared = found.bits & ~SituationSet.text.bits
            guard shared.nonzeroBitCount > 1 else { continue }
            let weight = weights[Int(feature)]
            let frequency = found.frequency - 1
            let amount = weight * frequency / (frequency + halfFrequency)
            SituationSet(bits: shared)
                .forEachSlot { slot in
                    whole[slot] += amount
                    SituationSet(bits: shared).forEachSlot { common[slot * 16 + $0] += weight }
                }
        }
        var sum: Float = 0
        for slot in slots {
            var cosines = slots.filter { $0 != slot }
                .map { other in
                    common[slot * 16 + other]
                        / (situationWeights[slot] * situationWeights[other]).squareRoot()
                }
            cosines.sort(by: >)
            let nearest = cosines.prefix(2)
            let weight = situationWeights[slot]
            let raw =
                whole[slot] / weight
                + LocaleIndex.situationShare * nearest.reduce(0, +) / Float(nearest.count)
            sum += raw * weight.squareRoot()
        }
        return (sum / Float(slots.count), Float(slots.count))
    }
}
