package import Foundation
import JWTKit

/// Signs tokens with a real key, as an identity provider does.
package struct TokenIssuer: Sendable {
    package static let name = "https://id.example"
    package static let audience = "leeway"

    package let id: String
    /// What the key is for: `RS256`, `ES256` and so on.
    package let algorithm: String
    /// The members of its public half in a JWK Set, without `kid` and `alg`.
    package let published: [String: String]
    private let signer: any JWTAlgorithm

    /// Makes a key for an algorithm: `RS256`, `PS256`, `ES256`, `ES384`, `ES512` or `EdDSA`.
    package init(_ algorithm: String, id: String) async throws {
        self.id = id
        self.algorithm = algorithm
        let keys = JWTKeyCollection()
        switch algorithm {
        case "ES256": published = try await Self.add(ES256PrivateKey(), "P-256", to: keys)
        case "ES384": published = try await Self.add(ES384PrivateKey(), "P-384", to: keys)
        case "ES512": published = try await Self.add(ES512PrivateKey(), "P-521", to: keys)
        case "EdDSA":
            let key = try EdDSA.PrivateKey()
            published = [
                "kty": "OKP", "crv": "Ed25519",
                "x": Self.base64URL(key.publicKey.rawRepresentation),
            ]
            await keys.add(eddsa: key)
        default:
            let key = try Insecure.RSA.PrivateKey(pem: Self.rsaKey())
            let (modulus, exponent) = try key.publicKey.getKeyPrimitives()
            published = [
                "kty": "RSA", "n": Self.base64URL(modulus), "e": Self.base64URL(exponent),
            ]
            if algorithm == "PS256" {
                await keys.add(pss: key, digestAlgorithm: .sha256)
            } else {
                await keys.add(rsa: key, digestAlgorithm: .sha256)
            }
        }
        signer = try await keys.getKey()
    }

    /// The key in a JWK Set, with some members changed; nil takes one out.
    package func key(_ changes: [String: String?] = [:]) -> [String: String] {
        var key = published.merging(["kid": id, "alg": algorithm, "use": "sig"]) { $1 }
        for (name, value) in changes { key[name] = value }
        return key
    }

    /// The content of a file with these keys.
    package static func keySet(_ keys: [[String: String]]) throws -> [UInt8] {
        Array(try JSONSerialization.data(withJSONObject: ["keys": keys], options: .sortedKeys))
    }

    /// A token for this service that ends at `expiry`, in seconds since 1970.
    package func token(
        scope: String,
        expiry: Int64,
        more: String = ""
    ) throws -> String {
        try token(
            claims: #"{"iss":"\#(Self.name)","aud":"\#(Self.audience)","sub":"s-117","exp":"#
                + #"\#(expiry),"scope":"\#(scope)"\#(more)}"#
        )
    }

    /// A token with exactly these contents.
    package func token(header: String? = nil, claims: String) throws -> String {
        let header = header ?? #"{"alg":"\#(algorithm)","typ":"JWT","kid":"\#(id)"}"#
        let signed = Self.base64URL(Data(header.utf8)) + "." + Self.base64URL(Data(claims.utf8))
        return signed + "." + Self.base64URL(Data(try signer.sign(Array(signed.utf8))))
    }

    /// The form of octets in tokens.
    package static func base64URL(_ octets: Data) -> String {
        octets.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    private static func add<Curve>(
        _ key: ECDSA.PrivateKey<Curve>,
        _ name: String,
        to keys: JWTKeyCollection
    ) async throws -> [String: String] {
        await keys.add(ecdsa: key)
        let (x, y) = key.parameters ?? ("", "")
        func inAddresses(_ text: String) -> String {
            base64URL(Data(base64Encoded: text) ?? Data())
        }
        return ["kty": "EC", "crv": name, "x": inAddresses(x), "y": inAddresses(y)]
    }

    private static func rsaKey() throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let key = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: key, as: UTF8.self)
    }
}
