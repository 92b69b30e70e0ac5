import Foundation
import PolicyBook
import Synchronization

/// The embedded store: one SQLite file, one thread that writes whatever waits in one transaction.
///
/// Where the disk is full nothing is written, and the next batch tries again. After any other failure
/// the connection is given up: nobody knows what the disk holds after a failed sync, so the file is
/// opened and looked over anew. Until that succeeds every record is refused.
package final class SQLiteLedger: LedgerStore {
    /// LIMIT: records that wait; more would only time out (limits of the design).
    package static let maxWaiting = 1_024
    /// LIMIT: how much may be written before the log is moved into the file; a log of some megabytes
    /// is read fast and fills no disk.
    static let octetsPerCheckpoint = 4_194_304
    /// LIMIT: a store is opened anew at most so often; looking it over takes the disk's time.
    static let pauseBetweenRepairs = Duration.seconds(1)

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
    /// Held while the process lives, so that no other one writes beside it.
    private let lock: SQLiteFolderLock
    private let available: Atomic<Bool>
    private let done = Mutex(LedgerFigures())
    private let condition = NSCondition()
    // SAFETY: read and written only while `condition` is locked, by `withInbox` and `nextBatch`.
    private nonisolated(unsafe) var inbox = Inbox()

    /// Opens the store in `directory` and starts the writer.
    ///
    /// `report` is told in words when the store fails and when it is well again, on the writer's
    /// thread.
    ///
    /// Throws: ``LedgerError/unavailable(_:)`` where the folder or the file cannot be used.
    package init(
        directory: String,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(LedgerError) {
        self.directory = directory
        let connection: SQLiteConnection
        do {
            lock = try SQLiteFolderLock(directory)
            connection = try SQLiteConnection(directory: directory)
            available = Atomic(!connection.wasLeftOpen)
            // A file left open is looked over by the writer, while everything else is served.
            if !connection.wasLeftOpen { try connection.prepare() }
        } catch {
            throw .unavailable("the store in `\(directory)` cannot be opened: \(error)")
        }
        let thread = Thread { [self] in run(connection, report) }
        thread.name = "leeway-ledger"
        thread.start()
    }

    /// Whether the last batch was written.
    package var isAvailable: Bool {
        available.load(ordering: .acquiring)
    }

    /// What the writer has done.
    package var figures: LedgerFigures {
        var figures = done.withLock { $0 }
        condition.lock()
        defer { condition.unlock() }
        figures.waiting = unsafe inbox.records.count
        return figures
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
            guard condition.wait(until: Date(timeIntervalSinceNow: 1))
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

    /// Says how the store is, in words only where that has changed.
    private func tell(_ writer: SQLiteWriter, _ report: (String) -> Void) {
        let isWell = !writer.isBroken
        guard available.exchange(isWell, ordering: .acquiringAndReleasing) != isWell else { return }
        report(
            isWell ? "the store can be written" : "the store cannot be written: \(writer.failure)"
        )
    }

    private func count(_ records: Int, _ writer: SQLiteWriter, _ time: Duration) {
        done.withLock { done in
            done.commitSeconds += time / .seconds(1)
            if writer.isBroken {
                done.failures += 1
            } else {
                done.commits += 1
                done.records += records
            }
        }
    }

    /// The writer's life.
    private func run(_ first: SQLiteConnection, _ report: (String) -> Void) {
        var writer = SQLiteWriter(directory: directory, first)
        _ = writer.write([])
        tell(writer, report)
        while let batch = nextBatch(isBroken: writer.isBroken) {
            let begun = ContinuousClock.now
            let outcomes = writer.write(batch)
            if !batch.isEmpty { count(batch.count, writer, begun.duration(to: .now)) }
            tell(writer, report)
            release(batch)
            for (record, outcome) in zip(batch, outcomes) { record.completion(outcome) }
        }
        writer.close()
        lock.release()
        end()
    }
}

extension IdempotencyKey {
    /// The key and whose it is, in one string; callers' names hold no line feeds.
    fileprivate var name: String { caller + "\n" + key }
}
