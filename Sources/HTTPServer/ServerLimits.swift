public import HTTPWire
import SystemIO

/// What one client, and all of them together, may take of the server.
///
/// Each limit can be reached exactly; what goes beyond it is refused or closed.
public struct ServerLimits: Sendable {
    /// What concerns single messages.
    public var wire = WireLimits()
    /// Connections over all loops; beyond it 503.
    ///
    /// Also bounded by the open files, less 256.
    public var maxConnections = 10_000
    /// Connections from one address, or one IPv6 network of 64 bits; 0 for any number.
    public var maxConnectionsPerAddress = 512
    /// Whether the machine's own addresses are exempt from the limit per address.
    public var exemptsLoopback = true
    /// Requests that wait for a late answer, on each loop; beyond it 503.
    public var maxWaitingRequests = 1_024
    /// Connections the kernel holds ready to be taken.
    public var backlog: Int32 = 4_096

    /// From the connection to the end of the TLS handshake.
    public var handshakeTimeout = Duration.seconds(10)
    /// From the connection or a head's first octet to its last; afterwards 408.
    public var headTimeout = Duration.seconds(10)
    /// For content of up to `smallContentBytes`; afterwards 408.
    public var contentTimeout = Duration.seconds(30)
    /// What counts as small content.
    public var smallContentBytes = 65_536
    /// The least octets a second, averaged from its beginning, of content that is not small.
    public var minContentBytesPerSecond = 500
    /// How long that average is not yet judged.
    public var contentGrace = Duration.seconds(5)
    /// The longest between two octets of content.
    public var contentIdleTimeout = Duration.seconds(10)
    /// The longest between an answer and the next request.
    public var keepAliveTimeout = Duration.seconds(60)
    /// The same when more than `crowdedPercent` of the connections are used.
    public var crowdedKeepAliveTimeout = Duration.seconds(5)
    /// From which share of `maxConnections` the server counts as crowded.
    public var crowdedPercent = 80
    /// The longest in which a client takes nothing of an answer; then the connection is reset.
    public var writeIdleTimeout = Duration.seconds(10)
    /// The longest for a client to take a whole answer; then the connection is reset.
    public var writeTimeout = Duration.seconds(60)
    /// The longest for a handler to give a late answer; then 503.
    public var waitingTimeout = Duration.seconds(60)
    /// How long a client's octets are read and dropped after a refusal.
    public var lingerTimeout = Duration.seconds(2)
    /// How many of them.
    public var maxLingerBytes = 65_536

    /// The limits' defaults.
    public init() {}

    /// The same limits with no more connections than a process with so many open files can have.
    func bounded(byOpenFiles count: Int) -> ServerLimits {
        var bounded = self
        // LIMIT: 256 are left for the book, the ledger and the listeners; 16 clients can always come.
        bounded.maxConnections = min(maxConnections, max(16, count - 256))
        return bounded
    }

    /// The last descriptor that a connection may keep where a process has so many open files.
    ///
    /// The system gives the lowest number that is free, so one loop can take what another gave up
    /// for a moment. Were that kept, the other could answer nobody until it is closed.
    static func lastDescriptor(ofOpenFiles count: Int, loopCount: Int) -> Int32 {
        // LIMIT: less than what `bounded` leaves, so that this is met only where something else
        // holds descriptors; at least the spare one of every loop and two.
        Int32(clamping: count - 1 - max(loopCount + 2, min(128, count / 8)))
    }

    /// The number of connections at which the server counts as crowded.
    func isCrowded(_ count: Int) -> Bool {
        count > crowdedCount
    }

    private var crowdedCount: Int {
        maxConnections / 100 * crowdedPercent + maxConnections % 100 * crowdedPercent / 100
    }

    /// How long a connection may be idle, in nanoseconds, reckoned once because it is asked for
    /// with every request.
    struct Idleness: Sendable {
        private let usual: Int64
        private let crowded: Int64
        private let crowdedCount: Int

        init(_ limits: ServerLimits) {
            usual = limits.keepAliveTimeout.nanoseconds
            crowded = limits.crowdedKeepAliveTimeout.nanoseconds
            crowdedCount = limits.crowdedCount
        }

        /// The limit where there are so many connections.
        func nanoseconds(connectionCount: Int) -> Int64 {
            connectionCount > crowdedCount ? crowded : usual
        }
    }
}
