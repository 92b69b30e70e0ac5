package import BookLoader

/// Who may call what, and how often: what can change while the service runs.
package struct Access: Sendable {
    /// Whether every caller has every scope: for a service that only its own machine reaches.
    package let isOpen: Bool
    /// Without a key of these, or a token, a caller has the public scope alone.
    package var keys: KeyRing
    /// nil where no tokens are taken.
    package var tokens: TokenVerifier?
    package var rates = RateLimits()
    /// The web origins whose pages may use the routes of widgets, beside those that keys name.
    package var origins: [String] = []

    /// A service that knows these keys.
    package init(_ keys: [APIKey] = []) {
        isOpen = false
        self.keys = KeyRing(keys)
    }

    private init(isOpen: Bool) {
        self.isOpen = isOpen
        keys = KeyRing([])
    }

    /// Whether somebody could have a credential.
    package var knowsCallers: Bool { !keys.keys.isEmpty || tokens != nil }

    /// Every caller has every scope.
    package static let open = Access(isOpen: true)
    /// Every caller has the public scope alone.
    package static let publicOnly = Access()
}

/// What holds now: changed by whoever watches a file, read by all loops.
package typealias AccessInForce = BookHolder<Access>

/// All keys of a service.
package struct KeyRing: Sendable {
    /// In the order of their ids, each of which stands once.
    package let keys: [APIKey]
    /// The web origins that some key names, each once.
    let origins: [String]

    /// A ring of keys; of those that share an id the last one counts.
    package init(_ keys: [APIKey]) {
        let byID = Dictionary(keys.map { ($0.id, $0) }) { $1 }
        self.keys = byID.values.sorted { $0.id < $1.id }
        origins = Set(self.keys.flatMap(\.origins)).sorted()
    }
}
