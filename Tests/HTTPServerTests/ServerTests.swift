import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

private struct EchoApplication: Application {
    func makeHandler(loop: Int) -> EchoHandler { EchoHandler() }
}

@Suite("A server")
struct ServerTests {
    private static let loopback = IPAddress(v4: 0x7F00_0001)

    private func configuration(port: UInt16 = 0) -> ServerConfiguration {
        var configuration = ServerConfiguration(
            endpoints: [.init(.address(Self.loopback, port: port))]
        )
        configuration.loopCount = 2
        return configuration
    }

    @Test("tells the port it took, serves, and ends when drained")
    func serves() throws {
        let server = Server(configuration(), EchoApplication())
        let endpoints = try server.start()
        guard case .address(_, let port)? = endpoints.first?.place else {
            Issue.record("no endpoint")
            return
        }
        #expect(port > 0)
        let client = try WaitingClient(.v4(0x7F00_0001, port: port))
        try client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.receive().map(\.text) == ["GET /x? "])
        server.drain(timeout: .seconds(10))
        server.wait()
    }

    @Test("does not start on a port that is taken")
    func refusesTakenPort() throws {
        let first = Server(configuration(), EchoApplication())
        guard case .address(_, let port)? = try first.start().first?.place else {
            Issue.record("no endpoint")
            return
        }
        let second = Server(configuration(port: port), EchoApplication())
        #expect(throws: ServerError.self) { try second.start() }
        first.stop()
        first.wait()
    }
}
