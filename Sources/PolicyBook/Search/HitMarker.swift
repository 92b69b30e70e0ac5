/// Marks the words of a policy that a question contains too, as they stand, inflected or mistyped.
struct HitMarker: Sendable, Hashable {
    /// The beginnings of the question's words that tell something.
    private var stems: Set<UInt64> = []
    /// The trigrams of each of these words, sorted.
    private var grams: [[UInt64]] = []

    /// LIMIT: words of a question that are looked for with errors in them, one by one; a snippet
    /// is a hint, and its cost must stay below that of ranking.
    static let maxMistypedWords = 32
    /// The share of the greatest possible weight under which a word is too common to be marked.
    private static let leastShare: Float = 0.3
    /// The share of trigrams that two spellings of a word have in common (Dice's coefficient).
    private static let leastLikeness = 0.6

    init(_ question: FoldedText, in index: LocaleIndex) {
        var isTelling = [Bool](repeating: false, count: question.words.count)
        var gramsByWord = [[UInt64]](repeating: [], count: question.words.count)
        question.forEachFeature { feature in
            switch feature.kind {
            case .stem:
                let weight = index.weight(of: .stem, numbered: index.numbers[feature.key])
                guard weight >= Self.leastShare * feature.kind.weight * index.unseenWeight else {
                    return
                }
                isTelling[feature.word] = true
                stems.insert(feature.key)
            case .gram: gramsByWord[feature.word].append(feature.key)
            case .pair: break
            }
        }
        for (word, keys) in gramsByWord.enumerated() where isTelling[word] {
            guard grams.count < Self.maxMistypedWords else { break }
            grams.append(keys.sorted())
        }
    }

    /// How many words of a text are hits.
    func countHits(in text: String) -> Int {
        marked(FoldedText(text, maxScalars: Self.maxTextScalars)).count { $0.isHit }
    }

    /// The words of a text, each with whether it is a hit.
    func marked(_ text: FoldedText) -> [(source: Range<Int>, isHit: Bool)] {
        var hits = [Bool](repeating: false, count: text.words.count)
        var gramsByWord = [[UInt64]](repeating: [], count: text.words.count)
        text.forEachFeature { feature in
            switch feature.kind {
            case .stem: hits[feature.word] = stems.contains(feature.key)
            case .gram: gramsByWord[feature.word].append(feature.key)
            case .pair: break
            }
        }
        return text.words.indices.map { word in
            let isHit = hits[word] || isMistyped(gramsByWord[word].sorted())
            return (text.words[word].source, isHit)
        }
    }

    private func isMistyped(_ word: [UInt64]) -> Bool {
        // A word of fewer than four letters has too few trigrams to tell an error from another
        // word.
        guard word.count >= 4 else { return false }
        return grams.contains { other in
            guard other.count >= 4 else { return false }
            let common = 2 * Self.countCommon(word, other)
            return Double(common) >= Self.leastLikeness * Double(word.count + other.count)
        }
    }

    private static func countCommon(_ left: [UInt64], _ right: [UInt64]) -> Int {
        var (i, j, common) = (0, 0, 0)
        while i < left.count && j < right.count {
            if left[i] == right[j] {
                (i, j, common) = (i + 1, j + 1, common + 1)
            } else if left[i] < right[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return common
    }
}
