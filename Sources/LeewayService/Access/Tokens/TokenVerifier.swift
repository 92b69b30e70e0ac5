import BookLoader
import JSON
import PolicyBook

/// Finds out whether a bearer token is good, and what it says here.
///
/// Its header is read here and not by the library, which would take a token that names no key, or
/// another algorithm than its key's.
///
/// Source: RFC 7515, RFC 7519, RFC 8725.
package struct TokenVerifier: Sendable {
    /// LIMIT: a token of an identity provider has one to two KiB.
    package static let maxBytes = 8_192
    /// How far apart the issuer's clock and ours may be.
    package static let leewaySeconds: Int64 = 60

    package let keys: TokenKeys
    package let rules: TokenRules

    package init(_ keys: TokenKeys, _ rules: TokenRules) {
        self.keys = keys
        self.rules = rules
    }

    /// What a token says, once its signature and its claims were found good.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` with the first thing that is wrong.
    func verify(_ token: Span<UInt8>, at now: Instant) throws(Problem) -> VerifiedToken {
        let points = token.indices.filter { token[$0] == UInt8(ascii: ".") }
        guard points.count == 2,
            let header = Base64URL.decode(token.extracting(0..<points[0])),
            let claims = Base64URL.decode(token.extracting(points[0] + 1..<points[1])),
            let signature = Base64URL.decode(token.extracting(points[1] + 1..<token.count))
        else {
            throw .badCredential(
                "the credential is neither a key, `lw_<id>_<secret>`, nor a signed token"
            )
        }
        var tape = JSONTape()
        let key = try key(tape, try Self.read(header, "header", &tape))
        let signed = (0..<points[1]).map { token[$0] }
        guard key.verifies(signature, of: signed) else {
            throw .badCredential("the signature of the token is not its key's")
        }
        let root = try Self.read(claims, "content", &tape)
        return try TokenClaims(rules).read(tape, root, at: now)
    }

    private static func read(
        _ octets: [UInt8],
        _ part: String,
        _ tape: inout JSONTape
    ) throws(Problem) -> JSONNode {
        do throws(JSONFault) {
            let root = try tape.read(octets)
            if tape.kind(of: root) == .object { return root }
        } catch {
            throw .badCredential("the \(part) of the token is no JSON: \(error.description)")
        }
        throw .badCredential("the \(part) of the token is no object")
    }

    /// The key that a header names, by nothing but its id and the algorithm that the key is for.
    private func key(
        _ tape: borrowing JSONTape,
        _ header: JSONNode
    ) throws(Problem) -> TokenKeys.Key {
        for member in Self.refusedMembers where tape.member(member, of: header) != nil {
            throw .badCredential("a token with `\(member)` in its header is not taken")
        }
        if let type = tape.member("typ", of: header) {
            // Tokens of other kinds, such as those for logging out, are signed by the same keys.
            guard let type = tape.string(of: type), Self.types.contains(type.lowercased()) else {
                throw .badCredential("the `typ` of the token is neither `JWT` nor `at+jwt`")
            }
        }
        guard let id = tape.member("kid", of: header).flatMap({ tape.string(of: $0) }),
            let key = keys[id]
        else { throw .badCredential("the token names no key that is known") }
        guard let algorithm = tape.member("alg", of: header),
            tape.isString(algorithm, equalTo: key.algorithm)
        else { throw .badCredential("the algorithm of the token is not its key's") }
        return key
    }

    /// Keys that a token would bring or fetch itself, and words that change what a signature is of.
    private static let refusedMembers = ["crit", "b64", "jku", "jwk", "x5u", "x5c"]
    private static let types = ["jwt", "at+jwt", "application/jwt", "application/at+jwt"]
}

/// What a token said, for as long as it is good.
struct VerifiedToken: Sendable, Equatable {
    let subject: APIKeyID
    let scopes: ScopeSet
    let staff: StaffMember?
    /// When it is no longer taken, the leeway included.
    let end: Instant
}
