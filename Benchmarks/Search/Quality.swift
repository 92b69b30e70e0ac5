internal import PolicyBook

/// How well the right policy is found, and how honest the score is.
struct Quality {
    var top1: Double
    var top3: Double
    /// Of questions about intents in the book the share answered with confidence, and of those
    /// answers the share that is right.
    var confident: Double
    var rightWhenConfident: Double

    static func measure(_ data: Banking77, seed: UInt64) -> Quality {
        let (situations, queries) = data.split(seed: seed)
        let index = SearchIndex(documents(data, situations, leavingOut: []))
        var (first, third, confident, right) = (0, 0, 0, 0)
        for query in queries {
            let answer = index.search(query.text, locale: "en", limit: 3)
            let place = answer.matches.firstIndex { $0.id == data.intents[query.intent].name }
            first += place == 0 ? 1 : 0
            third += place == nil ? 0 : 1
            confident += answer.isConfident ? 1 : 0
            right += answer.isConfident && place == 0 ? 1 : 0
        }
        let count = Double(queries.count)
        return Quality(
            top1: Double(first) / count,
            top3: Double(third) / count,
            confident: Double(confident) / count,
            rightWhenConfident: Double(right) / Double(max(1, confident))
        )
    }

    /// How many intents are left out of the book at a time.
    static let leftOutCount = 17
    /// How often the intents are divided into groups of so many.
    private static let divisions = 3

    /// The probability that a question about an intent in the book has a higher score than one
    /// about an intent left out (area under the receiver operating characteristic), and the share
    /// of the latter answered with confidence.
    ///
    /// Shape: one pair for each of three times four groups of 17 intents, no two of a four with one
    /// in common, because the figure depends on which are left out more than on anything else.
    static func separations(
        _ data: Banking77,
        seed: UInt64
    ) -> [(auroc: Double, misled: Double)] {
        let (situations, queries) = data.split(seed: seed)
        var random = SplitMix64(seed: seed &+ 1_000)
        return (0..<divisions).flatMap { _ in groups(of: data.intents.count, using: &random) }
            .map { leftOut in
                let index = SearchIndex(documents(data, situations, leavingOut: leftOut))
                var scores: [(score: Double, isKnown: Bool)] = []
                var misled = 0
                for query in queries {
                    let answer = index.search(query.text, locale: "en", limit: 1)
                    let isKnown = !leftOut.contains(query.intent)
                    scores.append((answer.matches.first?.score ?? 0, isKnown))
                    misled += !isKnown && answer.isConfident ? 1 : 0
                }
                let unknown = scores.count { !$0.isKnown }
                return (areaUnderCurve(scores), Double(misled) / Double(max(1, unknown)))
            }
    }

    private static func groups(
        of count: Int,
        using random: inout SplitMix64
    ) -> [Set<Int>] {
        let shuffled = (0..<count).shuffled(using: &random)
        return (0..<count / leftOutCount)
            .map { Set(shuffled[$0 * leftOutCount..<($0 + 1) * leftOutCount]) }
    }

    private static func documents(
        _ data: Banking77,
        _ situations: [[String]],
        leavingOut leftOut: Set<Int>
    ) -> [SearchDocument] {
        data.intents.indices.filter { !leftOut.contains($0) }
            .map {
                SearchDocument(
                    id: data.intents[$0].name,
                    locale: "en",
                    title: "",
                    situations: situations[$0]
                )
            }
    }

    /// The Mann–Whitney statistic; equal scores count half.
    private static func areaUnderCurve(_ scores: [(score: Double, isKnown: Bool)]) -> Double {
        let sorted = scores.sorted { $0.score < $1.score }
        var (below, wins, start) = (0.0, 0.0, 0)
        while start < sorted.count {
            let end = sorted[start...].firstIndex { $0.score > sorted[start].score } ?? sorted.count
            let known = Double(sorted[start..<end].count { $0.isKnown })
            let unknown = Double(end - start) - known
            wins += known * (below + unknown / 2)
            below += unknown
            start = end
        }
        let known = Double(scores.count { $0.isKnown })
        return wins / max(1, known * (Double(scores.count) - known))
    }
}
