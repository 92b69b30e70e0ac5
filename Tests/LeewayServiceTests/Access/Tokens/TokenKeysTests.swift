import Foundation
import LeewayService
import PolicyBook
import TestSupport
import Testing
import TokenSupport

/// Which files of keys are taken.
struct TokenKeysTests {
    private func keys(_ keys: [String: String]...) async throws -> TokenKeys {
        try await TokenKeys(set: TokenIssuer.keySet(keys))
    }

    @Test(arguments: ["RS256", "ES256", "ES384", "ES512", "EdDSA"])
    func `a key without a word on its algorithm is for that of its kind`(
        algorithm: String
    ) async throws {
        let issuer = try await TokenIssuer(algorithm, id: "k1")
        let set = try TokenIssuer.keySet([issuer.key(["alg": nil, "use": nil])])
        let service = try TokenService(await TokenKeys(set: set))
        let token = try issuer.token(scope: "operator", expiry: TokenService.now)
        #expect(service.answer(to: token).status == 200)
    }

    @Test func `a key for one algorithm of its kind is for no other`() async throws {
        let issuer = try await TokenIssuer("RS256", id: "k1")
        let set = try TokenIssuer.keySet([issuer.key(["alg": "PS256"])])
        let service = try TokenService(await TokenKeys(set: set))
        for header in [nil, #"{"alg":"PS256","kid":"k1"}"#] {
            let claims = #"{"iss":"\#(TokenIssuer.name)"}"#
            let token = try issuer.token(header: header, claims: claims)
            let response = service.answer(to: token)
            #expect(response.status == 401 && response.text.contains("not its key's"))
        }
    }

    @Test func `keys for other purposes and of other kinds are passed over`() async throws {
        let elliptic = try await TokenIssuer("ES256", id: "ec")
        let rsa = try await TokenIssuer("RS256", id: "rsa")
        let found = try await keys(
            elliptic.key(),
            rsa.key(["use": "enc"]),
            rsa.key(["alg": "RSA-OAEP"]),
            elliptic.key(["alg": "ES384"]),
            elliptic.key(["crv": "secp256k1"]),
            ["kty": "oct", "k": "c2VjcmV0", "kid": "s", "alg": "HS256"],
            ["kty": "new"],
            ["kty": "OKP", "crv": "X25519", "x": "AA"]
        )
        #expect(found.count == 1 && found.passedOverCount == 7)
    }

    private enum Change: Sendable, CustomStringConvertible {
        case set(String, String?)
        case file(String)

        var description: String {
            switch self {
            case .set(let name, let value): "\(name)=\(value ?? "")"
            case .file(let text): text
            }
        }
    }

    @Test(arguments: [
        (Change.set("kid", nil), "/keys/0/kid"), (.set("d", "AAAA"), "private key"),
        (.set("x", nil), "/keys/0/x"), (.set("x", "AAAA"), "32 octets"),
        (.set("y", String(repeating: "A", count: 43)), "no point"),
        (.set("x", String(repeating: "+", count: 43)), "32 octets"),
        (.set("kty", nil), "/keys/0/kty"), (.set("use", "enc"), "holds no key"),
        (.file(""), "ends"), (.file("[]"), "object"), (.file("{}"), "/keys"),
        (.file(#"{"keys":{}}"#), "array"), (.file(#"{"keys":[7]}"#), "/keys/0"),
        (.file(#"{"keys":[]}"#), "holds no key"),
    ])
    private func `says what is wrong with a file`(change: Change, words: String) async throws {
        let content: [UInt8]
        switch change {
        case .set(let name, let value):
            let issuer = try await TokenIssuer("ES256", id: "k1")
            content = try TokenIssuer.keySet([issuer.key([name: value])])
        case .file(let text): content = Array(text.utf8)
        }
        let problem = await #expect(throws: Problem.self) { try await TokenKeys(set: content) }
        #expect(problem?.detail.contains(words) == true, "\(problem?.detail ?? "")")
    }

    @Test func `two keys cannot have one name`() async throws {
        let issuer = try await TokenIssuer("ES256", id: "k1")
        let problem = await #expect(throws: Problem.self) {
            try await keys(issuer.key(), issuer.key())
        }
        #expect(problem?.detail.contains("another key") == true)
    }

    @Test(arguments: [
        (256, 0xFF, true), (256, 0x7F, false), (1_024, 0xFF, true), (1_025, 1, false),
    ])
    func `an RSA key has from 2048 to 8192 bits`(
        octets: Int,
        first: UInt8,
        isTaken: Bool
    ) async throws {
        let modulus = [first] + [UInt8](repeating: 0xFF, count: octets - 1)
        let key = [
            "kty": "RSA", "kid": "k", "n": TokenIssuer.base64URL(Data(modulus)), "e": "AQAB",
        ]
        if isTaken {
            #expect(try await keys(key).count == 1)
        } else {
            let problem = await #expect(throws: Problem.self) { try await keys(key) }
            #expect(problem?.detail.contains("bits") == true, "\(problem?.detail ?? "")")
        }
    }

    @Test func `an RSA key has a small exponent`() async throws {
        let issuer = try await TokenIssuer("RS256", id: "k")
        for exponent in ["", "AAAAAAAB", "="] {
            await #expect(throws: Problem.self) { try await keys(issuer.key(["e": exponent])) }
        }
    }
}
