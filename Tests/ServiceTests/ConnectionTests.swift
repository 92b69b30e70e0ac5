import Foundation
import SystemIO
import TestSupport
import Testing

/// The running binary over sockets of our own, where curl would be too well behaved.
struct ConnectionTests {
    private static let service = Result { try RunningService() }
    private static let loopback: UInt32 = 0x7F00_0001

    private func connect(_ service: RunningService? = nil) throws -> WaitingClient {
        let port = try (service ?? Self.service.get()).port
        return try WaitingClient(.v4(Self.loopback, port: port))
    }

    @Test func `answers pipelined requests in order on one connection`() throws {
        let client = try connect()
        try client.send(
            """
            GET /version HTTP/1.1\r\nHost: a\r\n\r\n\
            GET /v1/nothing HTTP/1.1\r\nHost: a\r\n\r\n\
            GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n
            """
        )
        let answers = try client.receive(3)
        #expect(answers.map(\.status) == [200, 404, 200])
    }

    @Test func `reads a chunked content`() throws {
        let client = try connect()
        let content = #"{"remedy":"apology"}"#
        let half = content.index(content.startIndex, offsetBy: 7)
        try client.send(
            "POST /v1/discretion/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n7\r\n\(content[..<half])\r\n"
                + "\(String(content[half...].utf8.count, radix: 16))\r\n\(content[half...])\r\n0\r\n\r\n"
        )
        let answer = try #require(try client.receive().first)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.text.contains(#""outcome""#))
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        ("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /../x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400
        ),
        ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 9_000))\r\n\r\n", 431),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413),
    ])
    func `refuses what it cannot read with problem details and closes`(
        request: String,
        status: Int
    ) throws {
        let client = try connect()
        try client.send(request)
        let answer = try #require(try client.receive(2).first)
        #expect(answer.status == status)
        #expect(answer.value("content-type") == "application/problem+json")
        #expect(answer.value("connection") == "close")
        #expect(answer.text.contains("\"status\":\(status)"))
        #expect(answer.text.contains("RFC"))
    }

    @Test func `a client that leaves in the middle of a request harms nobody`() throws {
        for half in [
            "GET /ver", "POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
        ] {
            try connect().send(half)
        }
        #expect(try Curl(Self.service.get().address + "/livez").status == 200)
    }

    @Test func `a request at hand is answered while the service ends`() throws {
        let service = try RunningService()
        let client = try connect(service)
        try client.send("GET /version HTTP/1.1\r\nHost: a\r\n\r\nGET /livez HTTP/1.1\r\n")
        #expect(try client.receive().map(\.status) == [200])
        service.signal(SIGTERM)
        try client.send("Host: a\r\n\r\n")
        let answers = try client.receive(2)
        #expect(answers.map(\.status) == [200, 200])
        #expect(service.waitForEnd() == 0)
    }

    /// Above what the service has open at rest (23), and far below what 60 connections need: in the
    /// first case the limit on connections is met, in the second the system refuses descriptors.
    @Test(arguments: [64, 30])
    func `says that it is full when descriptors run out, and recovers`(descriptors: Int) throws {
        let script = "ulimit -n \(descriptors); exec \"$0\" \"$@\""
        let service = try RunningService(launcher: ["/bin/bash", "-c", script])
        let request = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
        // Which loop takes which descriptor differs from round to round.
        for _ in 0..<3 {
            let clients = try (0..<60).map { _ in try connect(service) }
            let statuses = try clients.map { try $0.exchange(request).status }
            #expect(Set(statuses) == [200, 503])
            _ = consume clients
            let deadline = MonotonicTime.now() + .seconds(30)
            var status = 0
            while status != 200, MonotonicTime.now() < deadline {
                status = try connect(service).exchange(request).status
            }
            #expect(status == 200)
        }
        #expect(service.kill(SIGTERM) == 0)
    }
}
