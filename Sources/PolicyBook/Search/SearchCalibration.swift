/// Turns raw scores into the likelihood that a question is about the policy found, and not about
/// something that the book does not know.
///
/// A logistic regression, fitted without a single question that is not in a book: each situation
/// of a book is asked while it is left out of its own policy, and once more while that policy is
/// left out of the book. `Benchmarks/Search/README.md` says how, and what it gained.
enum SearchCalibration {
    /// What the same raw score says, depending on where it was reached; all but the last are of
    /// natural logarithms.
    private static let intercept = -2.34
    /// Of what was found, by the weight of words and trigrams: that a pair of words is not found
    /// says nothing, for hardly any is.
    private static let perRaw = 5.29
    /// In hardly any situation pairs weigh more beside the rest (one of a hundred); in a question
    /// of stop words they are nearly all that weighs, and were never found.
    private static let greatestScale: Float = 1.35
    /// The longer a question, the smaller the part of it that its policy has in common with it.
    private static let perLength = 1.50
    /// Policies that are easily matched must be matched better.
    private static let perTypical = -2.08
    /// So must questions of common words, which could reach much anywhere.
    private static let perAttainable = -4.61
    /// Of one situation in two hundred less was attainable.
    ///
    /// A question of words that the book does not know, but for one, attains all it can with any
    /// policy that has this one.
    private static let leastAttainable: Float = 0.25
    /// Words that the book has never heard speak against everything in it.
    private static let perUnknownShare = -2.36

    /// The scores for matches in the order of their raw scores; they never rise.
    static func scores(
        _ ranked: [LocaleIndex.Ranked],
        for query: SearchQuery,
        in index: LocaleIndex
    ) -> [Double] {
        let scale = min(greatestScale, query.totalWeight / max(query.singleWeight, 1e-6))
        let ofQuestion =
            intercept + perLength * logarithm(query.totalWeight / index.unseenWeight)
            + perAttainable
            * logarithm(max(leastAttainable, query.attainable / query.totalWeight))
            + perUnknownShare * Double(query.unknownShare)
        var scores: [Double] = []
        for match in ranked {
            let evidence =
                ofQuestion + perRaw * logarithm(match.raw * scale)
                + perTypical * logarithm(match.typical)
            scores.append(min(scores.last ?? 1, Logarithm.logistic(evidence)))
        }
        return scores
    }

    private static func logarithm(_ value: Float) -> Double {
        Double(Logarithm.natural(max(value, .leastNormalMagnitude)))
    }
}
