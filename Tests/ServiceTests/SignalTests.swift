import Foundation
import Synchronization
import SystemIO
import TestSupport
import Testing

/// What signals do to the running binary.
struct SignalTests {
    private static let loopback: UInt32 = 0x7F00_0001
    /// Longer than any test may take: what ends within it was not ended by the time-out.
    private static let patient = [
        "--open", "--set", "limits.drain_timeout=1h", "--set", "limits.body_timeout=1h",
        "--set", "limits.body_idle_timeout=1h", "--set", "limits.keep_alive_timeout=1h",
    ]

    private func connect(_ service: RunningService) throws -> WaitingClient {
        try WaitingClient(.v4(Self.loopback, port: service.port))
    }

    @Test func `no answered request is lost when the service is told to stop under load`() throws {
        let service = try RunningService()
        let acknowledged = Mutex<[String]>([])
        let failures = Mutex<[Int]>([])
        let (isLoaded, clients) = (DispatchSemaphore(value: 0), DispatchGroup())
        for _ in 0..<8 {
            let client = SendableClient(try connect(service))
            clients.enter()
            Thread.detachNewThread {
                while let answer = client.postFeedback() {
                    if answer.status == 201, let location = answer.value("location") {
                        acknowledged.withLock { $0.append(location) }
                        isLoaded.signal()
                    } else {
                        failures.withLock { $0.append(answer.status) }
                    }
                }
                if client.hasTornAnswer { failures.withLock { $0.append(0) } }
                clients.leave()
            }
        }
        for _ in 0..<200 { isLoaded.wait() }
        #expect(service.kill(SIGTERM) == 0)
        clients.wait()
        #expect(failures.withLock { $0 } == [])
        let database = service.dataFolder.appending(path: "leeway.sqlite").path
        let kept = try Command.run(
            URL(filePath: "/usr/bin/sqlite3"),
            [database, "SELECT id FROM feedback"]
        )
        let ids = kept.output.split(separator: "\n").map { "/v1/feedback/\($0)" }
        #expect(Set(ids).isSuperset(of: acknowledged.withLock { $0 }), "\(kept.errors)")
    }

    @Test func `a second signal ends the service at once`() throws {
        let service = try RunningService(arguments: Self.patient)
        let busy = try connect(service)
        #expect(try busy.exchange("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        try busy.send(
            "POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 9\r\n\r\n{"
        )
        let idle = try connect(service)
        #expect(try idle.exchange("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        service.signal(SIGTERM)
        // The connection that asks for nothing is closed: the service drains, and waits for the other.
        #expect(try idle.receive().isEmpty)
        #expect(service.isRunning)
        #expect(service.kill(SIGTERM) == 0)
        #expect(try busy.receive().isEmpty)
    }

    @Test func `a half-sent request is waited for no longer than the drain time-out`() throws {
        let service = try RunningService(
            arguments: Self.patient + ["--set", "limits.drain_timeout=100ms"]
        )
        let busy = try connect(service)
        #expect(try busy.exchange("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        try busy.send("GET /livez HTTP/1.1\r\nHost:")
        #expect(service.kill(SIGTERM) == 0)
    }

    @Test func `a scrape while the service drains is answered`() throws {
        let service = try RunningService(arguments: Self.patient)
        let scraper = try connect(service)
        #expect(try scraper.exchange("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        try scraper.send("GET /metrics HTTP/1.1\r\nHost:")
        let idle = try connect(service)
        #expect(try idle.exchange("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        service.signal(SIGTERM)
        // That this one is closed shows that the service drains.
        #expect(try idle.receive().isEmpty)
        let answer = try scraper.exchange(" a\r\n\r\n")
        #expect(answer.status == 200)
        #expect(answer.value("connection") == "close")
        #expect(answer.text.contains("leeway_connections 1\n"), "\(answer.text)")
        #expect(service.waitForEnd() == 0)
    }

    @Test func `SIGHUP reads the certificate again, and a bad one leaves the old in force`() throws
    {
        let certificate = try TestCertificate(name: "first")
        let service = try RunningService(
            listen: ["https://127.0.0.1:0", "http://127.0.0.1:0"],
            arguments: ["--open"] + certificate.settings,
            keepsLog: true
        )
        #expect(try subject(service) == "first")
        try certificate.replace(name: "second")
        service.signal(SIGHUP)
        #expect(service.waitForLog("the certificate was read again") != nil)
        #expect(try subject(service) == "second")
        #expect(try health(service)["status"] as? String == "pass")

        try Data("no certificate".utf8).write(to: URL(filePath: certificate.certificate))
        service.signal(SIGHUP)
        let line = try #require(service.waitForLog("the certificate was not replaced"))
        #expect(line.contains("cert.pem"))
        #expect(try subject(service) == "second")
        let sick = try health(service)
        #expect(sick["status"] as? String == "warn")
        #expect("\(sick)".contains("cert.pem"))

        try certificate.replace(name: "third")
        service.signal(SIGHUP)
        #expect(service.waitForLog("the certificate was read again") != nil)
        #expect(try health(service)["status"] as? String == "pass")
        #expect(service.kill(SIGTERM) == 0)
    }

    @Test func `a changed certificate is taken without being asked`() throws {
        let certificate = try TestCertificate(name: "first")
        let service = try RunningService(
            listen: ["https://127.0.0.1:0"],
            arguments: certificate.settings,
            keepsLog: true
        )
        try certificate.replace(name: "second")
        #expect(service.waitForLog("the certificate was read again") != nil)
        #expect(try subject(service) == "second")
    }

    private func health(_ service: RunningService) throws -> [String: Any] {
        try Curl(service.addresses[1] + "/healthz").json()
    }

    /// The common name that the service shows at its first place.
    private func subject(_ service: RunningService) throws -> String? {
        let result = try Command.run(
            URL(filePath: "/usr/bin/openssl"),
            ["s_client", "-connect", "127.0.0.1:\(service.port)"]
        )
        return result.output.firstMatch(of: /subject=CN = (\w+)/).map { String($0.output.1) }
    }
}

/// A client that is handed to a thread of its own.
///
/// SAFETY: only the thread that it is handed to uses it.
private final class SendableClient: @unchecked Sendable {
    private let client: WaitingClient

    init(_ client: WaitingClient) {
        self.client = client
    }

    var hasTornAnswer: Bool { client.hasTornAnswer }

    /// The answer; nil where the connection has ended.
    func postFeedback() -> ReceivedResponse? {
        let json = #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":5}"#
        // A connection that is gone answers nothing, which is what is looked at.
        let answer = try? client.exchange(
            "POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)"
        )
        return answer?.status == 0 ? nil : answer
    }
}
