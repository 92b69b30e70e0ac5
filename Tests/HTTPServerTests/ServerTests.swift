import Foundation
import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

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

    @Test("serves a Unix domain socket, and replaces the one an earlier run left")
    func servesUnixSocket() throws {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appending(path: "http-\(UUID().uuidString.prefix(8)).sock").path
        // Removing what the server bound concerns this test alone.
        defer { try? FileManager.default.removeItem(atPath: path) }
        for _ in 0..<2 {
            var configuration = ServerConfiguration(endpoints: [.init(.unix(path: path))])
            configuration.loopCount = 2
            let server = Server(configuration, EchoApplication())
            _ = try server.start()
            let client = try WaitingClient(.unix(path))
            try client.send("GET /u HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receive().map(\.text) == ["GET /u? "])
            #expect(throws: ServerError.self) {
                try Server(configuration, EchoApplication()).start()
            }
            server.stop()
            server.wait()
        }
    }

    @Test("serves a listening socket that it was handed")
    func servesInheritedSocket() throws {
        let socket = try Socket.listen(.v4(0x7F00_0001, port: 0), backlog: 4, sharesPort: false)
        let address = try Socket.localAddress(socket)
        let number = socket.relinquish()
        var configuration = ServerConfiguration(
            endpoints: [.init(.inherited(descriptor: number))]
        )
        configuration.loopCount = 2
        let server = Server(configuration, EchoApplication())
        _ = try server.start()
        let client = try WaitingClient(address)
        try client.send("GET /i HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.receive().map(\.text) == ["GET /i? "])
        server.drain(timeout: .seconds(10))
        server.wait()
    }

    @Test("refuses a descriptor that is no listening socket, and TLS without a certificate")
    func refusesWhatCannotServe() {
        let notASocket = ServerConfiguration(endpoints: [.init(.inherited(descriptor: 0))])
        #expect(throws: ServerError.self) { try Server(notASocket, EchoApplication()).start() }
        let place = ServerConfiguration.Place.address(Self.loopback, port: 0)
        let insecure = ServerConfiguration(endpoints: [.init(place, isSecure: true)])
        #expect(throws: ServerError.self) { try Server(insecure, EchoApplication()).start() }
    }

    @Test(
        "finds the sockets of systemd when they are meant for it",
        arguments: [
            (["LISTEN_PID": "7", "LISTEN_FDS": "2"], ["3 unknown", "4 unknown"]),
            (
                ["LISTEN_PID": "7", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "web::"],
                ["3 web", "4 unknown", "5 unknown"]
            ),
            (["LISTEN_PID": "8", "LISTEN_FDS": "2"], []),
            (["LISTEN_PID": "7", "LISTEN_FDS": "0"], []),
            (["LISTEN_PID": "7", "LISTEN_FDS": "65"], []),
            (["LISTEN_PID": "7", "LISTEN_FDS": "x"], []),
            (["LISTEN_FDS": "2"], []), ([:], []),
        ]
    )
    func findsInheritedSockets(_ environment: [String: String], _ expected: [String]) {
        let sockets = ServerConfiguration.inheritedSockets(environment: environment, processID: 7)
        #expect(sockets.map { "\($0.descriptor) \($0.name)" } == expected)
    }
}
