import Synchronization

/// How long one loop has worked, for whoever asks from another thread.
///
/// Isolation: added to on the loop's thread alone, so that a load and a store do for an addition.
final class LoopWork: Sendable {
    private let total = Atomic<Int64>(0)

    var nanoseconds: Int64 { total.load(ordering: .relaxed) }

    func add(nanoseconds: Int64) {
        total.store(total.load(ordering: .relaxed) &+ nanoseconds, ordering: .relaxed)
    }
}
