import HTTPWire
import SystemIO
import TestSupport

@testable import HTTPServer

/// A loop that runs on the test's own thread and by the test's own clock.
///
/// Clients are the other ends of socket pairs, so that what they send is there at once and nothing
/// depends on time or ports.
final class LoopHarness {
    var loop: Loop
    var time = MonotonicTime(nanoseconds: 1_000_000_000)

    init(
        _ limits: ServerLimits = ServerLimits(),
        handler: any RequestHandler = EchoHandler(),
        proxies: TrustedProxies = TrustedProxies(),
        listeners: [Listener] = [],
        lastDescriptor: Int32 = .max
    ) throws {
        let mailbox = try LoopMailbox()
        let shared = Loop.Shared(
            limits: limits,
            quota: ConnectionQuota(limits),
            certificate: CertificateInForce(),
            proxies: proxies,
            lastDescriptor: lastDescriptor
        )
        loop = Loop(
            shared,
            mailbox,
            try Loop.makeQueue(mailbox, listeners),
            listeners,
            handler,
            now: time
        )
    }

    /// A client with a connection of its own.
    func connect(
        from peer: IPAddress? = nil,
        isSecure: Bool = false,
        expectsProxyHeader: Bool = false,
        bufferBytes: Int32? = nil
    ) throws -> TestClient {
        try Socket.pair()
            .split { server, client in
                if let bufferBytes { try Socket.setBufferBytes(server, bufferBytes) }
                loop.admit(
                    server,
                    peer,
                    isSecure: isSecure,
                    expectsProxyHeader: expectsProxyHeader
                )
                return TestClient(client)
            }
    }

    /// How many connections the loop has.
    var connectionCount: Int { loop.table.count }
    /// How many readers its connections keep with requests that have not come whole.
    var heldReaderCount: Int { loop.table.all.count { $0.value.reader != nil } }
    /// How many such readers it has that no connection uses now.
    var spareReaderCount: Int { loop.spareReaders.count }
    /// How many requests wait for their answer.
    var waitingCount: Int { loop.waitingCount }
    /// Whether the loop has nothing left to do.
    var isOver: Bool { loop.isOver }

    /// Lets the loop handle whatever has come, until nothing does.
    func settle() {
        for _ in 0..<8 { turn() }
    }

    /// Lets time pass, then the loop look at it.
    func pass(_ duration: Duration) {
        time = time + duration
        turn()
    }

    private func turn() {
        let time = time
        loop.turn(timeoutMilliseconds: 0, time: { time }, wallClockNanoseconds: { 0 })
    }
}

/// One end of a connection, read and written without waiting.
final class TestClient {
    private let descriptor: Descriptor
    private(set) var received: [UInt8] = []
    private(set) var sawEnd = false

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    /// Sends text; true if the kernel took it all.
    @discardableResult
    func send(_ text: String) -> Bool {
        send(text.utf8)
    }

    /// Sends octets; true if the kernel took them all.
    @discardableResult
    func send(_ octets: some Collection<UInt8>) -> Bool {
        Socket.write(descriptor, Array(octets), from: 0) == .moved(octets.count)
    }

    /// Reads everything that has come.
    func receive() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            switch Socket.read(descriptor, into: &buffer, at: 0) {
            case .moved(let count): received += buffer[..<count]
            case .ended, .failed:
                sawEnd = true
                return
            case .wouldBlock: return
            }
        }
    }

    /// Makes the end of this client a reset.
    func resetOnClose() {
        Socket.resetOnClose(descriptor)
    }

    /// Sends no more.
    func endWriting() {
        Socket.endWriting(descriptor)
    }

    /// Every whole answer received so far.
    var responses: [ReceivedResponse] {
        receive()
        return ReceivedResponse.all(in: received)
    }

    /// Whether the server has closed the connection.
    var isClosed: Bool {
        receive()
        return sawEnd
    }
}
