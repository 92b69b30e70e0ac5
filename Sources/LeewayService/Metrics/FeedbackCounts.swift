import Ledger
import Synchronization

/// How much feedback of each kind has been recorded since the start.
///
/// Isolation: any thread; the store's counts, any loop's reads.
final class FeedbackCounts: Sendable {
    private let counts = Mutex<[Feedback.Kind: Int]>([:])

    func add(_ kind: Feedback.Kind) {
        counts.withLock { $0[kind, default: 0] += 1 }
    }

    /// Every kind with its count.
    var all: [(kind: String, count: Double)] {
        let counts = counts.withLock { $0 }
        return Feedback.Kind.allCases.map { ($0.rawValue, Double(counts[$0] ?? 0)) }
    }
}
