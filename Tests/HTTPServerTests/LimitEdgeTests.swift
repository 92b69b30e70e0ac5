import Foundation
import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Limits at their edge")
struct LimitEdgeTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let postHead = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "

    @Test("a TLS handshake has ten seconds, and its end is not an answer")
    func boundsHandshake() throws {
        let folder = try makeTemporaryFolder()
        try makeCertificate("localhost", in: folder)
        let harness = try LoopHarness()
        harness.loop.shared.certificate.replace(
            try TLSContext(
                certificateFile: folder.appending(path: "cert.pem").path,
                keyFile: folder.appending(path: "key.pem").path
            )
        )
        let silent = try harness.connect(isSecure: true)
        let slow = try harness.connect(isSecure: true)
        for octet in [22, 3, 1, 1, 0, 1, 0, 0, 0xFC] as [UInt8] {
            slow.send([octet])
            harness.settle()
            harness.pass(.seconds(1))
        }
        harness.pass(.seconds(1) - .nanoseconds(1))
        #expect(harness.connectionCount == 2)
        harness.pass(.nanoseconds(1))
        #expect(harness.connectionCount == 0)
        #expect(silent.isClosed)
        #expect(silent.received.isEmpty)
    }

    @Test("a secure connection without a TLS session is closed, never served plain")
    func closesWithoutSession() throws {
        let network = try #require(IPNetwork("10.0.0.0/8"))
        let harness = try LoopHarness(proxies: TrustedProxies([network]))
        for header in ["", "PROXY UNKNOWN\r\n"] {
            let client = try harness.connect(
                from: IPAddress("10.0.0.1"),
                isSecure: true,
                expectsProxyHeader: !header.isEmpty
            )
            client.send(header + Self.get)
            harness.settle()
            #expect(client.isClosed)
            #expect(client.received.isEmpty)
        }
    }

    @Test("a client that takes its answer a little at a time has a minute for it")
    func boundsWholeAnswer() throws {
        let harness = try LoopHarness()
        let client = try harness.connect(bufferBytes: 32_768)
        client.send(Self.postHead + "900000\r\n\r\n")
        for _ in 0..<60 {
            client.send(String(repeating: "a", count: 15_000))
            harness.settle()
        }
        for _ in 0..<6 {
            harness.pass(.seconds(9))
            client.receive()
            harness.settle()
        }
        harness.pass(.seconds(6) - .nanoseconds(1))
        #expect(harness.connectionCount == 1)
        harness.pass(.nanoseconds(1))
        #expect(harness.connectionCount == 0)
        #expect(client.responses.isEmpty)
    }

    @Test(
        "content of 64 KiB is small, one octet more must come at 500 octets a second",
        arguments: [(65_536, 30, 9), (65_537, 5, 5)]
    )
    func tellsSmallContent(_ length: Int, _ seconds: Int, _ step: Int) throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(Self.postHead + "\(length)\r\n\r\n")
        harness.settle()
        var passed = 0
        while passed + step < seconds {
            harness.pass(.seconds(step))
            client.send("a")
            harness.settle()
            passed += step
        }
        harness.pass(.seconds(seconds - passed) - .nanoseconds(1))
        #expect(!client.isClosed)
        harness.pass(.nanoseconds(1))
        #expect(client.responses.map(\.status) == [408])
    }

    @Test("large content that keeps to 500 octets a second may take its time")
    func allowsSteadyContent() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(Self.postHead + "70000\r\n\r\n")
        for _ in 0..<70 {
            client.send(String(repeating: "a", count: 1_000))
            harness.settle()
            harness.pass(.seconds(2) - .nanoseconds(1))
        }
        #expect(client.responses.map(\.status) == [200])
    }

    @Test("the ten thousandth request on a connection is its last")
    func boundsRequests() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        for _ in 0..<100 {
            client.send(String(repeating: Self.get, count: 100))
            harness.settle()
            client.receive()
        }
        client.send(Self.get)
        harness.settle()
        let connection = client.responses.map { $0.value("connection") }
        #expect(connection == Array(repeating: nil, count: 9_999) + ["close"])
    }

    @Test(
        "more than four in five connections are a crowd",
        arguments: [
            (10_000, 8_000, false), (10_000, 8_001, true), (5, 4, false), (5, 5, true),
            (16, 12, false), (16, 13, true),
        ]
    )
    func tellsCrowd(_ maximum: Int, _ count: Int, _ isCrowded: Bool) {
        var limits = ServerLimits()
        limits.maxConnections = maximum
        #expect(limits.isCrowded(count) == isCrowded)
    }

    @Test(
        "the open files bound the connections",
        arguments: [(65_536, 10_000), (10_256, 10_000), (10_255, 9_999), (1_024, 768), (64, 16)]
    )
    func boundsByFiles(_ files: Int, _ connections: Int) {
        #expect(ServerLimits().bounded(byOpenFiles: files).maxConnections == connections)
    }

    @Test("512 connections of one address, or of one IPv6 network, are enough")
    func boundsAddress() throws {
        for address in ["192.0.2.1", "2001:db8::1"] {
            let quota = ConnectionQuota(ServerLimits())
            let peer = try #require(IPAddress(address))
            for _ in 0..<512 { #expect(quota.admit(peer)) }
            #expect(!quota.admit(peer))
            #expect(!quota.admit(IPAddress(high: peer.high, low: peer.isV4 ? peer.low : 2)))
            #expect(quota.admit(IPAddress("203.0.113.1")))
            #expect(quota.count == 513)
            quota.release(peer)
            #expect(quota.admit(peer))
        }
    }

    @Test("no limit for each address where it is set to 0")
    func leavesAddressesUnbounded() throws {
        var limits = ServerLimits()
        limits.maxConnectionsPerAddress = 0
        let quota = ConnectionQuota(limits)
        let peer = try #require(IPAddress("192.0.2.1"))
        for _ in 0..<600 { #expect(quota.admit(peer)) }
    }

    @Test("32 requests are answered in a turn, the next in the turn that follows")
    func boundsPipelining() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(String(repeating: Self.get, count: 33))
        harness.pass(.zero)
        #expect(client.responses.count == 32)
        harness.pass(.zero)
        #expect(client.responses.count == 33)
    }

    @Test("a refused client is listened to for two seconds, so that it sees why")
    func boundsLingeringTime() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send("bad\r\n")
        harness.settle()
        harness.pass(.seconds(2) - .nanoseconds(1))
        #expect(harness.connectionCount == 1)
        harness.pass(.nanoseconds(1))
        #expect(harness.connectionCount == 0)
        #expect(client.responses.map(\.status) == [400])
    }

    @Test("a refused client may send 64 KiB more, and not one octet beyond")
    func boundsLingeringOctets() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send("bad\r\n")
        harness.settle()
        for _ in 0..<8 {
            client.send(String(repeating: "a", count: 8_192))
            harness.settle()
        }
        #expect(harness.connectionCount == 1)
        client.send("a")
        harness.settle()
        #expect(harness.connectionCount == 0)
    }

    @Test("a burst of slow clients leaves no more than a few buffers behind")
    func boundsSpareReaders() throws {
        let harness = try LoopHarness()
        var clients = try (0..<100).map { _ in try harness.connect() }
        for client in clients { client.send("GET ") }
        harness.settle()
        for client in clients { client.send("/ HTTP/1.1\r\nHost: a\r\n\r\n") }
        harness.settle()
        #expect(harness.spareReaderCount == 64)
        clients = []
    }
}
