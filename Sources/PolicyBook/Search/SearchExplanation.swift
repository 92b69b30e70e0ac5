/// Why a policy matched a question, for authors who decide which situations to add.
package struct SearchExplanation: Sendable, Hashable {
    /// The match explained.
    package var match: SearchMatch
    /// The policy's situation that resembles the question most; nil where its title does, or none.
    package var nearest: String?
    /// What the words of the question gave, most first; words that gave nothing come last, so that
    /// an author sees what the policy lacks.
    package var words: [Word]

    /// A word of the question and what it gave.
    package struct Word: Sendable, Hashable {
        /// The word as it is compared: lower case, without accents that vary.
        package var word: String
        /// The part of the match's raw score that came from the word, 0 to 1; the shares of all
        /// words add up to 1 unless nothing matched.
        package var share: Double
        /// The features of the word that the policy has, most telling first.
        package var features: [Feature]
    }

    /// Something the question and the policy have in common.
    package struct Feature: Sendable, Hashable {
        /// What is compared: the beginning of a word, the beginnings of two neighbouring words,
        /// or three letters.
        package enum Kind: String, Sendable, Hashable {
            case stem, pair, gram
        }

        /// What is compared.
        package var kind: Kind
        /// The letters compared; `<` and `>` stand for a word's ends.
        package var text: String
        /// The part of the match's raw score that came from the feature, 0 to 1.
        package var share: Double
    }
}

/// Two policies whose situations are hard to tell apart, for `leeway check`.
package struct ConfusablePair: Sendable, Hashable {
    /// The policy whose situation is answered with the other one.
    package var id: String
    /// The policy that ranks before it.
    package var otherID: String
    /// The language of the texts.
    package var locale: String
    /// The situations of `id` for which `otherID` ranks first once the situation itself is left
    /// out, in the document's order.
    package var situations: [String]
    /// How many situations `id` has in that language.
    package var situationCount: Int
}
