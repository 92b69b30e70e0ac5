import Foundation
import PolicyBook
import Synchronization
import Testing

@testable import Ledger

/// Feedback for tests, and a way to wait for a store without sleeping.
enum StoreContract {
    static let start = Instant(seconds: 1_795_000_000)

    static func feedback(_ id: String, at instant: Instant = start) -> Feedback {
        var feedback = Feedback(
            id: id,
            receivedAt: instant,
            policy: "returns.no-receipt",
            version: 3,
            source: .customer,
            kind: .rating
        )
        feedback.rating = 2
        feedback.comment = "чек — «» 🙂"
        feedback.answers = [
            .init(question: "q1", answer: "yes"), .init(question: "q2", answer: "4"),
        ]
        feedback.locale = LocaleTag("ru")
        feedback.decisionID = "d-1"
        return feedback
    }

    static func answer(_ id: String) -> StoredAnswer {
        StoredAnswer(status: 201, location: "/v1/feedback/\(id)", body: Array("{\(id)}".utf8))
    }

    static func key(_ key: String, caller: String = "a", content: String = "x") -> IdempotencyKey {
        IdempotencyKey(caller: caller, key: key, content: Array(content.utf8))
    }

    /// Records and waits for the outcome.
    static func record(
        _ store: some LedgerStore,
        _ id: String,
        once key: IdempotencyKey? = nil,
        at instant: Instant = start
    ) async -> Result<StoredAnswer, LedgerError> {
        await withCheckedContinuation { continuation in
            store.record(feedback(id, at: instant), answer: answer(id), once: key) {
                continuation.resume(returning: $0)
            }
        }
    }

    static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }
}
