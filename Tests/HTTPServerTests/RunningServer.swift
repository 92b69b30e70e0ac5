import Foundation
import HTTPWire
import Synchronization
import TestSupport

@testable import HTTPServer

struct EchoApplication: Application {
    func makeHandler(loop: Int) -> EchoHandler { EchoHandler() }
}

/// A server with plain and TLS endpoints, and certificates of its own.
final class RunningServer {
    let plainPort: UInt16
    let securePort: UInt16
    let proxiedPort: UInt16
    let proxiedSecurePort: UInt16
    let folder: URL
    let server: Server
    /// What it told of changes of its certificate.
    let changes = CertificateChanges()

    /// Starts with the certificate in `folder`, or one made for it alone.
    init(certificateIn given: URL? = nil) throws {
        folder = try given ?? makeTemporaryFolder()
        if given == nil { try makeCertificate("localhost", in: folder) }
        let place = ServerConfiguration.Place.address(IPAddress(v4: 0x7F00_0001), port: 0)
        var configuration = ServerConfiguration(endpoints: [
            .init(place), .init(place, isSecure: true),
            .init(place, expectsProxyHeader: true),
            .init(place, isSecure: true, expectsProxyHeader: true),
        ])
        configuration.loopCount = 1
        configuration.proxies = TrustedProxies([IPNetwork("127.0.0.1")].compactMap { $0 })
        configuration.certificate = .init(
            certificateFile: folder.appending(path: "cert.pem").path,
            keyFile: folder.appending(path: "key.pem").path
        )
        server = Server(configuration, EchoApplication()) { [changes] in changes.note($0) }
        let ports = try server.start()
            .map { endpoint in
                guard case .address(_, let port) = endpoint.place else { return UInt16(0) }
                return port
            }
        (plainPort, securePort) = (ports[0], ports[1])
        (proxiedPort, proxiedSecurePort) = (ports[2], ports[3])
    }

    deinit {
        server.stop()
        server.wait()
        // What is left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    var certificateFile: String { folder.appending(path: "cert.pem").path }
    var curlTLS: [String] { ["curl", "-s", "--cacert", certificateFile] }
    var secureURL: String { "https://localhost:\(securePort)" }

    /// The name in the certificate that a new connection is shown.
    func shownName() throws -> String {
        let text = try run(
            ["openssl", "s_client", "-connect", "127.0.0.1:\(securePort)"],
            input: "Q"
        )
        let line = text.split(separator: "\n").first { $0.hasPrefix("subject=") }
        return String(line?.split(separator: "=").last ?? "").trimmingCharacters(in: .whitespaces)
    }
}

/// What a server told of changes, waited for rather than looked for.
final class CertificateChanges: Sendable {
    private let told = Mutex<[String?]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    func note(_ result: Result<Void, ServerError>) {
        told.withLock { told in
            switch result {
            case .success: told.append(nil)
            case .failure(let error): told.append(error.description)
            }
        }
        arrivals.signal()
    }

    /// Waits for the next change: nil for a certificate that is in force, else why it is not.
    func next() -> String? {
        arrivals.wait()
        return told.withLock { $0.removeFirst() }
    }
}

/// A folder of its own for a test.
func makeTemporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}

/// Makes `cert.pem` and `key.pem` for `name` in `folder`.
func makeCertificate(_ name: String, in folder: URL) throws {
    _ = try run([
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", folder.appending(path: "key.pem").path,
        "-out", folder.appending(path: "cert.pem").path,
    ])
}

/// Runs a program to its end, and returns what it wrote.
func run(_ arguments: [String], input: String = "") throws -> String {
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
