import BookLoader
import HTTPWire
import PolicyBook

/// Tells one loop who its callers are.
///
/// What a request needs of the keys stands in memory of the loop's own, so that a check counts no
/// reference that loops share and allocates nothing once a key was seen.
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

    private let isOpen: Bool
    private let keys: KeysInForce
    private var reading: KeysInForce.Reading
    private var entries: [Entry] = []
    /// The origins of widgets; empty where every key is a server's.
    private(set) var origins: [String] = []

    init(_ access: Access) {
        switch access {
        case .open: (isOpen, keys) = (true, KeysInForce(KeyRing([])))
        case .keys(let keys): (isOpen, self.keys) = (false, keys)
        }
        reading = keys.reading()
        makeEntries()
    }

    /// The caller of a request.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` for a credential that is none, even on a public
    /// path: who sends one wants to be known by it.
    mutating func caller(
        of request: borrowing Request,
        at now: () -> Instant
    ) throws(Problem) -> Caller {
        if isOpen { return .trusted }
        if keys.renew(&reading) { makeEntries() }
        try Self.refuseKeyInQuery(request)
        guard let field = request.field(.authorization) else { return .anyone }
        guard request.count(of: .authorization) == 1 else {
            throw .badCredential("the request has several `Authorization` fields")
        }
        guard let text = Self.bearer(request, field) else {
            throw .badCredential("the credential must be `Authorization: Bearer lw_…`")
        }
        return try caller(with: text, request, at: now())
    }

    /// The key of a caller; nil for one without.
    func key(of caller: Caller) -> APIKey? {
        guard let id = caller.key, let index = index(of: id) else { return nil }
        return reading.snapshot.keys[index]
    }

    private mutating func caller(
        with text: Range<Int>,
        _ request: borrowing Request,
        at now: Instant
    ) throws(Problem) -> Caller {
        let octets = request.bytes.span.extracting(text)
        guard let (id, start) = APIKeyText.parse(octets) else {
            throw .badCredential("the credential has not the form of a key, `lw_<id>_<secret>`")
        }
        let index = index(of: id)
        let secret = Self.words(octets.extracting(start..<octets.count))
        if let index, let known = entries[index].known, known == secret,
            now < entries[index].knownUntil
        {
            try requireOrigin(request, index)
            return entries[index].caller
        }
        let verdict = Self.verify(octets, index.map { reading.snapshot.keys[$0] }, at: now)
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
        guard let origin, reading.snapshot.keys[index].origins.contains(origin) else {
            throw .challenge(
                .forbidden,
                "this is a widget's key, and the request's `Origin` is none of the key's"
            )
        }
    }

    private mutating func makeEntries() {
        // Copies, so that loops do not count references to the same memory.
        origins = reading.snapshot.origins.map { $0 }
        entries = reading.snapshot.keys
            .map { key in
                Entry(
                    id: key.id,
                    caller: Caller(
                        key: key.id,
                        scopes: ScopeSet(key.scopes.map(ScopeSet.init)).union(.publicOnly),
                        assertsStaff: key.assertsStaff
                    ),
                    hasOrigins: !key.origins.isEmpty,
                    known: nil,
                    knownUntil: .distantPast
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

extension Instant {
    /// The last moment that can be written.
    fileprivate static let distantFuture = Instant.writable.upperBound
    fileprivate static let distantPast = Instant.writable.lowerBound
}
