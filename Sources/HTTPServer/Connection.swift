import HTTPWire
import SystemIO

/// One client's connection, owned by one loop.
///
/// While it is idle it holds no buffer: what it reads goes into the loop's reader.
struct Connection: ~Copyable {
    /// How far the connection is from its end.
    enum State {
        case open
        /// Its PROXY header has not come whole from the proxy at that address.
        case introducing(from: IPAddress?)
        /// The TLS handshake is not done.
        case handshaking
        /// The last answer is being sent; `lingers` says whether to drain the input afterwards.
        case closing(lingers: Bool)
        /// Everything is sent; what still comes is dropped.
        case lingering(droppedBytes: Int)
    }

    /// The encryption of the connection, which ends before the descriptor it uses; nil for none.
    var tls: TLSSession?
    /// Whether only encrypted octets may move.
    let isSecure: Bool
    let descriptor: Descriptor
    let slot: Slot
    /// Who it is counted for: nobody before a proxy has said who it is.
    private(set) var peer: IPAddress?
    var wire: WireConnection
    var state = State.open
    var times: ConnectionTimes
    /// Where an incomplete request is kept; nil between requests.
    var reader: ReaderBox?
    /// What the client has not yet taken, and how much of it it has.
    var unsent: [UInt8] = []
    var unsentOffset = 0
    /// What the loop's queue watches the descriptor for.
    var interest = Readiness.readable
    /// Whether the quota counts it; one that is only told that there is no room does not count.
    let isAdmitted: Bool

    init(
        _ descriptor: consuming Descriptor,
        slot: Slot,
        peer: IPAddress?,
        expectsProxyHeader: Bool,
        isAdmitted: Bool,
        isSecure: Bool,
        context: TLSContext?,
        limits: ServerLimits,
        proxies: TrustedProxies,
        now: MonotonicTime
    ) {
        tls = context?.makeSession(descriptor.number)
        self.isSecure = isSecure
        self.descriptor = descriptor
        self.slot = slot
        self.peer = expectsProxyHeader ? nil : peer
        self.isAdmitted = isAdmitted
        wire = WireConnection(limits: limits.wire, proxies: proxies)
        times = ConnectionTimes(expectsProxyHeader ? .introduction : .awaitingFirstRequest, at: now)
        state = expectsProxyHeader ? .introducing(from: peer) : stateOnceKnown
    }

    /// Takes note of who the client is.
    mutating func introduce(_ peer: IPAddress?) {
        self.peer = peer
        state = stateOnceKnown
    }

    /// Where there is no session for want of memory, the handshake fails.
    private var stateOnceKnown: State { isSecure ? .handshaking : .open }

    /// Reads into `buffer` from `offset` on, decrypted.
    mutating func read(into buffer: inout [UInt8], at offset: Int) -> Socket.Transfer {
        guard tls != nil else { return Socket.read(descriptor, into: &buffer, at: offset) }
        return tls?.read(into: &buffer, at: offset) ?? .failed
    }

    /// Reads on into `reader`.
    mutating func fill(_ reader: inout MessageReader) -> Socket.Transfer {
        reader.makeRoom()
        let transfer = read(into: &reader.request.bytes, at: reader.filled)
        if case .moved(let count) = transfer { reader.filled += count }
        return transfer
    }

    /// Handles the requests that `reader` holds, as this client's.
    mutating func run(
        _ reader: inout MessageReader,
        _ reply: inout Reply,
        _ handler: any RequestHandler
    ) -> WireConnection.Step {
        reader.request.peer = peer
        reader.request.isSecure = isSecure
        return wire.run(&reader, &reply, handler)
    }

    /// Writes `buffer` from `offset` on, encrypted where the connection is.
    mutating func write(_ buffer: borrowing [UInt8], from offset: Int) -> Socket.Transfer {
        guard tls != nil else { return Socket.write(descriptor, buffer, from: offset) }
        return tls?.write(buffer, from: offset) ?? .failed
    }

    /// Whether octets have come that no event will tell of.
    var holdsMore: Bool {
        mutating get { tls?.holdsMore ?? false }
    }

    /// Says that nothing more will be sent.
    mutating func endWriting() {
        tls?.endWriting()
        Socket.endWriting(descriptor)
    }

    /// Whether no octet of a request has come and no answer is owed.
    var isBetweenRequests: Bool { activity == .idle || activity == .awaitingFirstRequest }

    var hasUnsent: Bool { unsentOffset < unsent.count }

    /// What the connection is busy with, for its deadline.
    var activity: ConnectionTimes.Activity {
        switch state {
        case .introducing: return .introduction
        case .handshaking: return .handshake
        case .lingering: return .lingering
        case .open, .closing: break
        }
        if hasUnsent { return .writing }
        if wire.isWaiting { return .waiting }
        guard let reader else {
            return wire.requestCount == 0 ? .awaitingFirstRequest : .idle
        }
        switch reader.value.phase {
        case .idle: return wire.requestCount == 0 ? .awaitingFirstRequest : .idle
        case .head: return .head
        case .content, .whole, .failed:
            return .content(
                expectedBytes: reader.value.expectedContentBytes,
                receivedBytes: reader.value.receivedContentBytes
            )
        }
    }
}

/// Where a connection stays while its loop serves others, reached once for each of its events.
final class ConnectionBox {
    var value: Connection

    init(_ value: consuming Connection) {
        self.value = value
    }
}

/// Where a reader stays while its loop reads other connections.
final class ReaderBox {
    var value: MessageReader

    init(limits: WireLimits) {
        value = MessageReader(limits: limits)
    }
}

/// Where a connection stands in its loop's table; `generation` tells it from those before it there.
struct Slot: Hashable {
    let index: UInt32
    let generation: UInt32

    init(index: UInt32, generation: UInt32) {
        self.index = index
        self.generation = generation
    }

    init(tag: UInt64) {
        index = UInt32(truncatingIfNeeded: tag)
        generation = UInt32(truncatingIfNeeded: tag >> 32)
    }

    var tag: UInt64 { UInt64(generation) << 32 | UInt64(index) }
}
