import Synchronization

/// The book in force, with whatever was made ready from it: replaced as a whole, read by all loops.
///
/// Isolation: any thread. A loop that keeps a ``Reading`` takes the lock only after a replacement,
/// so that the reference is counted on its own thread and not by all of them in turn.
package final class BookHolder<Snapshot: Sendable>: Sendable {
    /// The snapshot a loop saw last.
    package struct Reading {
        fileprivate var generation: UInt64
        /// The snapshot as it was when the loop last looked.
        package fileprivate(set) var snapshot: Snapshot
    }

    // INVARIANT: written inside the lock, after the snapshot: who sees the new number and takes the
    // lock finds a snapshot that is at least as new.
    private let generation: Atomic<UInt64>
    private let held: Mutex<Snapshot>

    package init(_ snapshot: Snapshot) {
        generation = Atomic(0)
        held = Mutex(snapshot)
    }

    /// What a loop keeps for itself.
    package func reading() -> Reading {
        held.withLock { snapshot in
            Reading(generation: generation.load(ordering: .relaxed), snapshot: snapshot)
        }
    }

    /// Brings a loop's reading up to date; whether the snapshot is another than before.
    ///
    /// Complexity: one atomic read where nothing was replaced since.
    package func renew(_ reading: inout Reading) -> Bool {
        guard generation.load(ordering: .acquiring) != reading.generation else { return false }
        reading = self.reading()
        return true
    }

    /// Puts another snapshot in force.
    package func replace(with snapshot: Snapshot) {
        held.withLock { held in
            held = snapshot
            generation.add(1, ordering: .releasing)
        }
    }

    /// Changes a part of the snapshot in force; of two changes at the same time none is lost.
    package func change(_ body: (inout Snapshot) -> Void) {
        held.withLock { held in
            body(&held)
            generation.add(1, ordering: .releasing)
        }
    }
}
