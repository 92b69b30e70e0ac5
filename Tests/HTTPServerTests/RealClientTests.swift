import Foundation
import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Real clients")
struct RealClientTests {
    @Test("curl reads answers, sends content, and waits to be told to")
    func servesCurl() throws {
        let server = try RunningServer()
        let url = "http://127.0.0.1:\(server.plainPort)"
        #expect(try run(["curl", "-s", "\(url)/a%20b?c"]) == "GET /a b?c ")
        #expect(try run(["curl", "-s", "-d", "x=y", "\(url)/p"]) == "POST /p? x=y")
        let chunked = ["curl", "-s", "-H", "Transfer-Encoding: chunked", "-d", "x=y", "\(url)/p"]
        #expect(try run(chunked) == "POST /p? x=y")
        let expecting = ["curl", "-sv", "-H", "Expect: 100-continue", "-d", "x=y", "\(url)/p"]
        #expect(try run(expecting).contains("HTTP/1.1 100 Continue"))
        #expect(try run(["curl", "-sI", url]).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(try run(["curl", "-s0", "\(url)/old"]) == "GET /old? ")
    }

    @Test("Python's http.client keeps its connection")
    func servesPython() throws {
        let server = try RunningServer()
        let script = """
            import http.client
            c = http.client.HTTPConnection('127.0.0.1', \(server.plainPort), timeout=20)
            for i in range(3):
                c.request('POST', '/%d' % i, body=b'a' * 70000)
                r = c.getresponse()
                print(r.status, len(r.read()), c.sock is not None)
            """
        let lines = try run(["python3", "-c", script])
        #expect(lines == String(repeating: "200 70009 True\n", count: 3))
    }

    @Test("TLS 1.2 and 1.3 are spoken, 1.1 is not")
    func speaksTLS() throws {
        let server = try RunningServer()
        let url = "\(server.secureURL)/t"
        let resolve = ["--resolve", "localhost:\(server.securePort):127.0.0.1"]
        for version in ["--tls-max 1.2", "--tlsv1.3"] {
            let options = version.split(separator: " ").map(String.init)
            #expect(try run(server.curlTLS + resolve + options + [url]) == "GET /t? ")
        }
        let old = try run(server.curlTLS + resolve + ["--tls-max", "1.1", url])
        #expect(old.isEmpty)
        let large = ["--data-binary", String(repeating: "a", count: 100_000), url]
        #expect(try run(server.curlTLS + resolve + large).utf8.count == 100_009)
    }

    @Test("openssl finds http/1.1 by ALPN, no ticket, no renegotiation")
    func negotiates() throws {
        let server = try RunningServer()
        let connect = [
            "openssl", "s_client", "-connect", "127.0.0.1:\(server.securePort)", "-alpn",
        ]
        let chosen = try run(connect + ["h2,http/1.1", "-tls1_2"], input: "Q")
        #expect(chosen.contains("ALPN protocol: http/1.1"))
        #expect(!chosen.contains("TLS session ticket:"))
        #expect(try run(connect + ["h2"], input: "Q").contains("no application protocol"))
    }

    @Test("Python introduces its client as a proxy does, plain and before TLS")
    func servesProxy() throws {
        let server = try RunningServer()
        let script = """
            import socket, ssl
            context = ssl.create_default_context(cafile='\(server.certificateFile)')
            for port, isSecure in ((\(server.proxiedPort), 0), (\(server.proxiedSecurePort), 1)):
                s = socket.create_connection(('127.0.0.1', port), timeout=20)
                s.sendall(b'PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\\r\\n')
                if isSecure: s = context.wrap_socket(s, server_hostname='localhost')
                s.sendall(b'GET /peer HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n')
                print(b''.join(iter(lambda: s.recv(999), b'')).split(b'\\r\\n\\r\\n')[1].decode())
            """
        #expect(try run(["python3", "-c", script]) == "192.0.2.7\n192.0.2.7\n")
        let url = "https://localhost:\(server.proxiedSecurePort)"
        #expect(try run(server.curlTLS + [url]).isEmpty)
    }

    /// In a process of its own, which the signal would end.
    @Test("a TLS client that is gone before its answer raises no signal")
    func survivesBrokenPipe() async {
        await #expect(processExitsWith: .success) {
            let folder = try makeTemporaryFolder()
            try makeCertificate("localhost", in: folder)
            let socket = try Socket.listen(
                .v4(0x7F00_0001, port: 0),
                backlog: 1,
                sharesPort: false
            )
            guard case .v4(_, let port) = try Socket.localAddress(socket) else { return }
            let place = ServerConfiguration.Place.address(IPAddress(v4: 0x7F00_0001), port: port)
            let handler = HoldingHandler()
            let harness = try LoopHarness(
                handler: handler,
                listeners: [Listener(socket, of: .init(place, isSecure: true), isShared: false)]
            )
            harness.loop.shared.certificate.replace(
                try TLSContext(
                    certificateFile: folder.appending(path: "cert.pem").path,
                    keyFile: folder.appending(path: "key.pem").path
                )
            )
            let client = Process()
            client.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            client.arguments = [
                "python3", "-c",
                """
                import socket, ssl
                context = ssl._create_unverified_context()
                s = context.wrap_socket(socket.create_connection(('127.0.0.1', \(port))))
                s.sendall(b'GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\nx')
                s.close()
                """,
            ]
            try client.run()
            while handler.held.isEmpty { harness.settle() }
            client.waitUntilExit()
            handler.held.first?.complete(Response(status: 200))
            harness.settle()
            try #require(harness.connectionCount == 0)
            try FileManager.default.removeItem(at: folder)
        }
    }
}
