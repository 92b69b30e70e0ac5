import Dispatch
import Foundation
import Synchronization
import SystemIO
import TestSupport
import Testing

/// Two hundred reloads of every kind, with clients asking all the time.
struct ReloadUnderLoadTests {
    private static let reloads = 200
    private static let clients = 3
    private static let variants = ["a", "b", "c"]
    private static let loopback: UInt32 = 0x7F00_0001

    /// What clients ask, one after the other.
    private static let requests: [String] = [
        get("/v1/policies/returns.no-receipt?locale=en"),
        get("/v1/policies/returns.no-receipt", gzip),
        get("/v1/policies/returns.no-receipt?locale=nl", gzip),
        get("/v1/policies/returns.no-receipt", "Accept-Language: nl-BE\r\n"),
        get("/v1/policies/marker"),
        get("/v1/policies/marker/versions"),
        get("/v1/policies/marker/changes?locale=lv"),
        get("/v1/policies"),
        get("/v1/policies?q=receipt&locale=en"),
        post(
            "/v1/discretion/check",
            #"{"remedy":"refund","amount":{"value":"60.00","currency":"EUR"},"#
                + #""customer":{"tier":"gold"},"case":{"receipt":false}}"#
        ),
    ]

    private static let gzip = "Accept-Encoding: gzip\r\n"

    private static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\nX-Request-Id: t\r\n\(fields)\r\n"
    }

    private static func post(_ path: String, _ content: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nX-Request-Id: t\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(content.utf8.count)\r\n\r\n\(content)"
    }

    /// What a request is answered on each book, by the book's digest.
    private typealias Expected = [String: [String]]

    @Test func `answers are those of a fresh server on the book they name, and never a 5xx`() throws
    {
        let home = try TemporaryFolder.make()
        // What is left behind in a temporary folder is no matter.
        defer { try? FileManager.default.removeItem(at: home) }
        var books = try LinkedBooks(home)
        var expected: Expected = [:]
        var digests: [String] = []
        for variant in Self.variants {
            let (digest, answers) = try Self.fresh(books.make(variant))
            expected[digest] = answers
            digests.append(digest)
        }
        try #require(expected.count == Self.variants.count)

        try books.link(to: 0)
        let service = try RunningService(book: books.link.path)
        let load = Load(service.port, expected)
        for _ in 0..<Self.clients { load.start() }
        let operators = try WaitingClient(.v4(Self.loopback, port: service.port))
        var inForce = digests[0]
        for number in 0..<Self.reloads {
            let wanted = try books.change(number)
            let answer = try operators.exchange(Self.post("/v1/book/reload", ""))
            if let wanted {
                inForce = digests[wanted]
                #expect(answer.status == 200, "\(number): \(answer.text)")
                #expect(answer.text.contains(#""after":"\#(inForce)""#), "\(answer.text)")
            } else {
                #expect(answer.status == 422, "\(number): \(answer.text)")
                #expect(answer.text.contains("`\(inForce)` stays in force"), "\(answer.text)")
            }
            let shown = try operators.exchange(Self.get("/v1/book"))
            #expect(shown.text.contains(#"{"book":"\#(inForce)""#), "\(shown.text)")
        }
        let outcome = load.end()
        #expect(outcome.faults == [])
        #expect(outcome.digests == Set(digests), "not every book was seen by a client")
        #expect(outcome.count > Self.reloads)
    }

    /// A server that knows no other book, and what it answers.
    private static func fresh(_ folder: URL) throws -> (digest: String, answers: [String]) {
        let service = try RunningService(book: folder.path)
        let client = try WaitingClient(.v4(loopback, port: service.port))
        let shown = try client.exchange(get("/v1/book"))
        let digest = try #require(Self.digest(in: shown.text))
        let answers = try requests.map { request in
            let answer = try client.exchange(request)
            if request.contains(gzip) {
                #expect(answer.value("content-encoding") == "gzip")
                let plain = try client.exchange(request.replacing(gzip, with: ""))
                #expect(try Gunzip.text(of: answer) == plain.text)
                #expect(plain.value("etag") != answer.value("etag"))
            }
            return comparable(answer)
        }
        return (digest, answers)
    }

    private static func digest(in text: String) -> String? {
        text.firstMatch(of: /"book":"(sha256:[0-9a-f]+)"/).map { String($0.output.1) }
    }

    /// An answer without what differs by its time: the date, how long it may be kept, and when and
    /// under which id something was decided (which also changes the length).
    private static func comparable(_ answer: ReceivedResponse) -> String {
        let timely: Set = ["date", "cache-control", "content-length"]
        let lines = answer.fields.filter { !timely.contains($0.name) }
            .map { "\($0.name): \($0.value)" }
        let isText = answer.value("content-encoding") == nil
        let content =
            isText
            ? answer.text.replacing(/"(decision_id|at)":"[^"]*"/, with: "")
            : Data(answer.content).base64EncodedString()
        return ([answer.statusLine] + lines + [content]).joined(separator: "\n")
    }

    /// Clients that ask until they are stopped, each on a thread of its own.
    private final class Load: Sendable {
        struct Outcome {
            var count = 0
            var digests: Set<String> = []
            var faults: [String] = []
        }

        private let port: UInt16
        private let expected: Expected
        private let state = Mutex(Outcome())
        private let isOver = Atomic<Bool>(false)
        private let threads = DispatchGroup()

        /// LIMIT: below the 10 000 requests after which the server ends a connection.
        private static let requestsPerConnection = 5_000

        init(_ port: UInt16, _ expected: Expected) {
            self.port = port
            self.expected = expected
        }

        /// Ends the clients and says what they have seen.
        func end() -> Outcome {
            isOver.store(true, ordering: .releasing)
            threads.wait()
            return state.withLock { $0 }
        }

        func start() {
            DispatchQueue.global()
                .async(group: threads) { [self] in
                    do {
                        while !isOver.load(ordering: .acquiring) { try ask() }
                    } catch {
                        state.withLock { $0.faults.append("\(error)") }
                    }
                }
        }

        /// Asks everything again and again on one connection.
        private func ask() throws {
            let client = try WaitingClient(.v4(loopback, port: port))
            var number = 0
            while !isOver.load(ordering: .acquiring), number < Self.requestsPerConnection {
                let index = number % requests.count
                try judge(client.exchange(requests[index]), index)
                number += 1
            }
        }

        private func judge(_ answer: ReceivedResponse, _ index: Int) throws {
            let seen = comparable(answer)
            let digest = ReloadUnderLoadTests.digest(in: try Gunzip.text(of: answer))
            let isKnown = digest.flatMap { expected[$0]?[index] } == seen
            state.withLock { state in
                state.count += 1
                if let digest { state.digests.insert(digest) }
                if !isKnown, state.faults.count < 3 { state.faults.append(seen) }
            }
        }
    }
}

/// What gzip(1) makes of compressed answers, each content unpacked once.
private enum Gunzip {
    private static let texts = Mutex<[[UInt8]: String]>([:])

    static func text(of answer: ReceivedResponse) throws -> String {
        guard answer.value("content-encoding") == "gzip" else { return answer.text }
        if let text = texts.withLock({ $0[answer.content] }) { return text }
        let program = URL(filePath: "/bin/gzip")
        let result = try Command.run(program, ["-dc"], input: answer.content)
        try #require(result.status == 0, "gzip: \(result.errors)")
        texts.withLock { $0[answer.content] = result.output }
        return result.output
    }
}

/// Folders of a book of which one is linked under the name that the service knows.
private struct LinkedBooks {
    /// What the service is told.
    let link: URL
    private let home: URL
    private var current: URL

    init(_ home: URL) throws {
        self.home = home
        link = home.appending(path: "book")
        current = home
    }

    /// A new folder with the book's files in one of its variants.
    func make(_ variant: String, name: String? = nil) throws -> URL {
        let folder = home.appending(path: name ?? variant)
        try FileManager.default.copyItem(
            at: Binary.root.appending(path: "Tests/Fixtures/sample-book"),
            to: folder
        )
        try Data(Self.marker(variant).utf8).write(to: folder.appending(path: Self.markerPath))
        return folder
    }

    /// Puts a new folder with a variant under the link, as volume mounts do: by renaming.
    mutating func link(to variant: Int, name: String = "first") throws {
        let next = try make(["a", "b", "c"][variant], name: name)
        let fresh = home.appending(path: "link-\(name)")
        try FileManager.default.createSymbolicLink(at: fresh, withDestinationURL: next)
        // SAFETY: both paths live for the length of the call.
        let result = unsafe rename(fresh.path, link.path)
        try #require(result == 0)
        if current != home { try FileManager.default.removeItem(at: current) }
        current = next
    }

    /// Changes the files in the way of that number; the variant they then are, or nil for none.
    mutating func change(_ number: Int) throws -> Int? {
        let variant = number / 5 % 3
        let marker = current.appending(path: Self.markerPath)
        switch number % 5 {
        case 0:
            // In place: for a moment the file is empty.
            try Data(Self.marker(["a", "b", "c"][variant]).utf8).write(to: marker)
            return variant
        case 1:
            try Data((Self.marker("a") + "visiblity: staff\n").utf8).write(to: marker)
            return nil
        case 2:
            let file = current.appending(path: "policies/returns/no-receipt.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data((text.prefix(text.count / 2) + "\n\"").utf8).write(to: file)
            return nil
        case 3:
            try Data().write(to: marker)
            return nil
        default:
            let next = (variant + 1) % 3
            try link(to: next, name: "book-\(number)")
            return next
        }
    }

    private static let markerPath = "policies/marker.yaml"

    /// So short that it is written at once.
    private static func marker(_ variant: String) -> String {
        """
        id: marker
        version: 1
        topic: returns
        effective_from: 2025-01-01
        title: { en: "Variant \(variant)" }
        plain: { en: "This is what variant \(variant) says." }

        """
    }
}
