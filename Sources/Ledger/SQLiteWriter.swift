import GRDB
import PolicyBook

/// Writes batches, and mends the connection after a failure.
///
/// Isolation: owned by the writer's thread.
struct SQLiteWriter {
    private let directory: String
    private var connection: SQLiteConnection
    private var state: State
    /// Why the last attempt failed, for the log.
    private(set) var failure = ""
    private var octetsSinceCheckpoint = 0
    private var lastCleaning: Int64 = 0

    private enum State {
        case sound
        /// Opened, and not yet looked over.
        case unprepared
        /// Failed; opened anew after that moment.
        case broken(nextAttempt: ContinuousClock.Instant, reason: String)
        /// As sound, but the last batch found no room.
        case full
    }

    /// Takes over a connection, which was prepared unless it was left open.
    init(directory: String, _ connection: SQLiteConnection) {
        self.directory = directory
        self.connection = connection
        state = connection.wasLeftOpen ? .unprepared : .sound
    }

    /// Whether the last attempt failed.
    var isBroken: Bool {
        if case .sound = state { false } else { true }
    }

    /// Writes all of the batch or nothing; of an empty one only whether the store can be written.
    mutating func write(
        _ batch: [SQLiteLedger.Record]
    ) -> [Result<StoredAnswer, LedgerError>] {
        if case .broken(let nextAttempt, let reason) = state, ContinuousClock.now < nextAttempt {
            return batch.map { _ in .failure(.unavailable(reason)) }
        }
        do {
            try mend()
            let outcomes = try batch.isEmpty ? probe() : connection.write(batch)
            state = .sound
            tidy(after: batch)
            return outcomes
        } catch {
            fail(error)
            return batch.map { _ in .failure(.unavailable("\(error)")) }
        }
    }

    /// Moves the log into the file and closes it.
    mutating func close() {
        // A failed checkpoint loses nothing: the log is read at the next start.
        if !isBroken { try? connection.close() }
    }

    private func probe() throws -> [Result<StoredAnswer, LedgerError>] {
        try connection.probe()
        return []
    }

    private mutating func mend() throws {
        switch state {
        case .sound, .full: return
        case .unprepared: try connection.prepare()
        case .broken:
            let opened = try SQLiteConnection(directory: directory)
            try opened.prepare()
            // The failed one is closed only now: the last connection to a file syncs it on closing.
            connection = opened
        }
    }

    private mutating func fail(_ error: any Error) {
        failure = "\(error)"
        if let error = error as? DatabaseError, error.resultCode == .SQLITE_FULL {
            // Nothing was written and nothing is in doubt: the transaction was rolled back.
            state = .full
            return
        }
        state = .broken(
            nextAttempt: .now + SQLiteLedger.pauseBetweenRepairs,
            reason: "\(error)"
        )
    }

    /// Moves the log into the file now and then, and forgets old keys; failing at it harms no record.
    private mutating func tidy(after batch: [SQLiteLedger.Record]) {
        octetsSinceCheckpoint += batch.reduce(0) { $0 + $1.octets }
        guard octetsSinceCheckpoint >= SQLiteLedger.octetsPerCheckpoint else { return }
        octetsSinceCheckpoint = 0
        try? connection.checkpoint()  // tried again after the next megabytes
        guard let now = batch.last?.feedback.receivedAt, now.seconds - lastCleaning > 3_600 else {
            return
        }
        lastCleaning = now.seconds
        try? connection.forgetKeys(before: now)  // tried again an hour later
    }
}

extension SQLiteLedger.Record {
    /// About what it adds to the log: its content, and a page for each table and index it touches.
    fileprivate var octets: Int {
        8 * 4_096 + (key?.content.count ?? 0) + (feedback.comment?.utf8.count ?? 0)
    }
}
