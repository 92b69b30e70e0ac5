internal import PolicyBook

/// A book of any size, and questions about it.
///
/// Each policy is about a few made-up things of its own; its situations are customers' questions
/// with the nouns exchanged, so that common words are as common and rare ones as rare as in life.
struct SyntheticBook {
    var documents: [SearchDocument]
    /// Questions in other words, a quarter of them mistyped.
    var questions: [String]

    init(policies: Int, questions count: Int, from data: Banking77, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let frames = data.intents.flatMap(\.questions)
        let vocabulary = Self.vocabulary(of: max(2_000, policies * 2), using: &random)
        let subjects = (0..<policies)
            .map { _ in
                (0..<6).map { _ in vocabulary[Self.skewed(vocabulary.count, using: &random)] }
            }
        documents = subjects.enumerated()
            .map { number, words in
                let situations = (0..<10).map { _ in Self.question(words, frames, using: &random) }
                let text = (0..<8).map { _ in Self.question(words, frames, using: &random) }
                return SearchDocument(
                    id: "policy-\(number)",
                    locale: "en",
                    title: words.prefix(3).joined(separator: " "),
                    text: text.joined(separator: " "),
                    situations: situations
                )
            }
        questions = (0..<count)
            .map { number in
                let words = subjects[Int.random(in: 0..<policies, using: &random)]
                let question = Self.question(words, frames, using: &random)
                return number % 4 == 0 ? Self.mistyped(question, using: &random) : question
            }
    }

    /// Made-up words of two to four syllables.
    private static func vocabulary(of count: Int, using random: inout SplitMix64) -> [String] {
        let syllables = "ba ce di fo gu ha jel kin lor mun nap pes rit sto tru vac wen zil"
            .split(
                separator: " "
            )
        return (0..<count)
            .map { _ in
                (0..<Int.random(in: 2...4, using: &random))
                    .map { _ in
                        syllables[Int.random(in: syllables.indices, using: &random)]
                    }
                    .joined()
            }
    }

    /// A number below the count; small ones come much more often.
    private static func skewed(_ count: Int, using random: inout SplitMix64) -> Int {
        let uniform = Double.random(in: 0..<1, using: &random)
        return Int(uniform * uniform * Double(count))
    }

    private static func question(
        _ words: [String],
        _ frames: [String],
        using random: inout SplitMix64
    ) -> String {
        let frame = frames[Int.random(in: frames.indices, using: &random)]
        var parts = frame.split(separator: " ").map(String.init)
        for _ in 0..<2 {
            parts[Int.random(in: parts.indices, using: &random)] =
                words[Int.random(in: words.indices, using: &random)]
        }
        return parts.joined(separator: " ")
    }

    /// The question with two neighbouring letters exchanged.
    private static func mistyped(_ question: String, using random: inout SplitMix64) -> String {
        var letters = Array(question)
        guard letters.count > 2 else { return question }
        let place = Int.random(in: 0..<letters.count - 1, using: &random)
        letters.swapAt(place, place + 1)
        return String(letters)
    }
}
