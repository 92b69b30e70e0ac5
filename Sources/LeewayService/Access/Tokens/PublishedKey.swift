import JSON
import JWTKit

/// A key for signatures as an issuer publishes it.
struct PublishedKey {
    let id: String
    /// The one algorithm it is for, by the key's word, else by its kind.
    let algorithm: String
    /// As the library takes it.
    let key: JWK
    /// Where it stands in the file.
    let pointer: String

    /// LIMIT: shorter RSA keys are not safe (RFC 7518 section 3.3), longer ones keep a loop busy.
    private static let rsaBits = 2_048...8_192

    /// The keys for signatures in a JWK Set, and how many others there are.
    ///
    /// Throws: `malformedRequest` with the place of the first fault.
    static func all(
        in content: [UInt8]
    ) throws(Problem) -> (keys: [PublishedKey], passedOverCount: Int) {
        var limits = JSONLimits()
        limits.maxDocumentBytes = TokenKeys.maxBytes
        var tape = JSONTape(limits: limits)
        let root = try tape.document(content.span)
        return try all(tape, root)
    }

    private static func all(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> (keys: [PublishedKey], passedOverCount: Int) {
        try tape.requireKind(.object, of: root)
        guard let list = tape.present("keys", of: root) else {
            throw Problem(.malformedRequest, at: "/keys", "the member `keys` is missing")
        }
        try tape.requireKind(.array, of: list)
        var keys: [PublishedKey] = []
        try tape.forEachElement(of: list) { node throws(Problem) in
            if let key = try PublishedKey(tape, node) { keys.append(key) }
        }
        return (keys, tape.count(of: list) - keys.count)
    }

    /// Nil for a key that is not for signatures, or of another kind.
    private init?(_ tape: borrowing JSONTape, _ node: JSONNode) throws(Problem) {
        try tape.requireKind(.object, of: node)
        let kind = try tape.requiredString("kty", of: node)
        let curve = try tape.optionalString("crv", of: node)
        let stated = try tape.optionalString("alg", of: node)
        guard let family = Family(kind: kind, curve: curve),
            let (algorithm, name) = family.algorithm(stated), try Self.isForSignatures(tape, node)
        else { return nil }
        pointer = tape.pointer(to: node)
        guard tape.present("d", of: node) == nil else {
            throw Problem(
                .malformedRequest,
                at: pointer,
                "this is a private key; only its public half belongs here"
            )
        }
        id = try tape.requiredString("kid", of: node)
        self.algorithm = name
        let identifier = JWKIdentifier(string: id)
        switch family {
        case .rsa:
            let modulus = try tape.requiredString("n", of: node)
            let exponent = try tape.requiredString("e", of: node)
            try Self.requireLength(modulus, exponent, at: pointer)
            key = .rsa(algorithm, identifier: identifier, modulus: modulus, exponent: exponent)
        case .curve(let curve, let size):
            let x = try Self.coordinate("x", size, tape, node)
            let y = try Self.coordinate("y", size, tape, node)
            key = .ecdsa(algorithm, identifier: identifier, x: x, y: y, curve: curve)
        case .edwards:
            let x = try Self.coordinate("x", 32, tape, node)
            key = .octetKeyPair(algorithm, identifier: identifier, x: x, y: nil, curve: .ed25519)
        }
    }

    private static func isForSignatures(
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> Bool {
        let use = try tape.optionalString("use", of: node)
        let operations = try tape.optionalStrings("key_ops", of: node)
        return (use ?? "sig") == "sig" && (operations.isEmpty || operations.contains("verify"))
    }

    private static func requireLength(
        _ modulus: String,
        _ exponent: String,
        at pointer: String
    ) throws(Problem) {
        guard let octets = Base64URL.decode(modulus)?.drop(while: { $0 == 0 }),
            let first = octets.first, let exponent = Base64URL.decode(exponent),
            // The public exponent is 65 537 as good as everywhere; a large one costs time.
            1...4 ~= exponent.count
        else {
            throw Problem(.malformedRequest, at: pointer, "`n` and `e` are not those of an RSA key")
        }
        let bits = octets.count * 8 - first.leadingZeroBitCount
        guard rsaBits.contains(bits) else {
            throw Problem(
                .malformedRequest,
                at: pointer,
                "the key has \(bits) bits, and must have from \(rsaBits.lowerBound) to "
                    + "\(rsaBits.upperBound)"
            )
        }
    }

    private static func coordinate(
        _ name: String,
        _ size: Int,
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> String {
        let text = try tape.requiredString(name, of: node)
        guard Base64URL.decode(text)?.count == size else {
            throw Problem(
                .malformedRequest,
                at: tape.pointer(to: node) + "/" + name,
                "\(size) octets in base64url are needed"
            )
        }
        return text
    }
}

/// A kind of keys, with what its algorithms are called.
private enum Family {
    case rsa
    case curve(ECDSACurve, coordinateBytes: Int)
    case edwards

    init?(kind: String, curve: String?) {
        switch (kind, curve) {
        case ("RSA", _): self = .rsa
        case ("EC", "P-256"): self = .curve(.p256, coordinateBytes: 32)
        case ("EC", "P-384"): self = .curve(.p384, coordinateBytes: 48)
        case ("EC", "P-521"): self = .curve(.p521, coordinateBytes: 66)
        case ("OKP", "Ed25519"): self = .edwards
        default: return nil
        }
    }

    /// The algorithm of a key, and its name in tokens.
    ///
    /// Returns: nil where what the key states is none for signatures by such a key. `EdDSA` is
    /// called `Ed25519` too (RFC 9864).
    func algorithm(_ stated: String?) -> (JWK.Algorithm, name: String)? {
        let name = stated ?? names[0]
        guard names.contains(name) else { return nil }
        return JWK.Algorithm(rawValue: name == "Ed25519" ? "EdDSA" : name).map { ($0, name) }
    }

    /// The usual one first.
    private var names: [String] {
        switch self {
        case .rsa: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
        case .curve(.p256, _): ["ES256"]
        case .curve(.p384, _): ["ES384"]
        case .curve: ["ES512"]
        case .edwards: ["EdDSA", "Ed25519"]
        }
    }
}
