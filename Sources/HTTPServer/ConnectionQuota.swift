import HTTPWire
import Synchronization

/// Counts the connections of all loops, and of each address.
///
/// Locked when a connection is taken and when it ends, never for a request.
final class ConnectionQuota: Sendable {
    private struct Counts {
        var all = 0
        var byNetwork: [IPAddress: Int] = [:]
    }

    private let counts = Mutex(Counts())
    /// The count of all, to be read without the lock.
    private let openCount = Atomic<Int>(0)
    private let maxConnections: Int
    private let maxConnectionsPerAddress: Int
    private let exemptsLoopback: Bool

    init(_ limits: ServerLimits) {
        maxConnections = limits.maxConnections
        maxConnectionsPerAddress = limits.maxConnectionsPerAddress
        exemptsLoopback = limits.exemptsLoopback
    }

    /// How many connections there are.
    var count: Int { openCount.load(ordering: .relaxed) }

    /// Counts a connection of `peer`, or of nobody yet; false where there is no room for it.
    func admit(_ peer: IPAddress?) -> Bool {
        counts.withLock { counts in
            guard counts.all < maxConnections, count(peer, in: &counts) else { return false }
            counts.all += 1
            openCount.store(counts.all, ordering: .relaxed)
            return true
        }
    }

    /// Counts a connection that was admitted for nobody as one of `peer`; false where there is no
    /// room for another of its.
    func assign(to peer: IPAddress?) -> Bool {
        counts.withLock { count(peer, in: &$0) }
    }

    private func count(_ peer: IPAddress?, in counts: inout Counts) -> Bool {
        guard let network = limitedNetwork(peer) else { return true }
        let used = counts.byNetwork[network] ?? 0
        guard used < maxConnectionsPerAddress else { return false }
        counts.byNetwork[network] = used + 1
        return true
    }

    /// Counts a connection no longer.
    func release(_ peer: IPAddress?) {
        counts.withLock { counts in
            counts.all -= 1
            openCount.store(counts.all, ordering: .relaxed)
            guard let network = limitedNetwork(peer), let used = counts.byNetwork[network] else {
                return
            }
            counts.byNetwork[network] = used > 1 ? used - 1 : nil
        }
    }

    /// What connections of `peer` are counted by: an IPv4 address, or the 64 bits of an IPv6 one
    /// that a site is given (RFC 6177); nil where they are not.
    private func limitedNetwork(_ peer: IPAddress?) -> IPAddress? {
        guard let peer, maxConnectionsPerAddress > 0, !(exemptsLoopback && peer.isLoopback) else {
            return nil
        }
        return peer.isV4 ? peer : IPAddress(high: peer.high, low: 0)
    }
}
