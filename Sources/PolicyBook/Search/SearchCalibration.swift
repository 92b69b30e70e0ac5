/// Turns raw scores into the likelihood that a match is the right one.
enum SearchCalibration {
    /// The coefficients of a logistic regression on BANKING77, with 17 of its 77 intents left out
    /// of the book: of what a match reaches, of what the question could reach at best, and of the
    /// lead before the best of the others.
    ///
    /// The lead counts for less than the regression would have it: it tells the right policy from
    /// its neighbours, but not a question about none of them.
    private static let intercept = -3.72
    private static let perRelative = 5.29
    private static let perAttainable = -1.34
    private static let perLead = 4.81

    /// The scores for matches in the order of their raw scores; they never rise.
    static func scores(_ ranked: [LocaleIndex.Ranked]) -> [Double] {
        guard let best = ranked.first?.raw else { return [] }
        let second = ranked.count > 1 ? ranked[1].raw : 0
        var scores: [Double] = []
        for (place, match) in ranked.enumerated() {
            let lead = Double(match.raw - (place == 0 ? second : best))
            let evidence =
                perRelative * Double(match.relative) + perAttainable * Double(match.attainable)
                + perLead * lead
            scores.append(min(scores.last ?? 1, Logarithm.logistic(intercept + evidence)))
        }
        return scores
    }
}
