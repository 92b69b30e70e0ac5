import HTTPWire
import PolicyBook

/// Tells one loop who its callers are, by the key or the token that comes with a request.
///
/// What a request needs of them stands in memory of the loop's own, so that a check counts no
/// reference that loops share. Made anew whenever ``Access`` changes.
struct CredentialCheck {
    private let isOpen: Bool
    private var keys: KeyCheck
    private var tokens: TokenCheck

    init(_ access: Access) {
        isOpen = access.isOpen
        keys = KeyCheck(access.keys)
        tokens = TokenCheck(access.tokens)
    }

    /// The caller of a request; `beforeVerifying` is asked before a signature costs time.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` for a credential that is none, even on a public
    /// path: who sends one wants to be known by it.
    mutating func caller(
        of request: borrowing Request,
        at now: () -> Instant,
        beforeVerifying: () throws(Problem) -> Void
    ) throws(Problem) -> Caller {
        if isOpen { return .trusted }
        try Self.refuseKeyInAddress(request)
        guard let field = request.field(.authorization) else { return .anyone }
        guard request.count(of: .authorization) == 1 else {
            throw .badCredential("the request has several `Authorization` fields")
        }
        guard let text = Self.bearer(request, field) else {
            throw .badCredential("the credential must be `Authorization: Bearer lw_…`")
        }
        let octets = request.bytes.span.extracting(text)
        guard let (id, secretStart) = APIKeyText.parse(octets) else {
            return try tokens.caller(with: octets, at: now(), beforeVerifying: beforeVerifying)
        }
        return try keys.caller(id, octets, secretStart, request, at: now())
    }

    /// The member of staff for whom the caller of the request at hand speaks; nil for none.
    func staff(of caller: Caller) -> StaffMember? {
        switch caller.id {
        case .key(let id): keys.key(id)?.staff
        case .subject: tokens.staff
        case nil: nil
        }
    }

    /// Where the token of `Bearer TOKEN` stands; nil for another scheme (RFC 6750 section 2.1).
    private static func bearer(_ request: borrowing Request, _ field: Range<Int>) -> Range<Int>? {
        let scheme: StaticString = "bearer "
        let start = field.lowerBound + scheme.utf8CodeUnitCount
        guard start < field.upperBound else { return nil }
        // SAFETY: the literal lives as long as the process; the offsets stay below its count.
        let expected = unsafe scheme.utf8Start
        for offset in 0..<scheme.utf8CodeUnitCount {
            let octet = request.bytes[field.lowerBound + offset]
            guard unsafe octet | 0x20 == expected[offset] else { return nil }
        }
        return start..<field.upperBound
    }
}
