/// Something by which texts are compared: the beginning of a word, the beginnings of two
/// neighbouring words, or three letters.
///
/// The beginning stands for all inflections of a word in the five languages served; the pair keeps
/// the order of words; the trigrams bridge typing errors and the parts of compounds.
struct SearchFeature {
    /// What is compared.
    typealias Kind = SearchExplanation.Feature.Kind

    /// Equal for equal features; different ones share a key with a probability of 2⁻⁶³.
    var key: UInt64
    /// What is compared.
    var kind: Kind
    /// The word of the text that has the feature; of a pair the second one.
    var word: Int
    /// Where the feature is in the text's folded scalars; of a pair where its second half is.
    var range: Range<Int>

    /// How many letters of a word are its beginning.
    static let stemLength = 4
    /// How many letters are compared at a time.
    static let gramLength = 3
}

extension FoldedText {
    /// Calls the body with each feature of the text, also with those that occur more than once.
    ///
    /// Complexity: linear; at most four features for each letter.
    func forEachFeature(_ body: (SearchFeature) -> Void) {
        var pair = SearchHash(.pair).adding(Self.wordStart)
        for (index, word) in words.enumerated() {
            let stem = stem(of: index)
            var hash = SearchHash(.stem)
            var nextPair = SearchHash(.pair)
            for position in stem {
                hash = hash.adding(scalars[position])
                pair = pair.adding(scalars[position])
                nextPair = nextPair.adding(scalars[position])
            }
            body(SearchFeature(key: hash.key, kind: .stem, word: index, range: stem))
            body(SearchFeature(key: pair.key, kind: .pair, word: index, range: stem))
            pair = nextPair.adding(Self.wordEnd)
            forEachGram(of: word, index: index, body)
        }
    }

    /// The beginning of a word, all of it when it is short.
    func stem(of word: Int) -> Range<Int> {
        let folded = words[word].folded
        return folded
            .lowerBound..<min(
                folded.upperBound,
                folded.lowerBound + SearchFeature.stemLength
            )
    }

    private func forEachGram(
        of word: Word,
        index: Int,
        _ body: (SearchFeature) -> Void
    ) {
        let first = word.folded.lowerBound - 1
        let last = word.folded.upperBound + 1 - SearchFeature.gramLength
        guard first <= last else { return }
        for start in first...last {
            var hash = SearchHash(.gram)
            for position in start..<start + SearchFeature.gramLength {
                hash = hash.adding(scalars[position])
            }
            let range = start..<start + SearchFeature.gramLength
            body(SearchFeature(key: hash.key, kind: .gram, word: index, range: range))
        }
    }
}

extension SearchFeature.Kind {
    /// How much a feature of the kind counts beside those of the others.
    ///
    /// LIMIT: chosen on BANKING77 with seeds other than the benchmark's; twice as much or half
    /// changes the first place by less than one question in a hundred.
    var weight: Float {
        switch self {
        case .stem: 2
        case .pair: 0.4
        case .gram: 0.5
        }
    }

    fileprivate var salt: UInt64 {
        switch self {
        case .stem: 0x9E37_79B9_7F4A_7C15
        case .pair: 0xD1B5_4A32_D192_ED03
        case .gram: 0xAEF1_7502_108E_F2D9
        }
    }
}

/// A hash that is the same in every process, so that ranking never depends on a seed.
struct SearchHash {
    private var state: UInt64

    init(_ kind: SearchFeature.Kind) {
        state = kind.salt
    }

    private init(state: UInt64) { self.state = state }

    /// The hash of what was added and one scalar more.
    func adding(_ scalar: UInt32) -> SearchHash {
        var mixed = (state ^ UInt64(scalar)) &* 0xFF51_AFD7_ED55_8CCD
        mixed ^= mixed >> 32
        return SearchHash(state: mixed)
    }

    /// The finished hash, never zero.
    var key: UInt64 {
        let mixed = state &* 0xC4CE_B9FE_1A85_EC53
        return (mixed ^ (mixed >> 33)) | 1
    }
}
