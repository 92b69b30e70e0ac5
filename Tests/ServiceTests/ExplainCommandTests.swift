import Foundation
import Testing

/// `leeway explain` as a person at a terminal runs it.
struct ExplainCommandTests {
    private static let check = """
        {"staff":{"id":"s-117","role":"agent"}, "remedy":"refund",
         "amount":{"value":"60.00","currency":"EUR"}, "policy":"returns.no-receipt",
         "customer":{"id":"c-9","tier":"gold","refunds_90d":0},
         "case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10","own_order":true,
                 "worn":false,"total":{"value":"80.00","currency":"EUR"}},
         "verified":["case.own_order"], "locale":"nl"}
        """

    private static func explain(
        _ check: String,
        _ arguments: [String] = []
    ) throws -> (status: Int32, output: String, errors: String) {
        try Command.run(
            Binary.leeway,
            ["explain", "-", "--at", "2026-11-22T10:00:00Z"] + arguments,
            input: Array(check.utf8)
        )
    }

    @Test func `says what may be done, by whom, and how each row was judged`() throws {
        let result = try Self.explain(Self.check)
        #expect(result.status == 0, "\(result.errors)")
        let golden = Binary.root.appending(path: "Tests/Fixtures/BookTests/explained.text")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try result.output.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(try result.output == String(contentsOf: golden, encoding: .utf8))
    }

    @Test func `reads YAML from a file as well as JSON`() throws {
        let file = try TemporaryFolder.make().appending(path: "check.yaml")
        let yaml = """
            role: agent
            remedy: refund
            amount: 60.00 EUR
            policy: returns.no-receipt
            customer: { id: c-9, tier: gold, refunds_90d: 0 }
            case: { id: T-1009, receipt: false, bought_on: 2026-11-10, own_order: true, worn: false, total: 80.00 EUR }
            verified: [case.own_order]
            locale: nl
            at: 2026-11-22T10:00:00Z
            """
        try Data(yaml.utf8).write(to: file)
        let result = try Binary.run(["explain", file.path])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.output == Self.explain(Self.check).output)
    }

    @Test func `reads what JSON writes as a pair of escapes`() throws {
        let escaped = Self.check.replacing("c-9", with: #"\ud83d\ude00"#)
        let written = Self.check.replacing("c-9", with: "\u{1F600}")
        let result = try Self.explain(escaped, ["--format", "json"])
        #expect(result.status == 0, "\(result.errors)")
        let other = try Self.explain(written, ["--format", "json"])
        #expect(try Self.comparable(result.output) == Self.comparable(other.output))
        let half = try Self.explain(Self.check.replacing("c-9", with: #"\ud83d"#))
        #expect(half.status == 1)
    }

    @Test(arguments: [(0, Int32(0)), (1, 1)])
    func `reads a mebibyte and no more`(beyond: Int, status: Int32) throws {
        let blanks = String(repeating: " ", count: 1_048_576 - Self.check.utf8.count + beyond)
        let result = try Self.explain(Self.check + blanks)
        #expect(result.status == status)
        #expect(result.errors.contains("is larger than 1048576 bytes") == (beyond > 0))
    }

    /// All but the id and the time, which every answer has of its own.
    private static func comparable(_ json: String) throws -> String {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        var object = try #require(value as? [String: Any])
        for name in ["decision_id", "at"] { #expect(object.removeValue(forKey: name) != nil) }
        let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    static let changes: [(String, String)] = [
        ("{\"staff\"", "{\"staff\""),
        ("{\"staff\"", "{\"trace\": true, \"staff\""),
        (
            "\"remedy\":\"refund\",\n \"amount\":{\"value\":\"60.00\",\"currency\":\"EUR\"}",
            "\"items\": [{\"remedy\": \"refund\", \"amount\": {\"value\": 30, \"currency\": \"EUR\"}}, "
                + "{\"remedy\": \"exchange\"}]"
        ),
    ]

    @Test(arguments: changes)
    func `its JSON is the answer of the service`(part: String, other: String) throws {
        // The service decides by its own clock: this purchase is in time for long enough.
        var check = Self.check.replacing("2026-11-10", with: "2990-11-10")
        try #require(check.contains(part))
        check = check.replacing(part, with: other)
        let service = try RunningService()
        let answer = try Curl("\(service.address)/v1/discretion/check", json: check)
        #expect(answer.status == 200)
        let explained = try Self.explain(check, ["--format", "json"])
        #expect(explained.status == 0, "\(explained.errors)")
        #expect(try Self.comparable(explained.output) == Self.comparable(answer.body))
    }

    @Test func `flags stand for what the file says`() throws {
        let result = try Self.explain(Self.check, ["--role", "supervisor", "--locale", "en"])
        #expect(result.output.contains("asked by supervisor"))
        #expect(result.output.contains(/outcome +allow\n/))
        #expect(result.output.contains("The order has been looked up"))
        let later = try Self.explain(Self.check, ["--at", "2027-03-01"])
        #expect(later.output.contains("case.bought_on is 2026-11-10, needed satisfies"))
    }

    @Test(arguments: [
        ("{\"remdy\": 1}", "standard input:1:2: error: check: unknown key `remdy`"),
        ("{\"remedy\": \"refnd\"}", "did you mean `refund`?"),
        ("{\"remedy\": \"refund\", \"case\": {\"worn\": 1}}", "`case.worn`: must be true or false"),
        ("remedy: refund\namount: 1.2.3 EUR", "standard input:2:9: error:"),
        ("remedy: [", "standard input:"),
        ("remedy: refund\npolicy: cafe.late-order", "does not speak of `refund`"),
    ])
    func `says what is wrong with a check and ends with 1`(check: String, said: String) throws {
        let result = try Self.explain(check)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(said), "\(result.errors)")
    }

    @Test func `a file that is not there or too large is no check`() throws {
        let folder = try TemporaryFolder.make()
        let gone = try Binary.run(["explain", folder.appending(path: "gone").path])
        #expect(gone.status == 1)
        #expect(gone.errors.contains("cannot be read"))
        let file = folder.appending(path: "large")
        let text = "remedy: card_retry\n#"
        try Data((text + String(repeating: "x", count: 1_048_576 - text.count)).utf8)
            .write(to: file)
        #expect(try Binary.run(["explain", file.path]).status == 0)
        try Data((text + String(repeating: "x", count: 1_048_577 - text.count)).utf8)
            .write(to: file)
        let large = try Binary.run(["explain", file.path])
        #expect(large.status == 1)
        #expect(large.errors.contains("larger than 1048576 bytes"))
    }
}
