import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

@Suite("A loop")
struct LoopTests {
    private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("answers over a socket and keeps the connection")
    func answers() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(get)
        harness.settle()
        client.send(get + get)
        harness.settle()
        #expect(client.responses.map(\.status) == [200, 200, 200])
        #expect(!client.isClosed)
        #expect(harness.connectionCount == 1)
    }

    @Test("answers a request that comes an octet at a time")
    func answersOctetByOctet() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        for octet in get {
            client.send(String(octet))
            harness.settle()
        }
        #expect(client.responses.map(\.status) == [200])
    }

    @Test("answers late, in order, and goes on with what was pipelined behind")
    func answersLate() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n" + get)
        harness.settle()
        #expect(client.responses.map(\.text) == ["late", "GET /? "])
        #expect(harness.waitingCount == 0)
    }

    @Test("closes after the answer when the client asks for it")
    func closesWhenAsked() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        harness.settle()
        #expect(client.responses.map { $0.value("connection") } == ["close"])
        #expect(client.isClosed)
        #expect(harness.connectionCount == 0)
    }

    @Test("gives its buffer back between requests")
    func givesBufferBack() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send(get)
        harness.settle()
        #expect(harness.heldReaderCount == 0)
        client.send("GET")
        harness.settle()
        #expect(harness.heldReaderCount == 1)
        client.send(String(get.dropFirst(3)))
        harness.settle()
        #expect(client.responses.count == 2)
        #expect(harness.heldReaderCount == 0)
        #expect(harness.spareReaderCount == 1)
    }

    @Test("refuses once, says no more, and drops what still comes")
    func refusesOnce() throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        client.send("GET / HTTP/1.1\nHost: a\r\n\r\n" + get)
        harness.settle()
        client.send(get)
        harness.settle()
        #expect(client.responses.map(\.status) == [400])
        #expect(client.isClosed)
        client.endWriting()
        harness.settle()
        #expect(harness.connectionCount == 0)
    }

    @Test("drains: answers what has come, closes, and is over")
    func drains() throws {
        let harness = try LoopHarness()
        let idle = try harness.connect()
        let busy = try harness.connect()
        harness.settle()
        busy.send(get)
        harness.loop.mailbox.post(.drain(deadline: harness.time + .seconds(10)))
        harness.settle()
        #expect(idle.isClosed)
        #expect(busy.responses.map(\.status) == [200])
        #expect(busy.isClosed)
        #expect(harness.isOver)
    }
}
