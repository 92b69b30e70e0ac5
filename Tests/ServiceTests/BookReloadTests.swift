import Foundation
import SystemIO
import TestSupport
import Testing

/// A book that changes while the service runs.
struct BookReloadTests {
    private let book: CopiedBook
    private let service: RunningService
    private let client: WaitingClient

    init() throws {
        book = try CopiedBook()
        service = try RunningService(book: book.folder.path)
        client = try WaitingClient(.v4(0x7F00_0001, port: service.port))
    }

    private func get(_ path: String) throws -> [String: Any] {
        try object(client.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"))
    }

    private func reload() throws -> ReceivedResponse {
        try client.exchange("POST /v1/book/reload HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
    }

    private func object(_ answer: ReceivedResponse) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(answer.content))
        return try #require(value as? [String: Any], "not an object: \(answer.text)")
    }

    /// Asks until the answer is as wanted; the watcher and signals work in their own time.
    private func wait(for path: String, _ isWanted: ([String: Any]) -> Bool) throws {
        let deadline = MonotonicTime.now() + .seconds(30)
        while MonotonicTime.now() < deadline {
            if isWanted(try get(path)) { return }
        }
        Issue.record("\(path) never answered as wanted")
    }

    @Test func `answers a reload with what came of it`() throws {
        let before = try #require(try get("/v1/book")["book"] as? String)
        let same = try object(reload())
        #expect(same["outcome"] as? String == "unchanged")
        #expect(same["before"] as? String == before)
        #expect(same["after"] as? String == before)
        try book.edit("policies/returns/no-receipt.yaml") {
            $0.replacing("Returning something without a receipt", with: "Back without a receipt")
        }
        // The watcher may have been faster; whoever was, the new book is in force now.
        #expect(try object(reload())["after"] as? String != before)
        let policy = try get("/v1/policies/returns.no-receipt?locale=en")
        #expect(policy["title"] as? String == "Back without a receipt")
        #expect(try get("/v1/book")["book"] as? String == policy["book"] as? String)
    }

    @Test func `keeps the book in force while its files are at fault, and says so`() throws {
        let before = try #require(try get("/v1/book")["book"] as? String)
        try book.edit("policies/returns/defect.yaml") {
            $0.replacing("topic: returns", with: "topic: retuns")
        }
        let refused = try reload()
        #expect(refused.status == 422)
        #expect(refused.value("content-type") == "application/problem+json")
        let problem = try object(refused)
        #expect(problem["type"] as? String == "urn:leeway:problem:book-at-fault")
        let fault = try #require((problem["faults"] as? [[String: Any]])?.first)
        #expect(fault["file"] as? String == "policies/returns/defect.yaml")
        let line = try #require(fault["line"] as? Int)
        #expect(fault["excerpt"] as? String == "topic: retuns")
        #expect(fault["column"] as? Int == 8)
        #expect(fault["hint"] as? String == "did you mean `returns`?")

        #expect(try get("/v1/policies/returns.defect")["book"] as? String == before)
        let shown = try get("/v1/book")
        #expect(shown["book"] as? String == before)
        let attempt = try #require(shown["last_attempt"] as? [String: Any])
        #expect(attempt["outcome"] as? String == "refused")
        #expect((attempt["errors"] as? [Any])?.count == 1)
        let health = try get("/healthz")
        #expect(health["status"] as? String == "warn")
        #expect("\(health)".contains("defect.yaml:\(line):8"))
        #expect(try get("/readyz")["status"] as? String == "ready")

        try book.edit("policies/returns/defect.yaml") {
            $0.replacing("topic: retuns", with: "topic: returns")
        }
        #expect(try object(reload())["outcome"] as? String == "unchanged")
        #expect(try get("/healthz")["status"] as? String == "pass")
    }

    @Test func `health tells who is no operator how many errors there are, not which`() throws {
        let closed = try RunningService(book: book.folder.path, arguments: [])
        try book.edit("policies/payments/fraud-signs.yaml") { $0 + "\nvisiblity: staff\n" }
        let client = try WaitingClient(.v4(0x7F00_0001, port: closed.port))
        let deadline = MonotonicTime.now() + .seconds(30)
        var text = ""
        while MonotonicTime.now() < deadline, !text.contains("warn") {
            text = try client.exchange("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").text
        }
        #expect(text.contains(#""observedValue":1"#))
        #expect(!text.contains("fraud-signs"))
        let book = try client.exchange("GET /v1/book HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(book.status == 401)
    }

    @Test func `notices changed files by itself`() throws {
        let before = try #require(try get("/v1/book")["book"] as? String)
        try book.edit("policies/returns/no-receipt.yaml") { $0 + "\n# looked at\n" }
        try wait(for: "/v1/book") { $0["book"] as? String != before }
    }

    @Test func `reads the book again on SIGHUP and goes on`() throws {
        let first = try #require(try get("/v1/book")["last_attempt"] as? [String: Any])
        service.signal(SIGHUP)
        try wait(for: "/v1/book") {
            let attempt = $0["last_attempt"] as? [String: Any]
            return attempt?["at"] as? String != first["at"] as? String
        }
        #expect(service.kill(SIGTERM) == 0)
    }
}
