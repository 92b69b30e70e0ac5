import BookLoader
import PolicyBook

/// Tells one loop whose tokens its callers send; a token is verified once, and then known until it
/// ends.
struct TokenCheck {
    /// LIMIT: the callers of one loop at a time.
    ///
    /// Of each its staff's id, role and team are kept, each shorter than a token, which has at most
    /// ``TokenVerifier/maxBytes`` octets.
    /// When there are more, all are forgotten, and each is verified once more.
    static let maxKnown = 4_096

    private let verifier: TokenVerifier?
    private let maxKnown: Int
    /// By the SHA-256 of their texts, which are not kept.
    private var known: [SIMD4<UInt64>: VerifiedToken] = [:]
    /// For whom the last caller speaks.
    private(set) var staff: StaffMember?

    init(_ verifier: TokenVerifier?, maxKnown: Int = TokenCheck.maxKnown) {
        self.verifier = verifier
        self.maxKnown = maxKnown
    }

    var knownCount: Int { known.count }

    /// Whose token a text is; `beforeVerifying` is asked where it is not known yet.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` for what is no good token, and what
    /// `beforeVerifying` throws.
    mutating func caller(
        with text: Span<UInt8>,
        at now: Instant,
        beforeVerifying: () throws(Problem) -> Void
    ) throws(Problem) -> Caller {
        guard let verifier else {
            throw .badCredential("the credential has not the form of a key, `lw_<id>_<secret>`")
        }
        guard text.count <= TokenVerifier.maxBytes else {
            throw .badCredential("a token has at most \(TokenVerifier.maxBytes) octets")
        }
        let digest = SHA256.words(of: text.indices.map { text[$0] })
        if let token = known[digest], now < token.end { return caller(token) }
        try beforeVerifying()
        let token = try verifier.verify(text, at: now)
        if known.count >= maxKnown { known.removeAll(keepingCapacity: true) }
        known[digest] = token
        return caller(token)
    }

    private mutating func caller(_ token: VerifiedToken) -> Caller {
        staff = token.staff
        return Caller(id: .subject(token.subject), scopes: token.scopes, assertsStaff: false)
    }
}
