import JSON
import JWTKit

/// The public keys of an issuer of tokens.
///
/// Source: RFC 7517 (JWK), RFC 7518 section 6, RFC 8037.
package struct TokenKeys: Sendable {
    /// LIMIT: some thousand keys; issuers publish two or three.
    package static let maxBytes = 1 << 20

    /// A key and the one algorithm that it is for.
    struct Key: Sendable {
        /// As the header of a token must name it.
        let algorithm: String
        private let verifier: any JWTAlgorithm

        init(_ algorithm: String, _ verifier: any JWTAlgorithm) {
            self.algorithm = algorithm
            self.verifier = verifier
        }

        /// Whether the signature is the key's; a malformed one is not.
        ///
        /// Complexity: by `openssl speed` 16 µs for RSA of 2 048 bits, 62 µs for P-256 and 107 µs for
        /// Ed25519.
        func verifies(_ signature: [UInt8], of octets: [UInt8]) -> Bool {
            // What the library throws is that the signature cannot be one.
            (try? verifier.verify(signature, signs: octets)) ?? false
        }
    }

    private var keys: [String: Key] = [:]
    /// How many keys of the file are not for signatures, or of another kind.
    package private(set) var passedOverCount = 0

    /// How many keys there are.
    package var count: Int { keys.count }

    /// The key of that name; nil for one that is not known.
    subscript(id: String) -> Key? { keys[id] }

    /// Reads the content of a JWK Set.
    ///
    /// Keys that are not for signatures, or of a kind that is not known, are passed over, as RFC 7517
    /// section 5 would have it. Throws: `malformedRequest` with the place of the first fault of those
    /// that are left, and where none is.
    package init(set content: [UInt8]) async throws(Problem) {
        let published = try PublishedKey.all(in: content)
        for key in published.keys {
            guard keys[key.id] == nil else {
                throw Problem(
                    .malformedRequest,
                    at: key.pointer,
                    "there is another key with this `kid`"
                )
            }
            keys[key.id] = Key(key.algorithm, try await key.verifier())
        }
        passedOverCount = published.passedOverCount
        guard !keys.isEmpty else {
            throw Problem(
                .malformedRequest,
                "the file holds no key that a token can be signed with"
            )
        }
    }
}

extension PublishedKey {
    /// What verifies signatures with this key.
    ///
    /// The library makes it asynchronously, but uses it at once.
    fileprivate func verifier() async throws(Problem) -> any JWTAlgorithm {
        do {
            let collection = try await JWTKeyCollection().add(jwk: key)
            return try await collection.getKey(for: key.keyIdentifier)
        } catch {
            throw Problem(.malformedRequest, at: pointer, "this is no point of the key's curve")
        }
    }
}
