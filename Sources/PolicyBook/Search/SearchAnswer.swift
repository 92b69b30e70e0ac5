/// The policies found for a question, best first.
package struct SearchAnswer: Sendable, Hashable {
    /// The policies found, best first, each once, in the language in which it matched best.
    ///
    /// Returns: empty when no word of the question, nor a part of one, occurs in the index.
    package var matches: [SearchMatch]
    /// Whether the first match is likely enough to be acted upon without asking.
    ///
    /// False says "no good match": guidance then uses the fallback policy instead of guessing.
    package var isConfident: Bool
    /// Whether the question was longer than `SearchLimits.maxQueryScalars` and only its beginning
    /// was used.
    package var isCut: Bool
}

/// One policy found.
package struct SearchMatch: Sendable, Hashable {
    /// The policy's id.
    package var id: String
    /// The language of the texts that matched, as the document spells it.
    package var locale: String
    /// How likely it is that the question is about this policy, and not about something that the
    /// book does not know.
    ///
    /// Shape: 0 to 1, comparable between questions, languages and books; at
    /// `SearchLimits.confidentScore` and above the first match is acted upon.
    package var score: Double
    let marker: HitMarker

    /// The part of the policy's texts that shows best why it matched, to be shown under its title.
    ///
    /// `title` and `text` are what the reader may see: what is not given here is not in a snippet,
    /// though it may be what matched.
    package func snippet(title: String, text: String) -> SearchSnippet {
        marker.snippet(title: title, text: text)
    }
}

/// A short part of a policy's texts with the words that matched marked.
package struct SearchSnippet: Sendable, Hashable {
    /// From which of the policy's texts the snippet is.
    package enum Source: String, Sendable, Hashable {
        case title, text
    }

    /// A run of characters, all inside or all outside a word that matched.
    package struct Piece: Sendable, Hashable {
        /// Plain text exactly as the author wrote it: whoever writes HTML must escape it.
        package var text: String
        /// Whether the piece is a word that matched.
        package var isHit: Bool

        /// A run of characters.
        package init(_ text: String, isHit: Bool) {
            self.text = text
            self.isHit = isHit
        }
    }

    /// From which of the policy's texts the snippet is.
    package var source: Source
    /// The snippet in reading order; joined, the pieces are a part of the source.
    package var pieces: [Piece]
    /// Whether the source goes on before the first piece.
    package var isCutBefore: Bool
    /// Whether the source goes on after the last piece.
    package var isCutAfter: Bool

    /// The snippet without marks.
    package var text: String { pieces.map(\.text).joined() }
}
