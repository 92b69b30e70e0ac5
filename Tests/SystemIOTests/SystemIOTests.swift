import SystemIO
import Testing

@Suite("Descriptors, queues and sockets")
struct SystemIOTests {
    @Test("moves octets between two sockets, and tells the end from nothing yet")
    func transfers() throws {
        try Socket.pair()
            .split { first, second in
                var buffer = [UInt8](repeating: 0, count: 8)
                #expect(Socket.read(second, into: &buffer, at: 0) == .wouldBlock)
                #expect(Socket.write(first, [1, 2, 3], from: 1) == .moved(2))
                #expect(Socket.read(second, into: &buffer, at: 4) == .moved(2))
                #expect(buffer == [0, 0, 0, 0, 2, 3, 0, 0])
                Socket.endWriting(first)
                #expect(Socket.read(second, into: &buffer, at: 0) == .ended)
            }
    }

    @Test("reports a broken connection instead of raising a signal")
    func reportsBrokenConnection() throws {
        try Socket.pair()
            .split { first, second in
                _ = consume second
                #expect(Socket.write(first, [1], from: 0) == .failed)
            }
    }

    @Test("wakes a queue from another thread, once for any number of rings")
    func wakes() throws {
        let bell = try WakeUp()
        var queue = try EventQueue()
        try queue.add(bell.descriptor.number, .readable, tag: 7)
        let none = try queue.wait(timeoutMilliseconds: 0)
        #expect(none == 0)
        bell.ring()
        bell.ring()
        let one = try queue.wait(timeoutMilliseconds: 0)
        #expect(one == 1)
        #expect(queue.event(at: 0).tag == 7)
        bell.clear()
        let after = try queue.wait(timeoutMilliseconds: 0)
        #expect(after == 0)
    }

    @Test("names the port that the system chose")
    func namesPort() throws {
        let socket = try Socket.listen(.v4(0x7F00_0001, port: 0), backlog: 1, sharesPort: false)
        let address = try Socket.localAddress(socket)
        #expect(address.port > 0)
        #expect(throws: SystemError.self) {
            _ = try Socket.listen(address, backlog: 1, sharesPort: false)
        }
    }

    @Test("tells times apart without overflowing")
    func addsTimes() {
        let time = MonotonicTime(nanoseconds: 5)
        #expect(time + .nanoseconds(3) == MonotonicTime(nanoseconds: 8))
        #expect(MonotonicTime.never + .seconds(1) == .never)
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(MonotonicTime.now() <= MonotonicTime.now())
    }

    @Test("says what failed in the system's words")
    func describesErrors() {
        #expect(SystemError("bind", code: 98).description == "bind: address already in use")
    }

    @Test("refuses to replace a path that is no socket that was left behind")
    func keepsOthersPaths() {
        #expect(throws: SystemError.self) { try Socket.removeStale(.unix("/dev/null")) }
        #expect(throws: SystemError.self) {
            try Socket.removeStale(.unix(String(repeating: "a", count: 108)))
        }
    }
}
