import COpenSSL
import SystemIO

/// A certificate and key, checked against each other, and what is negotiated with them.
///
/// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only; HTTP/1.1 by ALPN.
///
/// SAFETY: the context is made and freed by this object; OpenSSL counts its references and locks
/// what sessions of several threads share (SSL_CTX_new(3)), and it is not changed after `init`.
@safe
final class TLSContext: @unchecked Sendable {
    private let context: OpaquePointer

    /// Reads a certificate chain and its key from PEM files.
    ///
    /// Throws: where a file cannot be read, the key is not the certificate's, or a certificate of
    /// the chain does not vouch for the one before it.
    init(certificateFile: String, keyFile: String) throws(ServerError) {
        // OpenSSL writes by write(2), which raises a signal where a client is gone.
        Signal.ignoreBrokenPipes()
        guard let context = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw ServerError("no TLS context: \(Self.lastError())")
        }
        unsafe self.context = context
        try Self.check(unsafe copenssl_set_min_tls12(context), "TLS 1.2 or later")
        try Self.check(
            unsafe SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20"),
            "ciphers"
        )
        try Self.check(
            unsafe copenssl_set_groups(context, "X25519:P-256:P-384"),
            "groups"
        )
        unsafe copenssl_set_options(context)
        unsafe copenssl_set_modes(context)
        unsafe SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nil)
        try Self.check(
            unsafe SSL_CTX_use_certificate_chain_file(context, certificateFile),
            "certificate \(certificateFile)"
        )
        try Self.check(
            unsafe SSL_CTX_use_PrivateKey_file(context, keyFile, SSL_FILETYPE_PEM),
            "key \(keyFile)"
        )
        try Self.check(unsafe SSL_CTX_check_private_key(context), "key \(keyFile)")
        guard isChain else {
            throw ServerError("certificate \(certificateFile): the chain is out of order")
        }
    }

    /// Whether each certificate is issued by the one that follows it.
    private var isChain: Bool {
        var subject = unsafe SSL_CTX_get0_certificate(context)
        let count = unsafe copenssl_chain_count(context)
        for index in 0..<max(0, count) {
            let issuer = unsafe copenssl_chain_certificate(context, index)
            guard unsafe X509_check_issued(issuer, subject) == X509_V_OK else { return false }
            unsafe subject = issuer
        }
        return true
    }

    deinit {
        unsafe SSL_CTX_free(context)
    }

    /// A session for a new connection; nil where memory is short.
    func makeSession(_ descriptor: Int32) -> TLSSession? {
        guard let session = unsafe SSL_new(context) else { return nil }
        guard unsafe SSL_set_fd(session, descriptor) == 1 else {
            unsafe SSL_free(session)
            return nil
        }
        unsafe SSL_set_accept_state(session)
        return unsafe TLSSession(owning: session)
    }

    private static func check(_ result: Int32, _ what: String) throws(ServerError) {
        guard result == 1 else { throw ServerError("\(what): \(lastError())") }
    }

    /// What OpenSSL noted last on this thread, without secrets.
    private static func lastError() -> String {
        var text = [CChar](repeating: 0, count: 256)
        // SAFETY: OpenSSL writes at most the given count, NUL included.
        unsafe ERR_error_string_n(ERR_get_error(), &text, text.count)
        ERR_clear_error()
        let octets = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: octets, as: UTF8.self)
    }
}

/// Chooses `http/1.1` where the client offers it, and fails where it only offers others.
///
/// Source: RFC 7301 section 3.2.
private func chooseProtocol(
    _ session: OpaquePointer?,
    _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ chosenCount: UnsafeMutablePointer<UInt8>?,
    _ offered: UnsafePointer<UInt8>?,
    _ offeredCount: UInt32,
    _ argument: UnsafeMutableRawPointer?
) -> Int32 {
    let name: StaticString = "\u{8}http/1.1"
    // SAFETY: OpenSSL lends the list for the call; the choice points into it or into the literal.
    let result = unsafe SSL_select_next_proto(
        UnsafeMutableRawPointer(chosen)?.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self),
        chosenCount,
        name.utf8Start,
        UInt32(name.utf8CodeUnitCount),
        offered,
        offeredCount
    )
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL
}
