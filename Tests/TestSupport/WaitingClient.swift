package import SystemIO

/// A client of a server that runs on threads of its own: it waits for what it expects.
package final class WaitingClient {
    private let descriptor: Descriptor
    private var queue: EventQueue
    private var received: [UInt8] = []

    /// Begins to connect.
    package init(_ address: SocketAddress) throws {
        descriptor = try Socket.connect(address)
        queue = try EventQueue(capacity: 1)
        try queue.add(descriptor.number, .writable, tag: 1)
    }

    /// Sends text when the connection is made.
    package func send(_ text: String) throws {
        try queue.modify(descriptor.number, .writable, tag: 1)
        _ = try queue.wait(timeoutMilliseconds: 30_000)
        _ = Socket.write(descriptor, Array(text.utf8), from: 0)
    }

    /// Waits until `count` whole answers are there, or the connection has ended.
    package func receive(_ count: Int = 1) throws -> [ReceivedResponse] {
        try queue.modify(descriptor.number, .readable, tag: 1)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while ReceivedResponse.all(in: received).count < count {
            guard try queue.wait(timeoutMilliseconds: 30_000) > 0 else { break }
            guard case .moved(let more) = Socket.read(descriptor, into: &buffer, at: 0) else {
                break
            }
            received += buffer[..<more]
        }
        return ReceivedResponse.all(in: received)
    }

    /// Sends one request and waits for its answer; one without a status where none came.
    package func exchange(_ text: String) throws -> ReceivedResponse {
        try send(text)
        guard let answer = try receive().first else { return ReceivedResponse() }
        received.removeAll(keepingCapacity: true)
        return answer
    }

    /// Whether the connection ended in the middle of an answer, once `exchange` found none.
    package var hasTornAnswer: Bool { !received.isEmpty }
}
