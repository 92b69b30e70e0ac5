/// Turns raw scores into the likelihood that a match is the right one.
enum SearchCalibration {
    /// The coefficients of a logistic regression over what a match reaches and by how much it
    /// leads the best of the others.
    private static let intercept = -3.6
    private static let perRaw = 6.0
    private static let perLead = 14.0

    /// The scores for raw ones in falling order; they fall too.
    static func scores(_ raw: [Float]) -> [Double] {
        guard let best = raw.first else { return [] }
        let second = raw.count > 1 ? raw[1] : 0
        return raw.enumerated()
            .map { rank, raw in
                let lead = Double(raw - (rank == 0 ? second : best))
                return Logarithm.logistic(intercept + perRaw * Double(raw) + perLead * lead)
            }
    }
}
