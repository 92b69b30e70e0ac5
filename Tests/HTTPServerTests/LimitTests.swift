import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

@Suite("A loop's limits")
struct LimitTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let postHead = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "

    /// What a client sends, how long it may then be silent, and what it is told after that.
    static let silences: [(sent: String, allowed: Duration, status: Int?)] = [
        ("", .seconds(10), nil),
        ("GET / HT", .seconds(10), 408),
        (get, .seconds(60), nil),
        (get + "G", .seconds(10), 408),
        (postHead + "10\r\n\r\nabc", .seconds(10), 408),
    ]

    @Test("ends a silent connection when its time is over, not before", arguments: silences)
    func endsSilence(_ silence: (sent: String, allowed: Duration, status: Int?)) throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(silence.sent)
        harness.settle()
        let before = client.responses.count
        harness.pass(silence.allowed - .nanoseconds(1))
        #expect(!client.isClosed)
        harness.pass(.nanoseconds(1))
        #expect(client.isClosed)
        #expect(
            client.responses.dropFirst(before).map(\.status) == (silence.status.map { [$0] } ?? [])
        )
        harness.pass(.seconds(2))
        #expect(harness.connectionCount == 0)
    }

    @Test("counts a head from its first octet, not from the last one that came")
    func refusesSlowHead() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        for octet in "GET / HTTP" {
            client.send(String(octet))
            harness.settle()
            harness.pass(.milliseconds(999))
        }
        #expect(!client.isClosed)
        harness.pass(.milliseconds(10))
        #expect(client.responses.map(\.status) == [408])
    }

    @Test("gives small content half a minute in all")
    func refusesSlowContent() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(Self.postHead + "100\r\n\r\n")
        harness.settle()
        for _ in 0..<3 {
            harness.pass(.seconds(9))
            client.send("a")
            harness.settle()
        }
        harness.pass(.seconds(3) - .nanoseconds(1))
        #expect(!client.isClosed)
        harness.pass(.nanoseconds(1))
        #expect(client.responses.map(\.status) == [408])
    }

    @Test("wants 500 octets a second of large content, after a grace of five seconds")
    func refusesLargeTrickle() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(Self.postHead + "100000\r\n\r\n" + String(repeating: "a", count: 3_000))
        harness.settle()
        harness.pass(.seconds(6) - .nanoseconds(1))
        #expect(!client.isClosed)
        harness.pass(.nanoseconds(1))
        #expect(client.responses.map(\.status) == [408])
    }

    @Test("resets a client that takes nothing of its answer for ten seconds")
    func resetsStalledReader() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n")
        for _ in 0..<60 {
            client.send(String(repeating: "a", count: 15_000))
            harness.settle()
        }
        #expect(harness.connectionCount == 1)
        harness.pass(.seconds(10) - .nanoseconds(1))
        #expect(harness.connectionCount == 1)
        harness.pass(.nanoseconds(1))
        #expect(harness.connectionCount == 0)
    }

    @Test("reads nothing more from a client that does not take its answers")
    func holdsBackPipelining() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        let request =
            "GET /" + String(repeating: "a", count: 8_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        var sent = 0
        while sent < 1_000, client.send(request) {
            harness.settle()
            sent += 1
        }
        #expect(sent < 1_000)
        for _ in 0..<400 {
            client.receive()
            harness.settle()
        }
        #expect(client.responses.count >= sent)
    }

    @Test("tells a client beyond the last connection that there is no room")
    func boundsConnections() throws {
        var limits = ServerLimits()
        limits.maxConnections = 2
        let harness = try LoopHarness(limits)
        let clients = try (0..<3).map { _ in try harness.connect() }
        #expect(clients.map { $0.responses.map(\.status) } == [[], [], [503]])
        #expect(clients[2].responses.first?.value("retry-after") == "2")
        clients[0].endWriting()
        harness.settle()
        let another = try harness.connect()
        another.send(Self.get)
        harness.settle()
        #expect(another.responses.map(\.status) == [200])
    }

    @Test("bounds the connections of one address, the machine's own aside")
    func boundsConnectionsPerAddress() throws {
        var limits = ServerLimits()
        limits.maxConnectionsPerAddress = 1
        let harness = try LoopHarness(limits)
        let far = try #require(IPAddress("192.0.2.1"))
        let own = try #require(IPAddress("127.0.0.1"))
        let clients = try [far, far, own, own].map { try harness.connect(from: $0) }
        #expect(clients.map { $0.responses.map(\.status) } == [[], [503], [], []])
    }

    @Test("closes after the last request a connection may make")
    func boundsRequests() throws {
        var limits = ServerLimits()
        limits.wire.maxRequestsPerConnection = 2
        let harness = try LoopHarness(limits)
        let client = try harness.connect()
        client.send(Self.get + Self.get + Self.get)
        harness.settle()
        #expect(client.responses.map { $0.value("connection") } == [nil, "close"])
        #expect(client.isClosed)
    }

    @Test("shortens the wait for the next request when it is crowded")
    func hurriesWhenCrowded() throws {
        var limits = ServerLimits()
        limits.maxConnections = 5
        let harness = try LoopHarness(limits)
        let clients = try (0..<5).map { _ in try harness.connect() }
        for client in clients { client.send(Self.get) }
        harness.settle()
        harness.pass(.seconds(5) - .nanoseconds(1))
        #expect(harness.connectionCount == 5)
        harness.pass(.nanoseconds(1))
        #expect(harness.connectionCount == 0)
    }

    @Test("bounds the requests that wait, and the time they wait")
    func boundsWaiting() throws {
        var limits = ServerLimits()
        limits.maxWaitingRequests = 1
        let handler = HoldingHandler()
        let harness = try LoopHarness(limits, handler: handler)
        let clients = try (0..<2).map { _ in try harness.connect() }
        for client in clients {
            client.send(Self.get)
            harness.settle()
        }
        #expect(clients.map { $0.responses.map(\.status) } == [[], [503]])
        harness.pass(.seconds(60) - .nanoseconds(1))
        #expect(clients[0].responses.isEmpty)
        harness.pass(.nanoseconds(1))
        #expect(clients[0].responses.map(\.status) == [503])
        #expect(harness.waitingCount == 0)
        handler.held.first?.complete(Response(status: 200))
        harness.settle()
        #expect(clients[0].responses.map(\.status) == [503])
    }

    @Test("answers 500 for a promise that was dropped")
    func answersDroppedPromise() throws {
        let handler = HoldingHandler()
        let harness = try LoopHarness(handler: handler)
        let client = try harness.connect()
        client.send(Self.get)
        harness.settle()
        handler.held = []
        harness.settle()
        #expect(client.responses.map(\.status) == [500])
    }

    @Test("forgets a client that went away while its answer was awaited")
    func forgetsTheDeparted() throws {
        let handler = HoldingHandler()
        let harness = try LoopHarness(handler: handler)
        var client: TestClient? = try harness.connect()
        client?.send(Self.get)
        harness.settle()
        #expect(harness.waitingCount == 1)
        client = nil
        harness.settle()
        #expect(harness.connectionCount == 0)
        #expect(harness.waitingCount == 0)
    }
}
