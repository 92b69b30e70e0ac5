/// What a question that belongs to a document usually scores, so that a score of one document can
/// be compared with that of another.
///
/// A document whose situations resemble each other is matched strongly even by questions of its
/// neighbours; one of scattered situations is matched weakly by its own. Each situation is scored
/// against its document as if it were not in it; the mean says what to expect.
struct TypicalScore {
    /// How many situations weigh as much as what is typical of the whole book.
    private static let priorSituations: Float = 6
    /// What is typical when no document of a book has two situations to compare; the figure of
    /// BANKING77.
    private static let unknown: Float = 3

    private let weights: [Float]

    init(weights: [Float]) { self.weights = weights }

    /// The typical score of each document, never zero.
    func typical(
        of collector: PostingCollector,
        halfFrequencies: [Float],
        situationWeights: [Float]
    ) -> [Float] {
        let own = collector.documentRanges.enumerated()
            .map { document, range in
                let base = document * SituationSet.count
                return mean(
                    of: collector.features[range],
                    collector.situations[range],
                    halfFrequency: halfFrequencies[document],
                    situationWeights: situationWeights[base..<base + SituationSet.count]
                )
            }
        let known = own.compactMap(\.self)
        let prior =
            known.isEmpty
            ? Self.unknown : known.reduce(0) { $0 + $1.score } / Float(known.count)
        return own.map { own in
            guard let own, own.count > 0 else { return prior }
            let share = own.count / (own.count + Self.priorSituations)
            return max(share * own.score + (1 - share) * prior, prior / 4)
        }
    }

    /// The mean score of a document's situations, each left out in turn.
    ///
    /// Returns: nil for a document of fewer than two situations.
    private func mean(
        of features: ArraySlice<UInt32>,
        _ situations: ArraySlice<SituationSet>,
        halfFrequency: Float,
        situationWeights: ArraySlice<Float>
    ) -> (score: Float, count: Float)? {
        let slots = (1..<SituationSet.count)
            .filter {
                situationWeights[situationWeights.startIndex + $0] > 0
            }
        guard slots.count > 1 else { return nil }
        var whole = InlineArray<16, Float>(repeating: 0)
        var common = [Float](repeating: 0, count: SituationSet.count * SituationSet.count)
        for (feature, found) in zip(features, situations)
        where (found.bits & ~1).nonzeroBitCount > 1 {
            let weight = weights[Int(feature)]
            let frequency = found.frequency - 1
            let amount = weight * frequency / (frequency + halfFrequency)
            var bits = found.bits & ~1
            while bits != 0 {
                let slot = bits.trailingZeroBitCount
                whole[slot] += amount
                bits &= bits &- 1
                var later = bits
                while later != 0 {
                    common[slot * SituationSet.count + later.trailingZeroBitCount] += weight
                    later &= later &- 1
                }
            }
        }
        let total = slots.reduce(Float(0)) { sum, slot in
            let weight = situationWeights[situationWeights.startIndex + slot]
            let nearest = Self.nearest(to: slot, of: slots, common, situationWeights)
            return sum + (whole[slot] / weight + LocaleIndex.situationShare * nearest)
                * weight.squareRoot()
        }
        return (total / Float(slots.count), Float(slots.count))
    }

    /// The mean cosine of a situation with the two nearest of the others.
    private static func nearest(
        to slot: Int,
        of slots: [Int],
        _ common: [Float],
        _ weights: ArraySlice<Float>
    ) -> Float {
        var (best, second): (Float, Float) = (0, 0)
        for other in slots where other != slot {
            let pair = min(slot, other) * SituationSet.count + max(slot, other)
            let product = weights[weights.startIndex + slot] * weights[weights.startIndex + other]
            let cosine = common[pair] / product.squareRoot()
            if cosine > best {
                (best, second) = (cosine, best)
            } else if cosine > second {
                second = cosine
            }
        }
        return slots.count > 2 ? (best + second) / 2 : best
    }
}
