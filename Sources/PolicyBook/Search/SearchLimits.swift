/// The bounds of search, and the score from which a match is acted upon.
package enum SearchLimits {
    /// How much of a question is read, in Unicode scalars.
    ///
    /// LIMIT: a question is one to three sentences; 2 000 scalars are about 350 words, and reading
    /// more would let one request cost as much as a hundred.
    package static let maxQueryScalars = 2_000
    /// How many matches are answered at most, whatever is asked for.
    package static let maxMatches = 50
    /// The score from which the first match is acted upon without asking.
    ///
    /// Chosen where the scores were fitted, on situations alone: from here on one in six questions
    /// about nothing in the book is answered as if it were, and of the others six in ten are
    /// answered, seven of eight of them rightly.
    package static let confidentScore = 0.6
}
