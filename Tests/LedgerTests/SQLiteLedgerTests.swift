import Foundation
import GRDB
import PolicyBook
import Synchronization
import Testing

@testable import Ledger

struct SQLiteLedgerTests {
    private func stored(_ folder: String, _ sql: String) throws -> [Row] {
        let queue = try DatabaseQueue(path: folder + "/leeway.sqlite")
        return try queue.read { try Row.fetchAll($0, sql: sql) }
    }

    @Test func `what was recorded is there after the store is opened again`() async throws {
        let folder = try StoreContract.folder()
        let store = try SQLiteLedger(directory: folder)
        let outcome = await StoreContract.record(store, "f1")
        #expect(outcome == .success(StoreContract.answer("f1")))
        store.close()
        let row = try #require(try stored(folder, "SELECT * FROM feedback").first)
        #expect(row["id"] == "f1")
        #expect(row["policy"] == "returns.no-receipt")
        #expect(row["version"] == 3)
        #expect(row["source"] == "customer")
        #expect(row["kind"] == "rating")
        #expect(row["rating"] == 2)
        #expect(row["comment"] == "чек — «» 🙂")
        #expect(row["locale"] == "ru")
        #expect(row["decision_id"] == "d-1")
        #expect(row["received_at"] == StoreContract.start.description)
        let answers = try stored(folder, "SELECT answer FROM feedback_answer ORDER BY position")
        #expect(answers.map { $0["answer"] as String } == ["yes", "4"])
    }

    @Test func `the same key and content get the first answer and one record`() async throws {
        let folder = try StoreContract.folder()
        let store = try SQLiteLedger(directory: folder)
        let first = await StoreContract.record(store, "f1", once: StoreContract.key("k"))
        let second = await StoreContract.record(store, "f2", once: StoreContract.key("k"))
        #expect(first == .success(StoreContract.answer("f1")))
        #expect(second == first)
        store.close()
        let again = try SQLiteLedger(directory: folder)
        let third = await StoreContract.record(again, "f3", once: StoreContract.key("k"))
        #expect(third == first)
        again.close()
        #expect(try stored(folder, "SELECT id FROM feedback").count == 1)
    }

    @Test func `another content or caller is another request`() async throws {
        let store = try SQLiteLedger(directory: try StoreContract.folder())
        _ = await StoreContract.record(store, "f1", once: StoreContract.key("k"))
        let changed = StoreContract.key("k", content: "y")
        #expect(await StoreContract.record(store, "f2", once: changed) == .failure(.keyReused))
        let other = StoreContract.key("k", caller: "b", content: "y")
        let outcome = await StoreContract.record(store, "f3", once: other)
        #expect(outcome == .success(StoreContract.answer("f3")))
        store.close()
    }

    @Test func `a key is kept for a day and no longer`() async throws {
        let store = try SQLiteLedger(directory: try StoreContract.folder())
        _ = await StoreContract.record(store, "f1", once: StoreContract.key("k"))
        let almost = try #require(StoreContract.start.adding(seconds: 86_399))
        let within = await StoreContract.record(
            store,
            "f2",
            once: StoreContract.key("k"),
            at: almost
        )
        #expect(within == .success(StoreContract.answer("f1")))
        let day = try #require(StoreContract.start.adding(seconds: 86_400))
        let after = await StoreContract.record(store, "f3", once: StoreContract.key("k"), at: day)
        #expect(after == .success(StoreContract.answer("f3")))
        store.close()
    }

    @Test func `a key in use is refused until its record is written`() async throws {
        let store = try SQLiteLedger(directory: try StoreContract.folder())
        // The first completion holds the writer's thread, so what follows has to wait.
        let gate = DispatchSemaphore(value: 0)
        let held = DispatchSemaphore(value: 0)
        store.record(StoreContract.feedback("f0"), answer: StoreContract.answer("f0"), once: nil) {
            _ in
            held.signal()
            gate.wait()
        }
        await Self.wait(held)
        let outcomes = Mutex<[Result<StoredAnswer, LedgerError>]>([])
        for id in ["f1", "f2"] {
            store.record(
                StoreContract.feedback(id),
                answer: StoreContract.answer(id),
                once: StoreContract.key("k")
            ) { outcome in outcomes.withLock { $0.append(outcome) } }
        }
        #expect(outcomes.withLock { $0 } == [.failure(.keyInUse)])
        gate.signal()
        store.close()
        #expect(outcomes.withLock { $0.last } == .success(StoreContract.answer("f1")))
    }

    @Test func `takes as many waiting records as it may and refuses one more`() async throws {
        let store = try SQLiteLedger(directory: try StoreContract.folder())
        let gate = DispatchSemaphore(value: 0)
        let held = DispatchSemaphore(value: 0)
        store.record(StoreContract.feedback("f"), answer: StoreContract.answer("f"), once: nil) {
            _ in
            held.signal()
            gate.wait()
        }
        await Self.wait(held)
        let outcomes = Mutex<[LedgerError?]>([])
        for number in 0...SQLiteLedger.maxWaiting {
            let id = "f\(number)"
            store.record(StoreContract.feedback(id), answer: StoreContract.answer(id), once: nil) {
                outcome in
                let error: LedgerError? =
                    if case .failure(let error) = outcome { error } else { nil }
                outcomes.withLock { $0.append(error) }
            }
        }
        #expect(outcomes.withLock { $0 } == [.busy])
        gate.signal()
        store.close()
        #expect(outcomes.withLock { $0.filter { $0 == nil }.count } == SQLiteLedger.maxWaiting)
    }

    @Test func `refuses records after it was closed`() async throws {
        let store = try SQLiteLedger(directory: try StoreContract.folder())
        store.close()
        let outcome = await StoreContract.record(store, "f1")
        #expect(outcome == .failure(.unavailable("the store is closed")))
    }

    @Test func `says so where the folder cannot be made`() throws {
        let file = try StoreContract.folder() + "/file"
        try Data("x".utf8).write(to: URL(filePath: file))
        #expect(throws: LedgerError.self) { try SQLiteLedger(directory: file + "/data") }
    }

    @Test func `a record that the schema refuses harms no other`() async throws {
        let folder = try StoreContract.folder()
        let store = try SQLiteLedger(directory: folder)
        let kept = await StoreContract.record(store, "f1")
        #expect(kept == .success(StoreContract.answer("f1")))
        // The same id twice breaks a rule in the middle of a transaction, after its key was kept.
        let twice = await StoreContract.record(store, "f1", once: StoreContract.key("k"))
        guard case .failure(.rejected) = twice else {
            Issue.record("\(twice)")
            return
        }
        let next = await StoreContract.record(store, "f2", once: StoreContract.key("k"))
        #expect(next == .success(StoreContract.answer("f2")))
        #expect(store.isAvailable)
        store.close()
        #expect(try stored(folder, "SELECT id FROM feedback").count == 2)
    }

    @Test func `a second store on the same folder is refused until the first is closed`() throws {
        let folder = try StoreContract.folder()
        let first = try SQLiteLedger(directory: folder)
        let refusal = #expect(throws: LedgerError.self) { try SQLiteLedger(directory: folder) }
        guard case .unavailable(let reason)? = refusal else { return }
        #expect(reason.contains("another Leeway uses this folder"))
        first.close()
        try SQLiteLedger(directory: folder).close()
    }

    @Test func `a damaged file that was left open is not written`() async throws {
        let folder = try StoreContract.folder()
        let store = try SQLiteLedger(directory: folder)
        for number in 0..<200 { _ = await StoreContract.record(store, "f\(number)") }
        store.close()
        let file = URL(filePath: folder + "/leeway.sqlite")
        var content = try Data(contentsOf: file)
        for page in 2..<(content.count / 4_096) {
            content.replaceSubrange(page * 4_096..<page * 4_096 + 64, with: Data(count: 64))
        }
        try content.write(to: file)
        // A log that is not empty says that the store was left open.
        try Data(count: 64).write(to: URL(filePath: folder + "/leeway.sqlite-wal"))
        let damaged = try SQLiteLedger(directory: folder)
        let outcome = await StoreContract.record(damaged, "new")
        guard case .failure(.unavailable) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!damaged.isAvailable)
        damaged.close()
    }

    @Test func `the connection syncs every commit and leaves checkpoints to the writer`() throws {
        let connection = try SQLiteConnection(directory: try StoreContract.folder())
        #expect(try connection.pragma("synchronous") == "2")
        #expect(try connection.pragma("journal_mode") == "wal")
        #expect(try connection.pragma("wal_autocheckpoint") == "0")
    }

    @Test func `a store that was left open is noticed, one closed well is not`() throws {
        let folder = try StoreContract.folder()
        let first = try SQLiteConnection(directory: folder)
        #expect(!first.wasLeftOpen)
        try first.prepare()
        _ = try first.write([
            SQLiteLedger.Record(
                feedback: StoreContract.feedback("f1"),
                answer: StoreContract.answer("f1"),
                key: nil
            ) { _ in }
        ])
        let second = try SQLiteConnection(directory: folder)
        #expect(second.wasLeftOpen)
        try second.prepare()
        try second.close()
        try first.close()
        #expect(try !SQLiteConnection(directory: folder).wasLeftOpen)
    }

    @Test func `many records at once are all written, each once`() async throws {
        let folder = try StoreContract.folder()
        let store = try SQLiteLedger(directory: folder)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<500 {
                group.addTask {
                    let outcome = await StoreContract.record(store, "f\(number)")
                    #expect(outcome == .success(StoreContract.answer("f\(number)")))
                }
            }
        }
        store.close()
        #expect(try stored(folder, "SELECT id FROM feedback").count == 500)
    }

    private static func wait(_ semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
