import HTTPWire
import Synchronization

/// An answer that is made once, by whoever asks first, and from then on only read.
///
/// Isolation: any thread; of two that make it at once one is kept.
struct KeptPage: ~Copyable, Sendable {
    private final class Box: Sendable {
        let response: PreparedResponse

        init(_ response: consuming PreparedResponse) {
            self.response = response
        }
    }

    // INVARIANT: 0, or the address of a box whose reference this owns; set once and never changed
    // until `deinit`.
    private let address = Atomic<UInt>(0)

    /// Lends the answer, made by `make` where there is none yet.
    ///
    /// Complexity: one atomic read. No reference is counted: loops that answer from the same page
    /// would otherwise write to the same memory in turn.
    func lend(_ make: () -> PreparedResponse, to body: (borrowing PreparedResponse) -> Void) {
        var kept = address.load(ordering: .acquiring)
        if kept == 0 { kept = keep(Box(make())) }
        guard let pointer = unsafe UnsafeRawPointer(bitPattern: kept) else { return }
        // SAFETY: the box lives as long as this, which is borrowed for the length of the call.
        unsafe Unmanaged<Box>.fromOpaque(pointer)._withUnsafeGuaranteedRef { body($0.response) }
    }

    /// Keeps a box where there is none yet; the address of the one that is kept.
    private func keep(_ made: Box) -> UInt {
        // SAFETY: the reference is given to `address`, or taken back where another was faster.
        let reference = unsafe Unmanaged.passRetained(made)
        let (isFirst, kept) = address.compareExchange(
            expected: 0,
            desired: unsafe UInt(bitPattern: reference.toOpaque()),
            ordering: .acquiringAndReleasing
        )
        if isFirst { return unsafe UInt(bitPattern: reference.toOpaque()) }
        unsafe reference.release()
        return kept
    }

    deinit {
        guard let kept = unsafe UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring))
        else {
            return
        }
        // SAFETY: the reference that `keep` gave; nobody reads while this ends.
        unsafe Unmanaged<Box>.fromOpaque(kept).release()
    }
}
