import Synchronization

/// Counts calls, from any thread.
final class Counter: Sendable {
    private let calls = Atomic(0)

    var count: Int { calls.load(ordering: .relaxed) }

    func increment() {
        calls.add(1, ordering: .relaxed)
    }
}
