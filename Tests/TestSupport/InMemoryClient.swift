import Dispatch
package import HTTPWire
import Synchronization

/// Drives a handler as a connection would, without a socket: requests as text, answers as bytes.
package struct InMemoryClient: ~Copyable {
    private var connection: WireConnection
    private var reader: MessageReader
    private var reply = Reply()
    private let handler: any RequestHandler
    private let mailbox = ReplyMailbox()

    /// A client on a fresh connection to `handler`.
    package init(
        _ handler: any RequestHandler,
        limits: WireLimits = WireLimits(),
        proxies: TrustedProxies = TrustedProxies()
    ) {
        self.handler = handler
        connection = WireConnection(limits: limits, proxies: proxies)
        reader = MessageReader(limits: limits, capacity: 1_024)
        reply.sink = mailbox
    }

    /// Sends octets and returns every octet that the server answers to what it has so far.
    ///
    /// Waits for answers that were promised for later.
    package mutating func exchange(_ octets: [UInt8], peer: IPAddress? = nil) -> [UInt8] {
        reader.fill(octets)
        reader.request.peer = peer ?? IPAddress(v4: 0x7F00_0001)
        while true {
            switch connection.run(&reader, &reply, handler) {
            case .pause: continue
            case .waiting: connection.complete(mailbox.wait(), &reply, handler)
            case .needMore: return takeOutput()
            case .close, .closeAfterRefusal:
                isClosed = true
                return takeOutput()
            }
        }
    }

    /// Whether the server has closed the connection.
    package private(set) var isClosed = false

    /// Sends text; see above.
    package mutating func exchange(_ text: String, peer: IPAddress? = nil) -> [UInt8] {
        exchange(Array(text.utf8), peer: peer)
    }

    /// Sends one request and returns its answer, taken apart.
    package mutating func send(_ text: String, peer: IPAddress? = nil) -> ReceivedResponse {
        let bytes = exchange(text, peer: peer)
        return ReceivedResponse.all(in: bytes).last ?? ReceivedResponse()
    }

    /// Sends a GET without content.
    package mutating func get(_ path: String, fields: [String] = []) -> ReceivedResponse {
        send(Self.request("GET", path, fields, ""))
    }

    /// Sends a POST with JSON content.
    package mutating func post(
        _ path: String,
        _ json: String,
        fields: [String] = []
    ) -> ReceivedResponse {
        let all = ["Content-Type: application/json"] + fields
        return send(Self.request("POST", path, all, json))
    }

    /// The text of a request; `fields` are whole field lines without their ends.
    package static func request(
        _ method: String,
        _ path: String,
        _ fields: [String],
        _ content: String
    ) -> String {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + fields
        if !content.isEmpty { lines.append("Content-Length: \(content.utf8.count)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + content
    }

    private mutating func takeOutput() -> [UInt8] {
        defer { reply.output.removeAll(keepingCapacity: true) }
        return reply.output
    }
}

/// Takes late answers and lets a thread wait for them.
private final class ReplyMailbox: ReplySink {
    private let answers = Mutex<[Response?]>([])

    private let arrivals = DispatchSemaphore(value: 0)

    func deliver(_ response: Response?, ticket: UInt64) {
        answers.withLock { $0.append(response) }
        arrivals.signal()
    }

    func wait() -> Response? {
        arrivals.wait()
        return answers.withLock { $0.removeFirst() }
    }
}
