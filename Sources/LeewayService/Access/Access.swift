package import BookLoader

/// Who may call what.
package enum Access: Sendable {
    /// Every caller has every scope: for a service that only its own machine reaches.
    case open
    /// A caller has the scopes of the key that comes with the request, and without one the public
    /// scope alone.
    case keys(KeysInForce)

    /// Without keys every caller has the public scope alone.
    package static let publicOnly = Access.keys(KeysInForce(KeyRing([])))
}

/// The keys that callers may use: replaced as a whole when their file changes, read by all loops.
package typealias KeysInForce = BookHolder<KeyRing>

/// All keys of a service.
///
/// Isolation: immutable.
package final class KeyRing: Sendable {
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
