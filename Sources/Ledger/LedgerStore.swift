/// Keeps what must not be lost.
///
/// One contract for every store: a completion is called once, on a thread of the store, and success
/// means that the record has reached the disk (or the database's own promise of it).
package protocol LedgerStore: Sendable {
    /// Whether the last attempt to write succeeded; a store mends itself when it can.
    var isAvailable: Bool { get }

    /// Records feedback, once for each idempotency key.
    ///
    /// Returns at once. The completion gets `answer`, or the answer that an earlier request with the
    /// same key and content was given.
    func record(
        _ feedback: Feedback,
        answer: StoredAnswer,
        once key: IdempotencyKey?,
        completion: @escaping @Sendable (Result<StoredAnswer, LedgerError>) -> Void
    )

    /// What the store has done since it was opened.
    var figures: LedgerFigures { get }

    /// Writes what waits, then lets go of the store. Records offered later are `unavailable`.
    func close()
}

extension LedgerStore {
    /// A store that does not count.
    package var figures: LedgerFigures { LedgerFigures() }
}

/// What a store has done since it was opened.
package struct LedgerFigures: Sendable, Equatable {
    /// Transactions on the disk.
    package var commits = 0
    /// Records in them.
    package var records = 0
    /// Transactions that failed.
    package var failures = 0
    /// How long all of them took, syncing included.
    package var commitSeconds = 0.0
    /// Records that wait at this moment.
    package var waiting = 0

    /// A store that has done nothing.
    package init() {}
}

/// Why something was not recorded; nothing of it was.
package enum LedgerError: Error, Sendable, Equatable {
    /// The store cannot be written now: disk full, read-only, a failed sync. The reason is for the
    /// log.
    case unavailable(String)
    /// The store's own rules refuse this record; others are not affected.
    case rejected(String)
    /// As many records wait as may.
    case busy
    /// The idempotency key was used with another content.
    case keyReused
    /// A request with the same idempotency key is being recorded at this moment.
    case keyInUse
}
