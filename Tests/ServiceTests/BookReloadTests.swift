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

    /// The samples of `/metrics` that tell of the book, by name and labels.
    private func bookMetrics() throws -> [String: String] {
        let page = try client.exchange("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").text
        let samples = page.split(separator: "\n").filter { $0.hasPrefix("leeway_book_") }
        return try Dictionary(
            uniqueKeysWithValues: samples.map { sample in
                let space = try #require(sample.lastIndex(of: " "))
                return (String(sample[..<space]), String(sample[space...].dropFirst()))
            }
        )
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

    @Test func `health counts the faults and shows the first, metrics stay at the last success`()
        throws
    {
        let loaded = "leeway_book_loaded_timestamp_seconds"
        let before = try bookMetrics()
        #expect(before["leeway_book_last_attempt_success"] == "1")
        #expect(before[#"leeway_book_attempts_total{outcome="refused"}"#] == "0")
        try book.edit("policies/returns/defect.yaml") {
            $0.replacing("topic: returns", with: "topic: retuns") + "\nvisiblity: staff\n"
        }
        try book.edit("policies/cafe/late-order.yaml") { $0 + "\nvisiblity: staff\n" }
        #expect(try reload().status == 422)
        let checks = try #require(try get("/healthz")["checks"] as? [String: [[String: Any]]])
        let check = try #require(checks["book:loaded"]?.first)
        #expect(check["status"] as? String == "warn")
        #expect(check["observedValue"] as? Int == 3)
        #expect(check["observedUnit"] as? String == "errors")
        let output = try #require(check["output"] as? String)
        #expect(output.contains("policies/cafe/late-order.yaml:"))
        #expect(output.contains("error: policy: unknown key `visiblity`"))
        let after = try bookMetrics()
        #expect(after["leeway_book_last_attempt_success"] == "0")
        #expect(after[loaded] == before[loaded] && before[loaded] != nil)
        #expect(after[#"leeway_book_attempts_total{outcome="refused"}"#] != "0")
        let digest = before.keys.filter { $0.hasPrefix("leeway_book_info") }
        #expect(
            digest.count == 1 && after.keys.filter { $0.hasPrefix("leeway_book_info") } == digest
        )
        for file in ["policies/returns/defect.yaml", "policies/cafe/late-order.yaml"] {
            try book.edit(file) {
                $0.replacing("topic: retuns", with: "topic: returns")
                    .replacing("\nvisiblity: staff\n", with: "")
            }
        }
        #expect(try reload().status == 200)
        #expect(try bookMetrics()["leeway_book_last_attempt_success"] == "1")
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

    /// The names of the mounted folder are links through `..data`, which is switched at each release.
    @Test func `notices each release of a volume mounted as Kubernetes does`() throws {
        let home = try TemporaryFolder.make()
        // What is left behind in a temporary folder is no matter.
        defer { try? FileManager.default.removeItem(at: home) }
        let mount = home.appending(path: "mount")
        let files = FileManager.default
        func release(_ number: Int) throws {
            let folder = mount.appending(path: "..release\(number)")
            try files.copyItem(at: book.folder, to: folder)
            let file = folder.appending(path: "policies/returns/no-receipt.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let title = "Returning something without a receipt"
            try Data(text.replacing(title, with: "Release \(number)").utf8).write(to: file)
            let next = mount.appending(path: "..data_tmp")
            try files.createSymbolicLink(
                atPath: next.path,
                withDestinationPath: folder.lastPathComponent
            )
            let data = mount.appending(path: "..data")
            // SAFETY: both paths live for the length of the call.
            try #require(unsafe rename(next.path, data.path) == 0)
            guard number > 1 else { return }
            try files.removeItem(at: mount.appending(path: "..release\(number - 1)"))
        }
        try files.createDirectory(at: mount, withIntermediateDirectories: true)
        for name in ["book.yaml", "policies", "surveys"] {
            try files.createSymbolicLink(
                atPath: mount.appending(path: name).path,
                withDestinationPath: "..data/" + name
            )
        }
        try release(1)
        let service = try RunningService(book: mount.path)
        for number in 1...4 {
            if number > 1 { try release(number) }
            let deadline = MonotonicTime.now() + .seconds(60)
            var title: String?
            while MonotonicTime.now() < deadline, title != "Release \(number)" {
                // A client of its own: a connection has only so many requests.
                let client = try WaitingClient(.v4(0x7F00_0001, port: service.port))
                let answer = try client.exchange(
                    "GET /v1/policies/returns.no-receipt?locale=en HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                title = try object(answer)["title"] as? String
            }
            try #require(title == "Release \(number)")
        }
    }

    @Test func `notices that the folder is gone and that another is there in its place`() throws {
        let away = book.folder.deletingLastPathComponent().appending(path: "away")
        try FileManager.default.moveItem(at: book.folder, to: away)
        try wait(for: "/healthz") { $0["status"] as? String == "warn" }
        #expect(try get("/v1/policies/returns.no-receipt")["id"] is String)
        try FileManager.default.copyItem(at: away, to: book.folder)
        try wait(for: "/healthz") { $0["status"] as? String == "pass" }
        let before = try #require(try get("/v1/book")["book"] as? String)
        try book.edit("policies/returns/no-receipt.yaml") { $0 + "\n# looked at\n" }
        try wait(for: "/v1/book") { $0["book"] as? String != before }
    }
}
