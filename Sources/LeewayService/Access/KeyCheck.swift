import BookLoader
import HTTPWire
import PolicyBook

/// Tells one loop whose keys its callers send; allocates nothing once a key was seen.
struct KeyCheck {
    /// A key as it is looked for.
    private struct Entry {
        let id: APIKeyID
        let caller: Caller
        let hasOrigins: Bool
        /// The secret that was found right last, and until when it is.
        var known: SIMD4<UInt64>?
        var knownUntil: Instant
    }

    private let keys: [APIKey]
    private var entries: [Entry]

    init(_ ring: KeyRing) {
        keys = ring.keys
        entries = keys.map { key in
            Entry(
                id: key.id,
                caller: Caller(
                    id: .key(key.id),
                    scopes: ScopeSet(key.scopes.map(ScopeSet.init)).union(.publicOnly),
                    assertsStaff: key.assertsStaff
                ),
                hasOrigins: !key.origins.isEmpty,
                known: nil,
                knownUntil: .distantPast
            )
        }
    }

    /// The key of that id; nil for one that is not known.
    func key(_ id: APIKeyID) -> APIKey? {
        index(of: id).map { keys[$0] }
    }

    /// Whose key a text with this id is; its secret begins at `secretStart`.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` for a secret that is not the key's, and
    /// ``Problem/Kind/forbidden`` for a widget's key from elsewhere.
    mutating func caller(
        _ id: APIKeyID,
        _ text: Span<UInt8>,
        _ secretStart: Int,
        _ request: borrowing Request,
        at now: Instant
    ) throws(Problem) -> Caller {
        let index = index(of: id)
        let secret = Self.words(text.extracting(secretStart..<text.count))
        if let index, let known = entries[index].known, known == secret,
            now < entries[index].knownUntil
        {
            try requireOrigin(request, index)
            return entries[index].caller
        }
        let verdict = Self.verify(text, index.map { keys[$0] }, at: now)
        guard let index, let until = verdict else {
            throw .badCredential("the key is unknown or no longer valid")
        }
        entries[index].known = secret
        entries[index].knownUntil = until
        try requireOrigin(request, index)
        return entries[index].caller
    }

    /// Until when the text is one of the key's; nil where it is not.
    ///
    /// An unknown key takes the same way, so that time does not tell which ids exist.
    private static func verify(_ text: Span<UInt8>, _ key: APIKey?, at now: Instant) -> Instant? {
        var octets: [UInt8] = []
        for index in text.indices { octets.append(text[index]) }
        let digest = Array(SHA256.hexadecimal(of: octets).utf8)
        let none = APIKey.Secret(digest: noDigest, createdAt: now, expiresAt: now)
        let secrets = key?.secrets ?? []
        var until: Instant?
        for index in 0..<APIKey.maxSecrets {
            let secret = index < secrets.count ? secrets[index] : none
            let end = [secret.expiresAt, key?.expiresAt].compactMap { $0 }.min() ?? .distantFuture
            if areEqual(digest, Array(secret.digest.utf8)), now < end { until = end }
        }
        return until
    }

    /// Takes the same time wherever the first difference is.
    private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for index in one.indices { difference |= one[index] ^ other[index] }
        return difference == 0
    }

    /// No SHA-256 known to anyone.
    private static let noDigest = String(repeating: "0", count: 64)

    /// A widget's key is public, so it is only taken from the pages it is meant for.
    private func requireOrigin(_ request: borrowing Request, _ index: Int) throws(Problem) {
        guard entries[index].hasOrigins else { return }
        let origin = request.string(.origin)
        guard let origin, keys[index].origins.contains(origin) else {
            throw .challenge(
                .forbidden,
                "this is a widget's key, and the request's `Origin` is none of the key's"
            )
        }
    }

    private func index(of id: APIKeyID) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].id == id ? low : nil
    }

    /// The secret's 32 characters in four words, which are compared without a branch.
    private static func words(_ secret: Span<UInt8>) -> SIMD4<UInt64> {
        var words = SIMD4<UInt64>()
        for index in secret.indices {
            words[index / 8] = words[index / 8] << 8 | UInt64(secret[index])
        }
        return words
    }
}

extension Instant {
    /// The last moment that can be written.
    fileprivate static let distantFuture = Instant.writable.upperBound
    fileprivate static let distantPast = Instant.writable.lowerBound
}
