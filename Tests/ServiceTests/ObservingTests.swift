import Foundation
import Testing

/// Logs and metrics of the running binary.
struct ObservingTests {
    /// Reads metrics with the parsers of Prometheus' own Python library, and prints what it found.
    private static let parser = """
        import sys
        form, path = sys.argv[1:]
        if form == "openmetrics":
            from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
        else:
            from prometheus_client.parser import text_string_to_metric_families as parse
        families = list(parse(open(path).read()))
        for family in families:
            for sample in family.samples:
                print(family.type, sample.name, sorted(sample.labels.items()), sample.value)
        """

    @Test(arguments: ["text", "openmetrics"])
    func `Prometheus' own parser reads the metrics`(form: String) throws {
        let service = try RunningService()
        #expect(try Curl(service.address + "/v1/policies").status == 200)
        let feedback =
            #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":5}"#
        for _ in 0..<2 {
            let answer = try Curl(
                service.address + "/v1/feedback",
                json: feedback,
                fields: ["Idempotency-Key": "once"]
            )
            #expect(answer.status == 201)
        }
        let accept = form == "text" ? "text/plain" : "application/openmetrics-text"
        let page = try Curl(service.address + "/metrics", fields: ["Accept": accept])
        #expect(page.status == 200)
        let file = try TemporaryFolder.make().appending(path: "metrics")
        try Data(page.body.utf8).write(to: file)
        // The system's, for which its packages are; another may stand before it in PATH.
        let python = URL(filePath: "/usr/bin/python3")
        let result = try Command.run(python, ["-c", Self.parser, form, file.path])
        try #require(result.status == 0, "\(result.errors)")
        for pattern in [
            /counter leeway_requests_total .*'\/v1\/policies'.*'200'.* 1/,
            /counter leeway_requests_total .*'\/v1\/feedback'.*'201'.* 2/,
            /counter leeway_feedback_total .*'rating'.* 1/,
            /counter leeway_feedback_total .*'survey'.* 0/,
            /histogram leeway_request_duration_seconds_bucket .*'\+Inf'.* 1/,
            /gauge leeway_book_info .*'sha256:[0-9a-f]+'.* 1/,
            /counter leeway_store_records_total \[\] 2/,
            /gauge leeway_store_up \[\] 1/,
            /gauge leeway_connections \[\] 1/, /counter leeway_loop_busy_seconds_total .*'0'/,
            /counter process_cpu_seconds_total/, /gauge process_resident_memory_bytes \[\] \d+/,
        ] {
            #expect(result.output.contains(pattern), "\(result.output)")
        }
    }

    @Test func `logs each answer as JSON, and everything after SIGUSR1`() throws {
        let service = try RunningService(
            arguments: ["--open", "--log-format", "json"],
            keepsLog: true
        )
        let curl = try Curl(service.address + "/version", fields: ["X-Request-Id": "r-1"])
        #expect(curl.status == 200)
        let line = try #require(service.waitForLog("\"request_id\":\"r-1\""))
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(value?["route"] as? String == "/version")
        service.signal(SIGUSR1)
        #expect(service.waitForLog("logging from debug on") != nil)
        service.signal(SIGHUP)
        #expect(service.waitForLog("the book's files are as they were") != nil)
        service.signal(SIGUSR1)
        #expect(service.waitForLog("logging from info on") != nil)
    }

    /// The messages of a service that is warned of its book and of a variable, is asked something
    /// and finds an error in its book, each with its level.
    private func messages(_ arguments: [String]) throws -> [(level: String, text: String)] {
        let book = try CopiedBook()
        try book.edit("policies/returns/defect.yaml") {
            $0.replacing(/review_by: .*/, with: "review_by: 2020-01-01")
        }
        let service = try RunningService(
            book: book.folder.path,
            arguments: ["--open", "--log-format", "json"] + arguments,
            launcher: ["/usr/bin/env", "LEEWAY_PROT=1"],
            keepsLog: true
        )
        #expect(try Curl(service.address + "/livez").status == 200)
        try book.edit("policies/returns/defect.yaml") { $0 + "\nvisiblity: staff\n" }
        var lines = service.readLog(through: "hold 1 errors")
        service.signal(SIGTERM)
        lines += service.readLog()
        #expect(service.waitForEnd() == 0)
        return try lines.map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let object = try #require(value as? [String: Any], "\(line)")
            return (object["level"] as? String ?? "", object["message"] as? String ?? "")
        }
    }

    @Test func `every line of the log is JSON where that is asked for`() throws {
        let messages = try messages([])
        for (level, words) in [
            ("warning", "did you mean LEEWAY_PORT?"), ("warning", "looked at again by 2020-01-01"),
            ("info", "request"), ("error", "hold 1 errors"), ("error", "defect.yaml"),
        ] {
            #expect(
                messages.contains { $0.level == level && $0.text.contains(words) },
                "\(words): \(messages)"
            )
        }
    }

    @Test(arguments: ["--quiet", "--set=log.level=error"])
    func `a quiet service says nothing but errors`(flag: String) throws {
        let messages = try messages([flag])
        #expect(messages.count == 2 && messages.allSatisfy { $0.level == "error" }, "\(messages)")
    }

    @Test func `ends although nobody reads its log`() throws {
        let service = try RunningService(keepsLog: true)
        // Far more lines than a pipe holds.
        let urls = "\(service.address)/livez?[1-2000]"
        let curl = try Command.run(
            URL(filePath: "/usr/bin/curl"),
            ["--silent", "--output", "/dev/null", urls]
        )
        #expect(curl.status == 0)
        #expect(service.kill(SIGTERM) == 0)
    }
}
