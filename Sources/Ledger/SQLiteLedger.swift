import Foundation
import PolicyBook
import Synchronization

/// The embedded store: one SQLite file, one thread that writes whatever waits in one transaction.
///
/// A failed write closes the connection: after a failed sync nobody knows what the disk holds, so the
/// next attempt opens the file anew. Until that succeeds every record is refused.
package final class SQLiteLedger: LedgerStore {
    /// LIMIT: records that wait; more would only time out (limits of the design).
    package static let maxWaiting = 1_024
    /// LIMIT: how many commits may pass before the log is moved into the file.
    static let commitsPerCheckpoint = 1_000
    /// How long the writer waits before it tries to mend a broken store.
    static let secondsBetweenRepairs: TimeInterval = 1

    struct Record: Sendable {
        let feedback: Feedback
        let answer: StoredAnswer
        let key: IdempotencyKey?
        let completion: @Sendable (Result<StoredAnswer, LedgerError>) -> Void
    }

    /// What callers hand to the writer, under `condition`'s lock.
    private struct Inbox {
        var records: [Record] = []
        var keysInUse: Set<String> = []
        var isClosed = false
        var hasEnded = false
    }

    private let directory: String
    private let available = Atomic<Bool>(true)
    private let condition = NSCondition()
    // SAFETY: read and written only while `condition` is locked, by `withInbox` and `nextBatch`.
    private nonisolated(unsafe) var inbox = Inbox()

    /// Opens the store in `directory` and starts the writer.
    ///
    /// Throws: ``LedgerError/unavailable(_:)`` where the folder or the file cannot be used.
    package init(directory: String) throws(LedgerError) {
        self.directory = directory
        let connection: SQLiteConnection
        do {
            connection = try SQLiteConnection(directory: directory)
        } catch {
            throw .unavailable("the store in `\(directory)` cannot be opened: \(error)")
        }
        let thread = Thread { [self] in run(connection) }
        thread.name = "leeway-ledger"
        thread.start()
    }

    /// Whether the last batch was written.
    package var isAvailable: Bool {
        available.load(ordering: .acquiring)
    }

    /// Hands the record to the writer.
    package func record(
        _ feedback: Feedback,
        answer: StoredAnswer,
        once key: IdempotencyKey?,
        completion: @escaping @Sendable (Result<StoredAnswer, LedgerError>) -> Void
    ) {
        let record = Record(feedback: feedback, answer: answer, key: key, completion: completion)
        if let refusal = offer(record) { completion(.failure(refusal)) }
    }

    /// Waits until the writer has written what it has and closed the file.
    package func close() {
        condition.lock()
        unsafe inbox.isClosed = true
        condition.broadcast()
        while unsafe !inbox.hasEnded { condition.wait() }
        condition.unlock()
    }

    /// Puts a record where the writer finds it; the reason where it cannot.
    private func offer(_ record: Record) -> LedgerError? {
        condition.lock()
        defer { condition.unlock() }
        if unsafe inbox.isClosed { return .unavailable("the store is closed") }
        if unsafe inbox.records.count >= Self.maxWaiting { return .busy }
        if let key = record.key {
            guard unsafe inbox.keysInUse.insert(key.name).inserted else { return .keyInUse }
        }
        unsafe inbox.records.append(record)
        condition.signal()
        return nil
    }

    /// Everything that waits; nil once the store is closed and nothing waits any more.
    ///
    /// Waits for a record, or where the store is broken until it is time to mend it.
    private func nextBatch(isBroken: Bool) -> [Record]? {
        condition.lock()
        defer { condition.unlock() }
        while unsafe inbox.records.isEmpty {
            if unsafe inbox.isClosed { return nil }
            guard isBroken else {
                condition.wait()
                continue
            }
            guard condition.wait(until: Date(timeIntervalSinceNow: Self.secondsBetweenRepairs))
            else { return [] }
        }
        let batch = unsafe inbox.records
        unsafe inbox.records.removeAll(keepingCapacity: true)
        return batch
    }

    private func end() {
        condition.lock()
        unsafe inbox.hasEnded = true
        condition.broadcast()
        condition.unlock()
    }

    private func release(_ batch: [Record]) {
        condition.lock()
        for key in batch.compactMap(\.key) { unsafe inbox.keysInUse.remove(key.name) }
        condition.unlock()
    }

    /// The writer's life.
    private func run(_ first: SQLiteConnection) {
        var writer = Writer(directory: directory, first)
        while let batch = nextBatch(isBroken: writer.isBroken) {
            let outcomes = writer.write(batch)
            available.store(!writer.isBroken, ordering: .releasing)
            release(batch)
            for (record, outcome) in zip(batch, outcomes) { record.completion(outcome) }
        }
        writer.close()
        end()
    }
}

extension IdempotencyKey {
    /// The key and whose it is, in one string; callers' names hold no line feeds.
    fileprivate var name: String { caller + "\n" + key }
}

/// Writes batches, and mends the connection after a failure.
private struct Writer {
    private let directory: String
    private var connection: SQLiteConnection?
    private var isChecked: Bool
    private var commits = 0
    private var lastCleaning: Int64 = 0

    init(directory: String, _ connection: SQLiteConnection) {
        self.directory = directory
        self.connection = connection
        isChecked = !connection.wasLeftOpen
    }

    var isBroken: Bool { connection == nil }

    mutating func write(
        _ batch: [SQLiteLedger.Record]
    ) -> [Result<StoredAnswer, LedgerError>] {
        do {
            let connection = try soundConnection()
            guard !batch.isEmpty else { return [] }
            let outcomes = try connection.write(batch)
            tidy(connection, after: batch)
            return outcomes
        } catch {
            // The connection goes without another sync: what it held is not to be trusted.
            connection = nil
            return batch.map { _ in .failure(.unavailable("\(error)")) }
        }
    }

    mutating func close() {
        // A failed checkpoint loses nothing: the log is read at the next start.
        try? connection?.close()
        connection = nil
    }

    /// The connection, opened anew after a failure, and looked over after an unclean end.
    private mutating func soundConnection() throws -> SQLiteConnection {
        let sound = try connection ?? SQLiteConnection(directory: directory)
        if !isChecked || connection == nil {
            try sound.check()
            isChecked = true
        }
        connection = sound
        return sound
    }

    /// Moves the log into the file now and then, and forgets old keys; failing at it harms no record.
    private mutating func tidy(_ connection: SQLiteConnection, after batch: [SQLiteLedger.Record]) {
        commits += 1
        guard commits >= SQLiteLedger.commitsPerCheckpoint else { return }
        commits = 0
        try? connection.checkpoint()  // the next thousand commits try again
        guard let now = batch.last?.feedback.receivedAt, now.seconds - lastCleaning > 3_600 else {
            return
        }
        lastCleaning = now.seconds
        try? connection.forgetKeys(before: now)  // an hour later it is tried again
    }
}
