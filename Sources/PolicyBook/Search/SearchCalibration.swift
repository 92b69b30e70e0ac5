/// Turns raw scores into the likelihood that a match is the right one.
enum SearchCalibration {
    /// The coefficients of a logistic function of what a match reaches, beside what is usual of
    /// its policy, and by how much it leads the best of the others.
    private static let intercept = -4.1
    private static let perRelative = 3.65
    private static let perLead = 5.0

    /// The scores for matches in the order of their raw scores; they never rise.
    static func scores(_ ranked: [LocaleIndex.Ranked]) -> [Double] {
        guard let best = ranked.first?.raw else { return [] }
        let second = ranked.count > 1 ? ranked[1].raw : 0
        var scores: [Double] = []
        for (place, match) in ranked.enumerated() {
            let lead = Double(match.raw - (place == 0 ? second : best))
            let evidence = perRelative * Double(match.relative) + perLead * lead
            scores.append(min(scores.last ?? 1, Logarithm.logistic(intercept + evidence)))
        }
        return scores
    }
}
