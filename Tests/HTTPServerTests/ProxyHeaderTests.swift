import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

@Suite("A connection that a proxy introduces")
struct ProxyHeaderTests {
    private static let get = "GET /peer HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let proxy = IPAddress(v4: 0x0A00_0001)

    private func harness(_ limits: ServerLimits = ServerLimits()) throws -> LoopHarness {
        let network = try #require(IPNetwork("10.0.0.0/8"))
        return try LoopHarness(limits, proxies: TrustedProxies([network]))
    }

    @Test("is its client's, or the proxy's own", arguments: ProxyHeaderCase.accepted)
    func accepts(_ header: ProxyHeaderCase) throws {
        let harness = try harness()
        let client = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
        client.send(header.header + Array((Self.get + Self.get).utf8))
        harness.settle()
        let peer = header.client ?? "10.0.0.1"
        #expect(client.responses.map(\.text) == [peer, peer])
    }

    @Test("may say so an octet at a time", arguments: ProxyHeaderCase.accepted)
    func acceptsOctets(_ header: ProxyHeaderCase) throws {
        let harness = try harness()
        let client = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
        for octet in header.header.prefix(230) {
            client.send([octet])
            harness.settle()
        }
        client.send(header.header.dropFirst(230) + Array(Self.get.utf8))
        harness.settle()
        #expect(client.responses.map(\.text) == [header.client ?? "10.0.0.1"])
        #expect(harness.spareReaderCount == 1)
    }

    @Test(
        "is the proxy's own, whatever its fields say, when the proxy names nobody",
        arguments: ProxyHeaderCase.accepted.filter { $0.client == nil }
    )
    func ignoresFields(_ header: ProxyHeaderCase) throws {
        let harness = try harness()
        let client = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
        let get = "GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"
        client.send(header.header + Array(get.utf8))
        harness.settle()
        #expect(client.responses.map(\.text) == ["10.0.0.1"])
    }

    @Test("is closed without an answer when it says it wrongly", arguments: ProxyHeaderCase.refused)
    func refuses(_ header: ProxyHeaderCase) throws {
        let harness = try harness()
        let client = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
        client.send(header.header)
        harness.settle()
        #expect(client.isClosed)
        #expect(client.received.isEmpty)
        #expect(harness.connectionCount == 0)
    }

    @Test("is closed at once unless it comes from a trusted proxy")
    func refusesStrangers() throws {
        let harness = try harness()
        for peer in [nil, IPAddress("192.0.2.7"), IPAddress("11.0.0.1")] {
            let client = try harness.connect(from: peer, expectsProxyHeader: true)
            #expect(client.isClosed)
        }
        #expect(harness.connectionCount == 0)
    }

    @Test("has the time of a head to say so, and for its first head in all")
    func boundsTime() throws {
        let harness = try harness()
        let silent = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
        let slow = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
        harness.pass(.seconds(9))
        slow.send("PROXY UNKNOWN\r\nGET")
        harness.settle()
        harness.pass(.seconds(1) - .nanoseconds(1))
        #expect(!silent.isClosed)
        #expect(!slow.isClosed)
        harness.pass(.nanoseconds(1))
        #expect(silent.isClosed)
        #expect(silent.received.isEmpty)
        #expect(slow.responses.map(\.status) == [408])
    }

    @Test("counts for its client, not for the proxy")
    func countsClients() throws {
        var limits = ServerLimits()
        limits.maxConnectionsPerAddress = 1
        let harness = try harness(limits)
        func connect(_ client: String) throws -> TestClient {
            let connection = try harness.connect(from: Self.proxy, expectsProxyHeader: true)
            connection.send("PROXY TCP4 \(client) 192.0.2.1 1 2\r\n" + Self.get)
            harness.settle()
            return connection
        }
        let first = try connect("192.0.2.7")
        let other = try connect("192.0.2.8")
        #expect([first, other].map { $0.responses.map(\.status) } == [[200], [200]])
        #expect(try connect("192.0.2.7").responses.map(\.status) == [503])
        first.endWriting()
        harness.settle()
        #expect(try connect("192.0.2.7").responses.map(\.status) == [200])
    }

    @Test("needs a proxy to be trusted, and an address to trust it by")
    func refusesEndpoint() throws {
        let place = ServerConfiguration.Place.address(IPAddress(v4: 0x7F00_0001), port: 0)
        var configuration = ServerConfiguration(
            endpoints: [.init(place, expectsProxyHeader: true)]
        )
        #expect(throws: ServerError.self) { try configuration.checkProxyHeaders() }
        configuration.proxies = TrustedProxies([try #require(IPNetwork("127.0.0.1"))])
        try configuration.checkProxyHeaders()
        configuration.endpoints.append(.init(.unix(path: "x"), expectsProxyHeader: true))
        #expect(throws: ServerError.self) { try configuration.checkProxyHeaders() }
    }
}
