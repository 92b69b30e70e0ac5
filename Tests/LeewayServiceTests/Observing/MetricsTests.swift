import Foundation
import TestSupport
import Testing

@testable import LeewayService

/// What `/metrics` tells; a real parser reads it in the tests of the running service.
struct MetricsTests {
    private let issued = IssuedKey([.operator, .staff]) { $0.assertsStaff = true }

    private func service() throws -> ServiceInMemory {
        try ServiceInMemory(
            "Tests/Fixtures/sample-book",
            at: "2026-11-22T10:00:00Z",
            access: .of(issued)
        )
    }

    private func scrape(_ client: inout InMemoryClient, _ accept: String = "*/*") -> [String] {
        let response = client.get("/metrics", fields: [issued.field, "Accept: \(accept)"])
        #expect(response.status == 200)
        return response.text.split(separator: "\n").map(String.init)
    }

    @Test func `counts answers by route and status over all loops`() throws {
        let service = try service()
        var one = service.client()
        var other = service.client()
        for _ in 0..<3 { _ = one.get("/livez") }
        for _ in 0..<4 { _ = other.get("/livez") }
        _ = other.get("/nothing")
        _ = other.get("/v1/book")
        let lines = scrape(&one)
        func requests(_ labels: String) -> String { "leeway_requests_total{\(labels)}" }
        let expected = [
            requests(#"method="GET",route="/livez",status="200""#) + " 7",
            requests(#"method="",route="",status="404""#) + " 1",
            requests(#"method="GET",route="/v1/book",status="401""#) + " 1",
        ]
        for line in expected { #expect(lines.contains(line), "\(line)") }
        let count = #"leeway_request_duration_seconds_count{method="GET",route="/livez"} 7"#
        #expect(lines.contains(count))
    }

    @Test func `counts decisions by outcome`() throws {
        var client = try service().client()
        func check(_ amount: String) {
            let json =
                #"{"remedy":"refund","amount":{"value":"\#(amount)","currency":"EUR"},"#
                + #""policy":"returns.no-receipt","customer":{"id":"c-9","refunds_90d":0},"#
                + #""case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10","#
                + #""own_order":true,"worn":false,"#
                + #""total":{"value":"80.00","currency":"EUR"}},"context":{"channel":"chat","country":"LV"},"asked_for":true}"#
            let response = client.post("/v1/discretion/check", json, fields: [issued.field])
            #expect(response.status == 200, "\(response.text)")
        }
        check("40.00")
        check("60.00")
        check("60.00")
        let lines = scrape(&client)
        #expect(lines.contains(#"leeway_decisions_total{outcome="ask"} 1"#))
        #expect(lines.contains(#"leeway_decisions_total{outcome="escalate"} 2"#))
        #expect(lines.contains(#"leeway_decisions_total{outcome="deny"} 0"#))
    }

    @Test(arguments: [
        ("*/*", "text/plain; version=0.0.4; charset=utf-8", false),
        (
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
            "application/openmetrics-text; version=1.0.0; charset=utf-8", true
        ),
    ])
    func `has the form that the scraper prefers`(
        accept: String,
        type: String,
        isOpenMetrics: Bool
    ) throws {
        var client = try service().client()
        let response = client.get("/metrics", fields: [issued.field, "Accept: \(accept)"])
        #expect(response.value("content-type") == type)
        #expect(response.text.hasSuffix("# EOF\n") == isOpenMetrics)
        #expect(response.text.contains("# TYPE leeway_requests counter\n") == isOpenMetrics)
        #expect(response.text.contains("# TYPE leeway_requests_total counter\n") != isOpenMetrics)
    }

    @Test func `a duration stands in the first bucket that holds it`() {
        let metrics = RouteMetrics()
        for nanoseconds: Int64 in [0, 5_000, 5_001, 1_000_000_000, 1_000_000_001, -1] {
            metrics.count(status: 200, nanoseconds: nanoseconds)
        }
        let buckets = metrics.byDuration
        #expect(buckets.first == 3 && buckets[1] == 1)
        #expect(buckets.dropLast().last == 1 && buckets.last == 1)
        #expect(metrics.nanoseconds == 2_000_010_002)
    }

    @Test func `every status of the service is told apart`() {
        let kinds = Set(Problem.Kind.allCases.map(\.status))
        #expect(kinds.isSubset(of: RouteMetrics.statuses))
        let metrics = RouteMetrics()
        metrics.count(status: 299, nanoseconds: 0)
        #expect(metrics.byStatus.last == 1)
    }

    @Test func `labels cannot end their line`() {
        var page = Exposition(isOpenMetrics: false)
        page.begin("a", .gauge, "b")
        page.sample([("c", "\"\\\n")], 1)
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(text.hasSuffix("a{c=\"\\\"\\\\\\n\"} 1\n"))
    }
}
