import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

@Suite("A connection that breaks")
struct BrokenConnectionTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A client over TCP, which unlike a socket pair knows resets.
    private func connect(_ harness: LoopHarness) throws -> TestClient {
        let listener = try Socket.listen(.v4(0x7F00_0001, port: 0), backlog: 1, sharesPort: false)
        let client = TestClient(try Socket.connect(try Socket.localAddress(listener)))
        if let accepted = try Socket.accept(listener) {
            harness.loop.admit(accepted.takeDescriptor(), nil)
        }
        try #require(harness.connectionCount == 1)
        return client
    }

    @Test("by sending no more still gets its answer")
    func answersHalfClosed() throws {
        let harness = try LoopHarness()
        let client = try connect(harness)
        client.send(Self.get + Self.get)
        client.endWriting()
        harness.settle()
        #expect(client.responses.map(\.status) == [200, 200])
        #expect(client.isClosed)
        #expect(harness.connectionCount == 0)
    }

    @Test("by sending no more still gets the answer that comes later")
    func answersHalfClosedLater() throws {
        let handler = HoldingHandler()
        let harness = try LoopHarness(handler: handler)
        let client = try connect(harness)
        client.send(Self.get)
        client.endWriting()
        harness.settle()
        #expect(harness.connectionCount == 1)
        handler.held.first?.complete(Response(status: 200))
        harness.settle()
        #expect(client.responses.map(\.status) == [200])
        #expect(harness.connectionCount == 0)
    }

    @Test("in the middle of a head or of content is forgotten without an answer")
    func forgetsHalfSent() throws {
        for sent in ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"] {
            let harness = try LoopHarness()
            let client = try connect(harness)
            client.send(sent)
            harness.settle()
            client.endWriting()
            harness.settle()
            #expect(harness.connectionCount == 0)
            #expect(client.isClosed)
            #expect(client.received.isEmpty)
        }
    }

    @Test("by a reset is forgotten, idle, half-way or waiting", arguments: ["", "GET / HT", get])
    func forgetsReset(_ sent: String) throws {
        let handler = HoldingHandler()
        let harness = try LoopHarness(handler: handler)
        var client: TestClient? = try connect(harness)
        client?.send(sent)
        harness.settle()
        #expect(harness.connectionCount == 1)
        client?.resetOnClose()
        client = nil
        harness.settle()
        #expect(harness.connectionCount == 0)
        #expect(harness.waitingCount == 0)
        handler.held.first?.complete(Response(status: 200))
        harness.settle()
        #expect(harness.connectionCount == 0)
    }

    @Test("while its answer is being sent is forgotten")
    func forgetsResetReader() throws {
        let harness = try LoopHarness()
        var client: TestClient? = try connect(harness)
        client?.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n")
        for _ in 0..<60 {
            client?.send(String(repeating: "a", count: 15_000))
            harness.settle()
        }
        client?.resetOnClose()
        client = nil
        harness.settle()
        #expect(harness.connectionCount == 0)
    }
}
