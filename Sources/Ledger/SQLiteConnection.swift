import Foundation
import GRDB
import PolicyBook

/// The one connection that writes, and what it writes.
///
/// Isolation: owned by the writer's thread after it was opened.
struct SQLiteConnection: Sendable {
    /// LIMIT: keys are kept for at least a day.
    static let keyLifetimeSeconds: Int64 = 86_400

    private let queue: DatabaseQueue
    let file: String
    /// Whether the store was not closed well, so that it should be looked over before it is written.
    let wasLeftOpen: Bool

    /// Opens the store in `directory`, made where it is missing; ``prepare()`` comes next.
    init(directory: String) throws {
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        file = directory + "/leeway.sqlite"
        let log = try? FileManager.default.attributesOfItem(atPath: file + "-wal")
        wasLeftOpen = (log?[.size] as? Int ?? 0) > 0  // no log at all: closed well, or new
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            // GRDB's own `journalMode = .wal` would set synchronous=NORMAL afterwards. The writer
            // makes the checkpoints itself: before SQLite 3.51.3 two connections that checkpoint
            // could corrupt the log.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = 0
                    """
            )
        }
        queue = try DatabaseQueue(path: file, configuration: configuration)
    }

    /// Looks a file over that was left open, then brings its schema up to date: nothing is written to
    /// a file that is not sound.
    func prepare() throws {
        if wasLeftOpen { try check() }
        try SQLiteSchema.migrator.migrate(queue)
    }

    /// Looks over the whole file (`PRAGMA quick_check`); throws what it found.
    private func check() throws {
        let findings = try queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check(10)") }
        guard findings != ["ok"] else { return }
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: findings.joined(separator: "; "))
    }

    /// What a setting of the connection is.
    func pragma(_ name: String) throws -> String? {
        try queue.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }

    /// Writes the file's own number again, to see whether it can be written.
    func probe() throws {
        try queue.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                try database.execute(sql: "PRAGMA user_version = 1")
                return .commit
            }
        }
    }

    /// Writes all of `records` in one transaction, which has reached the disk when this returns.
    ///
    /// Returns: an outcome for each record in order. Throws where nothing was written.
    func write(_ records: [SQLiteLedger.Record]) throws -> [Result<StoredAnswer, LedgerError>] {
        try queue.writeWithoutTransaction { database in
            var outcomes: [Result<StoredAnswer, LedgerError>] = []
            try database.inTransaction(.immediate) {
                outcomes = try records.map { try Self.writeAlone($0, database) }
                return .commit
            }
            return outcomes
        }
    }

    /// Moves the log into the file and empties it.
    func checkpoint() throws {
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    /// Checkpoints and closes.
    func close() throws {
        try checkpoint()
        try queue.close()
    }

    /// Writes one record or, where a rule of the schema refuses it, nothing of it; the others stand.
    private static func writeAlone(
        _ record: SQLiteLedger.Record,
        _ database: Database
    ) throws -> Result<StoredAnswer, LedgerError> {
        do {
            var outcome = Result<StoredAnswer, LedgerError>.success(record.answer)
            try database.inSavepoint {
                outcome = try write(record, database)
                return .commit
            }
            return outcome
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return .failure(.rejected("\(error)"))
        }
    }

    private static func write(
        _ record: SQLiteLedger.Record,
        _ database: Database
    ) throws -> Result<StoredAnswer, LedgerError> {
        if let key = record.key {
            if let known = try answer(to: key, at: record.feedback.receivedAt, database) {
                return known
            }
            try remember(record.answer, key, at: record.feedback.receivedAt, database)
        }
        try insert(record.feedback, database)
        return .success(record.answer)
    }

    /// What an earlier request with the key got; nil where there was none within a day.
    private static func answer(
        to key: IdempotencyKey,
        at now: Instant,
        _ database: Database
    ) throws -> Result<StoredAnswer, LedgerError>? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT content, status, location, body FROM idempotency
                WHERE caller = ? AND key = ? AND created_at > ?
                """
        )
        let oldest = now.seconds - keyLifetimeSeconds
        let row = try Row.fetchOne(statement, arguments: [key.caller, key.key, oldest])
        guard let row else { return nil }
        guard row[0] == Data(key.content) else { return .failure(.keyReused) }
        let body: Data = row[3]
        return .success(StoredAnswer(status: row[1], location: row[2], body: Array(body)))
    }

    private static func remember(
        _ answer: StoredAnswer,
        _ key: IdempotencyKey,
        at now: Instant,
        _ database: Database
    ) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO idempotency
                (caller, key, content, status, location, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(arguments: [
            key.caller, key.key, Data(key.content), answer.status, answer.location,
            Data(answer.body), now.seconds,
        ])
    }

    private static func insert(_ feedback: Feedback, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO feedback
                (id, received_at, policy, version, source, kind, rating, comment, locale, decision_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(arguments: [
            feedback.id, feedback.receivedAt.description, feedback.policy, feedback.version,
            feedback.source.rawValue, feedback.kind.rawValue, feedback.rating, feedback.comment,
            feedback.locale?.text, feedback.decisionID,
        ])
        guard !feedback.answers.isEmpty else { return }
        let answer = try database.cachedStatement(
            sql: """
                INSERT INTO feedback_answer (feedback_id, position, question, answer)
                VALUES (?, ?, ?, ?)
                """
        )
        for (position, given) in feedback.answers.enumerated() {
            try answer.execute(
                arguments: [feedback.id, position, given.question, given.answer]
            )
        }
    }

    /// Forgets keys that are older than a day.
    func forgetKeys(before now: Instant) throws {
        try queue.write { database in
            try database.execute(
                sql: "DELETE FROM idempotency WHERE created_at <= ?",
                arguments: [now.seconds - Self.keyLifetimeSeconds]
            )
        }
    }
}
