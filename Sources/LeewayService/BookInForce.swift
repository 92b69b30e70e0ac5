package import BookLoader
package import PolicyBook
import Synchronization

/// The book in force, and what came of the last attempt to read another.
///
/// Isolation: any thread; loops keep a reading of the book for themselves.
package final class BookInForce: Sendable {
    let holder: BookHolder<ServedBook>
    private let attempt: Mutex<BookAttempt>
    private let counts = Mutex(AttemptCounts())

    /// How often the files were read, by what came of it.
    struct AttemptCounts: Sendable {
        var replaced = 1
        var unchanged = 0
        var refused = 0
    }

    /// Begins with the book that the service starts with.
    package init(_ first: ServedBook, _ result: LoadResult) {
        holder = BookHolder(first)
        attempt = Mutex(
            BookAttempt(
                at: first.loadedAt,
                before: nil,
                after: first.book.digest,
                outcome: .replaced(result)
            )
        )
    }

    /// Puts another book in force; requests that have begun keep the one before.
    package func replace(with book: ServedBook) {
        holder.replace(with: book)
    }

    /// Remembers what came of reading the files at that time, for health and operators.
    ///
    /// Isolation: one reload at a time.
    package func record(_ outcome: BookReloader.Outcome, at time: Instant) -> BookAttempt {
        counts.withLock { counts in
            switch outcome {
            case .replaced: counts.replaced += 1
            case .unchanged: counts.unchanged += 1
            case .refused: counts.refused += 1
            }
        }
        return attempt.withLock { last in
            last = BookAttempt(
                at: time,
                before: last.after,
                after: holder.reading().snapshot.book.digest,
                outcome: outcome
            )
            return last
        }
    }

    /// How often the files were read, the first time counted as replaced.
    var attemptCounts: AttemptCounts { counts.withLock { $0 } }

    /// What came of the last attempt.
    package var lastAttempt: BookAttempt {
        attempt.withLock { $0 }
    }
}

/// One reading of the book's files.
package struct BookAttempt: Sendable {
    package let at: Instant
    /// The digest of the book in force before; nil for the book that the service started with.
    package let before: String?
    /// The digest of the book in force afterwards.
    package let after: String
    package let outcome: BookReloader.Outcome

    /// What was wrong; nil where the files were those of the book in force or have become it.
    package var refusal: LoadResult? {
        if case .refused(let result) = outcome { result } else { nil }
    }
}
