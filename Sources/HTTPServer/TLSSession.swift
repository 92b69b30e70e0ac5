import COpenSSL
import SystemIO

/// The TLS of one connection, inside its loop: nothing here waits.
///
/// SAFETY: the session is made by `TLSContext`, used by one thread and freed with this value; it
/// does not own the descriptor it reads and writes.
@safe
struct TLSSession: ~Copyable {
    /// How far a handshake has come.
    enum Handshake {
        case done
        case wants(Readiness)
        case failed
    }

    private let session: OpaquePointer
    /// Whether `read` stopped because its buffer was full: no event will tell of the rest.
    private(set) var holdsMore = false

    init(owning session: OpaquePointer) {
        unsafe self.session = session
    }

    deinit {
        unsafe SSL_free(session)
    }

    /// Goes on with the handshake.
    func handshake() -> Handshake {
        ERR_clear_error()
        let result = unsafe SSL_do_handshake(session)
        if result == 1 { return .done }
        switch unsafe SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: return .wants(.readable)
        case SSL_ERROR_WANT_WRITE: return .wants(.writable)
        default: return .failed
        }
    }

    /// Reads into `buffer` from `offset` to its end, as far as records have come whole.
    mutating func read(into buffer: inout [UInt8], at offset: Int) -> Socket.Transfer {
        var moved = 0
        holdsMore = false
        while offset + moved < buffer.count {
            ERR_clear_error()
            // SAFETY: OpenSSL writes at most the rest of the buffer.
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe SSL_read(
                    session,
                    bytes.baseAddress.map { unsafe $0 + offset + moved },
                    Int32(clamping: bytes.count - offset - moved)
                )
            }
            guard count > 0 else { return moved > 0 ? .moved(moved) : transfer(count) }
            moved += Int(count)
            guard unsafe SSL_has_pending(session) == 1 else { return .moved(moved) }
        }
        holdsMore = true
        return .moved(moved)
    }

    /// Writes `buffer` from `offset` on, as far as the socket takes it.
    func write(_ buffer: borrowing [UInt8], from offset: Int) -> Socket.Transfer {
        var moved = 0
        while offset + moved < buffer.count {
            ERR_clear_error()
            // SAFETY: OpenSSL reads at most the rest of the buffer.
            let count = unsafe buffer.withUnsafeBytes { bytes in
                unsafe SSL_write(
                    session,
                    bytes.baseAddress.map { unsafe $0 + offset + moved },
                    Int32(clamping: bytes.count - offset - moved)
                )
            }
            guard count > 0 else { return moved > 0 ? .moved(moved) : transfer(count) }
            moved += Int(count)
        }
        return .moved(moved)
    }

    /// Tells the client that nothing more comes, so that it knows the end from a cut.
    func endWriting() {
        ERR_clear_error()
        _ = unsafe SSL_shutdown(session)
    }

    private func transfer(_ result: Int32) -> Socket.Transfer {
        switch unsafe SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .wouldBlock
        case SSL_ERROR_ZERO_RETURN: .ended
        default: .failed
        }
    }
}
