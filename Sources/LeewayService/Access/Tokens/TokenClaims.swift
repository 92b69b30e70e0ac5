import BookLoader
import JSON
import PolicyBook

/// Reads the claims of a token whose signature is good.
struct TokenClaims {
    private let rules: TokenRules

    init(_ rules: TokenRules) {
        self.rules = rules
    }

    /// What the claims say here.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` where the token is not from the issuer, not for
    /// this service, of nobody, or not valid now.
    func read(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        at now: Instant
    ) throws(Problem) -> VerifiedToken {
        guard let issuer = tape.member("iss", of: root),
            tape.isString(issuer, equalTo: rules.issuer)
        else { throw .badCredential("the token is of another issuer") }
        guard !Set(texts(tape, "aud")).isDisjoint(with: rules.audiences) else {
            throw .badCredential("the token is for another audience")
        }
        // Callers without one would share a rate, a name in the log and idempotency keys.
        guard let subject = tape.member("sub", of: root).flatMap({ tape.string(of: $0) }),
            !subject.isEmpty
        else { throw .badCredential("the token has no `sub`") }
        let end = try end(tape, root, at: now)
        return VerifiedToken(
            subject: Self.id(of: subject),
            scopes: scopes(tape),
            staff: texts(tape, rules.staffClaim).first
                .map { id in
                    StaffMember(
                        id: id,
                        role: role(tape),
                        team: texts(tape, rules.teamClaim).first
                    )
                },
            end: end
        )
    }

    /// The end of the token's time, which has begun.
    private func end(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        at now: Instant
    ) throws(Problem) -> Instant {
        guard let expiry = try Self.moment("exp", tape, root) else {
            throw .badCredential("the token has no `exp`")
        }
        let end = expiry.adding(seconds: TokenVerifier.leewaySeconds) ?? Instant.writable.upperBound
        guard now < end else { throw .badCredential("the token has expired") }
        if let start = try Self.moment("nbf", tape, root),
            let begin = start.adding(seconds: -TokenVerifier.leewaySeconds), now < begin
        {
            throw .badCredential("the token is not valid yet")
        }
        return end
    }

    /// A NumericDate (RFC 7519 section 2), its fraction cut off and within the writable years; nil
    /// where there is none.
    private static func moment(
        _ name: String,
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> Instant? {
        guard let node = tape.member(name, of: root) else { return nil }
        guard let seconds = tape.double(of: node) else {
            throw .badCredential("the `\(name)` of the token is no number")
        }
        let range = Instant.writable
        let bounds = Double(range.lowerBound.seconds)...Double(range.upperBound.seconds)
        let clamped = min(max(seconds, bounds.lowerBound), bounds.upperBound)
        return Instant(seconds: Int64(clamped.rounded(.down)))
    }

    /// Tells subjects apart in logs without telling who they are.
    private static func id(of subject: String) -> APIKeyID {
        APIKeyID(number: SHA256.words(of: Array(subject.utf8))[0])
    }

    private func scopes(_ tape: borrowing JSONTape) -> ScopeSet {
        let words = words(tape, rules.scopesClaim)
        let scopes =
            rules.scopes.isEmpty
            ? words.compactMap { Scope(rawValue: $0) }
            : rules.scopes.filter { words.contains($0.word) }.map(\.meaning)
        return ScopeSet(scopes.map(ScopeSet.init)).union(.publicOnly)
    }

    /// Nil, for the book's default role, where the claim says none, or several that no rule orders.
    private func role(_ tape: borrowing JSONTape) -> String? {
        let words = texts(tape, rules.roleClaim)
        guard rules.roles.isEmpty else {
            return rules.roles.first { words.contains($0.word) }?.meaning
        }
        return words.count == 1 ? words[0] : nil
    }

    /// The words of a text, parted by blanks (RFC 8693 section 4.2), or the elements of a list, whole:
    /// a group's name may hold blanks.
    private func words(_ tape: borrowing JSONTape, _ claim: String) -> [String] {
        guard let text = node(tape, claim).flatMap({ tape.string(of: $0) }) else {
            return texts(tape, claim)
        }
        return text.split(separator: " ").map(String.init)
    }

    /// The texts of a claim, one or a list; none for an empty text and anything else.
    private func texts(_ tape: borrowing JSONTape, _ claim: String) -> [String] {
        guard let node = node(tape, claim) else { return [] }
        var texts = [tape.string(of: node)].compactMap { $0 }
        if tape.kind(of: node) == .array {
            tape.forEachElement(of: node) { element in
                if let text = tape.string(of: element) { texts.append(text) }
            }
        }
        return texts.filter { !$0.isEmpty }
    }
    /// The value of a claim; a name that begins with a slash is a JSON Pointer, such as
    /// `/realm_access/roles`.
    private func node(_ tape: borrowing JSONTape, _ claim: String) -> JSONNode? {
        claim.hasPrefix("/") ? tape.node(at: claim) : tape.member(claim, of: .root)
    }
}
