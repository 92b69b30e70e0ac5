import Foundation
import Testing

/// How far one may go, asked of the running service on the example book.
struct DiscretionTests {
    private static let service = Result { try RunningService() }
    private let url: String

    init() throws {
        url = try Self.service.get().address + "/v1/discretion/check"
    }

    /// A refund without a receipt, fourteen days after the purchase, for a gold customer.
    private static func check(
        amount: String = #"{"value":"60.00","currency":"EUR"}"#,
        role: String = "agent",
        more: String = ""
    ) -> String {
        """
        {"staff":{"id":"s-117","role":"\(role)"},"remedy":"refund","amount":\(amount),
         "policy":"returns.no-receipt","customer":{"id":"c-9","tier":"gold","refunds_90d":0},
         "case":{"id":"T-1009","reason":"changed_mind","receipt":false,"own_order":true,
         "worn":false,"bought_on":"\(daysAgo(14))","total":{"value":"80.00","currency":"EUR"}},
         "context":{"channel":"chat","country":"LV"},"verified":["case.own_order"]\(more)}
        """
    }

    private static func daysAgo(_ days: Int) -> String {
        let date = Date(timeIntervalSinceNow: TimeInterval(-86_400 * days))
        return date.formatted(.iso8601.year().month().day())
    }

    @Test func `escalates with limit, approver and alternatives`() throws {
        let answer = try Curl(url, json: Self.check(more: #","locale":"nl""#))
        #expect(answer.status == 200)
        let decision = try answer.json()
        #expect(decision["outcome"] as? String == "escalate")
        let limit = try #require(decision["limit"] as? [String: String])
        #expect(limit == ["value": "40.00", "currency": "EUR"])
        let approver = try #require(decision["approver"] as? [String: Any])
        #expect(approver["role"] as? String == "supervisor")
        let alternatives = try #require(decision["alternatives"] as? [[String: Any]])
        #expect(alternatives.contains { $0["label"] as? String == "Omruilen" })
        let reasons = try #require(decision["reasons"] as? [[String: Any]])
        #expect(reasons.first?["code"] as? String == "limit_exceeded")
        let by = try #require(decision["decided_by"] as? [String: Any])
        #expect(by["row"] as? String == "small")
        #expect((decision["book"] as? String)?.hasPrefix("sha256:") == true)
        #expect(decision["decision_id"] is String)
        #expect(answer.fields["cache-control"] == "no-store")
    }

    @Test func `allows what is within the limit, and a supervisor more`() throws {
        let small = Self.check(amount: #"{"value":40,"currency":"EUR"}"#)
        #expect(try Curl(url, json: small).json()["outcome"] as? String == "allow")
        let supervisor = Self.check(role: "supervisor")
        #expect(try Curl(url, json: supervisor).json()["outcome"] as? String == "allow")
    }

    @Test func `asks for what is missing instead of guessing`() throws {
        let unverified = Self.check(amount: #"{"value":"10.00","currency":"EUR"}"#)
            .replacing(#","verified":["case.own_order"]"#, with: "")
        let decision = try Curl(url, json: unverified).json()
        #expect(decision["outcome"] as? String == "ask")
        let missing = try #require(decision["missing"] as? [[String: Any]])
        #expect(missing.map { $0["fact"] as? String } == ["case.own_order"])
        #expect(missing.first?["verify"] as? Bool == true)
    }

    @Test func `a principle of the house holds against every row`() throws {
        let check = Self.check().replacing(#""refunds_90d":0"#, with: #""refunds_90d":9"#)
        let answer = try Curl(url, json: check)
        #expect(try answer.json()["outcome"] as? String == "deny")
        #expect(answer.body.contains("A colleague will look at this with you."))
    }

    @Test func `says the same of the same question`() throws {
        func essence() throws -> String {
            try Curl(url, json: Self.check()).body
                .replacing(/"decision_id":"[^"]*"/, with: "").replacing(/"at":"[^"]*"/, with: "")
        }
        #expect(try essence() == essence())
    }

    static let faults: [(String, Int, String)] = [
        ("", 400, "ends"),
        ("{", 400, "ends"),
        ("[]", 400, "object"),
        ("nonsense", 400, "value"),
        (#"{"remedy":"refund","remedy":"refund"}"#, 400, "remedy"),
        (#"{"remedy":"refund"} x"#, 400, "follow"),
        (#"{}"#, 400, "remedy"),
        (#"{"remedy":7}"#, 400, "/remedy"),
        (#"{"remedy":"refund","ammount":1}"#, 400, "did you mean `amount`?"),
        (#"{"remedy":"refnd"}"#, 422, "did you mean `refund`?"),
        (#"{"remedy":"refund","policy":"returns.no-reciept"}"#, 422, "returns.no-receipt"),
        (#"{"remedy":"refund","topic":"return"}"#, 422, "returns"),
        (#"{"remedy":"refund","staff":{"role":"suporvisor"}}"#, 422, "supervisor"),
        (#"{"remedy":"refund","staff":7}"#, 400, "/staff"),
        (#"{"remedy":"refund","customer":{"teer":"gold"}}"#, 422, "tier"),
        (#"{"remedy":"refund","customer":{"tier":"golden"}}"#, 422, "gold"),
        (#"{"remedy":"refund","case":{"receipt":"no"}}"#, 422, "true or false"),
        (#"{"remedy":"refund","verified":["case.own_ordr"]}"#, 422, "case.own_order"),
        (#"{"remedy":"refund","locale":"_"}"#, 400, "BCP 47"),
        (#"{"remedy":"refund","quantity":1}"#, 422, "quantity"),
        (#"{"remedy":"exchange","amount":{"value":"1","currency":"EUR"}}"#, 422, "amount"),
        (#"{"remedy":"refund","amount":{"value":"1"}}"#, 400, "currency"),
        (#"{"remedy":"refund","amount":{"value":"1","currency":"EUP"}}"#, 422, "EUP"),
        (#"{"remedy":"refund","amount":{"value":"-1","currency":"EUR"}}"#, 422, "negative"),
        (#"{"remedy":"refund","amount":{"value":"1.001","currency":"EUR"}}"#, 422, "1.001"),
        (#"{"remedy":"refund","amount":{"value":1.5,"currency":"EUR"}}"#, 400, "string"),
        (#"{"remedy":"refund","amount":{"value":"NaN","currency":"EUR"}}"#, 422, "NaN"),
        (#"{"remedy":"refund","amount":{"value":1e400,"currency":"EUR"}}"#, 422, "1e400"),
        (
            #"{"remedy":"refund","amount":{"value":"123456789012345678901234567890","currency":"EUR"}}"#,
            422, "counted"
        ),
    ]

    @Test(arguments: faults)
    func `says what is wrong with a question`(json: String, status: Int, word: String) throws {
        let answer = try Curl(url, json: json)
        #expect(answer.status == status, "\(answer.body)")
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(answer.body.contains(word), "\(answer.body)")
    }

    @Test func `takes no other type of content`() throws {
        let answer = try Curl(url, json: Self.check(), fields: ["Content-Type": "text/plain"])
        #expect(answer.status == 415)
        let spelled = ["Content-Type": "Application/JSON; charset=UTF-8"]
        #expect(try Curl(url, json: Self.check(), fields: spelled).status == 200)
    }

    @Test func `only public routes answer without keys and without the open flag`() throws {
        let closed = try RunningService(arguments: [])
        let answer = try Curl(closed.address + "/v1/discretion/check", json: Self.check())
        #expect(answer.status == 401)
        #expect(answer.fields["www-authenticate"] != nil)
        #expect(try answer.json()["detail"] as? String != nil)
        #expect(try Curl(closed.address + "/v1/policies").status == 200)
    }
}
