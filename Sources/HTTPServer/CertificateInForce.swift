import Synchronization

/// The TLS context that new connections get, swapped as a whole.
///
/// Locked when a connection is taken, never for a request.
final class CertificateInForce: Sendable {
    private let context = Mutex<TLSContext?>(nil)

    /// The context in force; nil where nothing is encrypted.
    var current: TLSContext? { context.withLock { $0 } }

    /// Puts another context in force; sessions that exist keep theirs.
    func replace(_ next: TLSContext) {
        context.withLock { $0 = next }
    }
}
