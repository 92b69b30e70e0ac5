import HTTPWire
import LeewayService
import TestSupport
import Testing

/// The line that each answer leaves in the log.
struct AccessLogTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"
    private static let parent = "traceparent: 00-\(trace)-b7ad6b7169203331-01"
    private let issued = IssuedKey([.operator], number: 99)

    /// Sends the requests on one connection each and returns what was logged.
    private func log(
        _ format: LogFormat,
        _ requests: String...,
        limits: WireLimits = WireLimits()
    ) throws -> (log: KeptLog, answers: [ReceivedResponse]) {
        let log = KeptLog()
        let service = try ServiceInMemory(
            "Tests/Fixtures/sample-book",
            at: "2026-11-22T10:00:00.123Z",
            access: .of(issued),
            log: (log, format)
        )
        let handler = service.handler()
        var answers: [ReceivedResponse] = []
        for request in requests {
            var client = InMemoryClient(handler, limits: limits)
            answers.append(client.send(request))
            handler.endTurn()
        }
        return (log, answers)
    }

    private func get(_ path: String, _ fields: String...) -> String {
        InMemoryClient.request("GET", path, fields, "")
    }

    @Test func `tells who asked what and how it went, as JSON`() throws {
        let request = get("/v1/book?x=secret", issued.field, "X-Request-Id: a\"b\\c", Self.parent)
        let (log, answers) = try log(.json, request)
        let object = try #require(log.objects().first)
        #expect(object["time"] as? String == "2026-11-22T10:00:00.123Z")
        #expect(object["level"] as? String == "info")
        #expect(object["message"] as? String == "request")
        #expect(object["request_id"] as? String == "a\"b\\c")
        #expect(object["trace_id"] as? String == Self.trace)
        #expect(object["method"] as? String == "GET")
        #expect(object["route"] as? String == "/v1/book")
        #expect(object["status"] as? Int == 200)
        #expect(object["bytes"] as? Int == answers[0].content.count)
        #expect(object["duration_us"] as? Int == 0)
        #expect(object["key"] as? String == "\(issued.key.id)")
        #expect(!log.lines[0].contains("secret"))
        #expect(!log.lines[0].contains(issued.text.suffix(32)))
    }

    @Test func `tells the same to people`() throws {
        let request = get("/v1/policies/returns.no-receipt", "X-Request-Id: r-1", Self.parent)
        let (log, answers) = try log(.text, request)
        let expected =
            "2026-11-22T10:00:00.123Z info GET /v1/policies/{id} 200 0us "
            + "\(answers[0].content.count)B id=r-1 trace=\(Self.trace)"
        #expect(log.lines == [expected])
    }

    @Test func `the line has the id that the answer has`() throws {
        let (log, answers) = try log(.json, get("/livez"), get("/livez"))
        let ids = try log.objects().map { $0["request_id"] as? String }
        #expect(ids == answers.map { $0.value("x-request-id") })
        #expect(ids[0] != ids[1])
    }

    @Test(arguments: LogFormat.allCases)
    func `no client puts a line or a colour of its own into the log`(format: LogFormat) throws {
        let poison = "\u{1B}[31m\u{202E}\u{2028}\u{85}x"
        let long = String(repeating: "i", count: 129) + "injected"
        let post = InMemoryClient.request(
            "POST",
            "/v1/feedback",
            ["Content-Type: application/json", "Idempotency-Key: \(poison)"],
            "{\"policy\":\"\(poison)\"}"
        )
        let requests = [
            get("/\(poison)"), get("/livez?\(poison)"), get("/livez%0Ainjected"),
            get("/livez", "X-Request-Id: \(poison)"), get("/livez", "X-Request-Id: a b"),
            get("/livez", "traceparent: \(poison)"), get("/livez", "User-Agent: \(poison)"),
            get("/livez", "Authorization: Bearer \(poison)"), get("/livez", "Origin: \(poison)"),
            get("/livez", "Accept-Language: \(poison)"),
            get("/livez", "X-Forwarded-For: \(poison)"), get("/livez", "Forwarded: for=\(poison)"),
            get("/livez", "Referer: \(poison)"), get("/livez", "Cookie: \(poison)"),
            get("/livez", "tracestate: \(poison)"), get("/livez", "\(poison): x"),
            get("/livez", "Accept: \(poison)"), get("/livez", "Accept-Encoding: \(poison)"),
            get("/livez", "If-None-Match: \(poison)"), get("/livez", "Connection: \(poison)"),
            get("/livez", "Authorization: Bearer eyJhbGciOiJub25lIn0.\(poison).x"),
            get("/livez", "X-Request-Id: a\tb"), get("/livez", "X-Request-Id: \(long)"),
            get("/v1/policies?locale=\(poison)"), get("/v1/policies?cursor=%0Ainjected"),
            "GET /livez HTTP/1.1\(poison)\r\nHost: a\r\n\r\n",
            "GET http://\(poison)/livez HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(poison)\r\n\r\n",
            get("/v1/policies/\(poison)"), post, "GET /livez HTTP/1.1\r\nHost: \(poison)\r\n\r\n",
            "\(poison) /livez HTTP/1.1\r\nHost: a\r\n\r\n",
        ]
        for request in requests {
            let (log, _) = try log(format, request)
            #expect(log.lines.count == 1)
            for scalar in log.lines.joined().unicodeScalars {
                #expect((0x20...0x7E).contains(scalar.value))
            }
            #expect(!log.lines[0].contains("injected"))
        }
    }

    @Test func `tells of a late answer when it is sent`() throws {
        let content =
            #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":5}"#
        let fields = ["Content-Type: application/json", "X-Request-Id: late-1", Self.parent]
        let request = InMemoryClient.request("POST", "/v1/feedback", fields, content)
        let (log, answers) = try log(.json, request)
        #expect(answers[0].status == 201)
        let object = try #require(log.objects().first)
        #expect(try log.objects().count == 1)
        #expect(object["status"] as? Int == 201)
        #expect(object["request_id"] as? String == "late-1")
        #expect(object["trace_id"] as? String == Self.trace)
        #expect(object["route"] as? String == "/v1/feedback")
        #expect(object["bytes"] as? Int == answers[0].content.count)
    }

    @Test(arguments: [
        ("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", "GET", 404),
        ("DELETE /v1/book HTTP/1.1\r\nHost: a\r\n\r\n", "DELETE", 405),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS", 204),
        ("GET / HTTP/1.1\r\n\r\n", "-", 400), ("GET /v1/policies HTTP/3.0\r\n\r\n", "-", 505),
    ])
    func `tells of what has no route`(request: String, method: String, status: Int) throws {
        let (log, answers) = try log(.json, request)
        let object = try #require(log.objects().first)
        #expect(answers[0].status == status)
        #expect(object["status"] as? Int == status)
        #expect(object["method"] as? String == method)
        #expect(object["route"] as? String == "-")
    }

    @Test(arguments: [
        ("HEAD", "/v1/policies", []), ("GET", "/v1/policies", ["If-None-Match: *"]),
    ])
    func `counts the content that was sent`(
        method: String,
        path: String,
        fields: [String]
    ) throws {
        let (log, _) = try log(.json, InMemoryClient.request(method, path, fields, ""))
        #expect(try log.objects()[0]["bytes"] as? Int == 0)
    }
}

/// How a trace goes on.
struct TraceParentTests {
    private func answer(_ value: String) throws -> String? {
        var client = try ServiceInMemory("Tests/Fixtures/sample-book").client()
        return client.get("/livez", fields: ["traceparent: \(value)"]).value("traceparent")
    }

    @Test(arguments: ["00", "01", "fe"])
    func `continues a trace with a span of its own`(version: String) throws {
        let trace = "0af7651916cd43dd8448eb211c80319c"
        let more = version == "00" ? "" : "-more"
        let answer = try answer("\(version)-\(trace)-b7ad6b7169203331-03\(more)")
        let match = try #require(answer?.wholeMatch(of: /00-([0-9a-f]{32})-([0-9a-f]{16})-01/))
        #expect(match.output.1 == trace)
        #expect(match.output.2 != "b7ad6b7169203331")
    }

    @Test(arguments: [
        "", "00", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
    ])
    func `passes over what is none`(value: String) throws {
        #expect(try answer(value) == nil)
    }
}

/// Texts of files and errors in the log.
struct LogTextTests {
    @Test(arguments: [
        ("a\nb", #"a\u{a}b"#, #""a\u000ab""#),
        ("\u{7F}\u{9B}", #"\u{7f}\u{9b}"#, #""\u007f\u009b""#),
        ("\u{202E}x\u{2066}", #"\u{202e}x\u{2066}"#, #""\u202ex\u2066""#),
        ("\u{2028}\u{FEFF}", #"\u{2028}\u{feff}"#, #""\u2028\ufeff""#),
        ("\"\\", "\"\\", #""\"\\""#), ("ķā€😀", "ķā€😀", "\"ķā€😀\""),
    ])
    func `keeps a text within its line`(text: String, plain: String, json: String) {
        var line: [UInt8] = []
        LogText.append(text, to: &line)
        #expect(String(decoding: line, as: UTF8.self) == plain)
        line = []
        LogText.appendJSON(text, to: &line)
        #expect(String(decoding: line, as: UTF8.self) == json)
    }

    @Test func `leaves no control and no mark of direction anywhere in Unicode`() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let category = scalar.properties.generalCategory
            let isDangerous =
                [.control, .lineSeparator, .paragraphSeparator].contains(category)
                || scalar.properties.isBidiControl
            guard isDangerous else { continue }
            var line: [UInt8] = []
            LogText.append(String(scalar), to: &line)
            LogText.appendJSON(String(scalar), to: &line)
            #expect(line.allSatisfy { (0x20...0x7E).contains($0) }, "\(value)")
        }
    }
}
