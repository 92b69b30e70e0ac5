import Foundation
import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

private struct EchoApplication: Application {
    func makeHandler(loop: Int) -> EchoHandler { EchoHandler() }
}

/// A server with a plain and a TLS endpoint, and a certificate of its own.
private final class RunningServer {
    let plainPort: UInt16
    let securePort: UInt16
    let folder: URL
    let server: Server

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let certificate = ServerConfiguration.Certificate(
            certificateFile: folder.appending(path: "cert.pem").path,
            keyFile: folder.appending(path: "key.pem").path
        )
        _ = try run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", certificate.keyFile, "-out", certificate.certificateFile,
        ])
        let place = ServerConfiguration.Place.address(IPAddress(v4: 0x7F00_0001), port: 0)
        var configuration = ServerConfiguration(endpoints: [
            .init(place), .init(place, isSecure: true),
        ])
        configuration.loopCount = 1
        configuration.certificate = certificate
        server = Server(configuration, EchoApplication())
        let ports = try server.start()
            .map { endpoint in
                guard case .address(_, let port) = endpoint.place else { return UInt16(0) }
                return port
            }
        (plainPort, securePort) = (ports[0], ports[1])
    }

    deinit {
        server.stop()
        server.wait()
        // What is left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    var curlTLS: [String] {
        ["curl", "-s", "--cacert", folder.appending(path: "cert.pem").path]
    }

    var secureURL: String { "https://localhost:\(securePort)" }
}

/// Runs a program to its end, and returns what it wrote.
private func run(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let output = Pipe()
    let source = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = source
    try process.run()
    source.fileHandleForWriting.write(Data(input.utf8))
    try source.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}

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

    @Test("keeps the certificate in force when the next one is bad")
    func keepsGoodCertificate() throws {
        let server = try RunningServer()
        let key = server.folder.appending(path: "key.pem")
        let good = try Data(contentsOf: key)
        try Data("no key".utf8).write(to: key)
        #expect(throws: ServerError.self) { try server.server.reloadCertificate() }
        let resolve = ["--resolve", "localhost:\(server.securePort):127.0.0.1"]
        #expect(try run(server.curlTLS + resolve + [server.secureURL]) == "GET /? ")
        try good.write(to: key)
        try server.server.reloadCertificate()
        #expect(try run(server.curlTLS + resolve + [server.secureURL]) == "GET /? ")
    }
}
