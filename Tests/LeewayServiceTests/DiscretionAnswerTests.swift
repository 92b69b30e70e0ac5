import Foundation
import PolicyBook
import TestSupport
import Testing

/// Checks and options as the interface's documentation shows them.
struct DiscretionAnswerTests {
    private let service: DecidingService

    init() throws {
        service = try DecidingService(book: "Tests/Fixtures/sample-book")
    }

    /// The example of the interface's documentation, with the sample policy of the book's.
    private static func check(amount: String = "60.00", more: String = "") -> String {
        """
        {"staff":{"id":"s-117","role":"agent"}, "remedy":"refund",
         "amount":{"value":"\(amount)","currency":"EUR"}, "policy":"returns.no-receipt",
         "customer":{"id":"c-9","tier":"gold","refunds_90d":0},
         "case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10","own_order":true,
         "worn":false,"total":{"value":"80.00","currency":"EUR"}},
         "context":{"channel":"chat","country":"LV"},
         "asked_for":true,"verified":[],"tried":[],"locale":"nl"\(more)}
        """
    }

    @Test func `the documentation's example is answered as it says`() throws {
        let answer = service.post("/v1/discretion/check", Self.check())
        #expect(answer.status == 200)
        #expect(answer.value("Content-Language") == "nl")
        let expected = try JSONPattern(
            parsing: #"""
                {"decision_id":"00112233445566778899aabbccddeeff","outcome":"escalate",
                 "limit":{"value":"40.00","currency":"EUR"},
                 "decided_by":{"policy":"returns.no-receipt","version":3,"row":"small"},
                 "budgets":[{"id":"agent-day","left":{"value":"200.00","currency":"EUR"}},
                            {"id":"per-case","left":{"value":"150.00","currency":"EUR"}}],
                 "approver":{"role":"supervisor","limit":{"value":"100.00","currency":"EUR"}},
                 "would_raise":[{"fact":"case.total","op":">=","value":"120.00 EUR",
                                 "limit":{"value":"60.00","currency":"EUR"}}],
                 "alternatives":[{"remedy":"exchange","label":"Omruilen"}],
                 "obligations":[{"id":"order_found","when":"before"}],
                 "reasons":[{"code":"limit_exceeded","policy":"returns.no-receipt","version":3,
                             "row":"small"}],
                 "wording":{"ask":["What would make this right for you?"],
                            "avoid":["It is our policy"]},
                 "locale":{"asked":"nl","used":"nl","fallback":false},
                 "at":"2026-11-22T10:00:00Z"}
                """#
        )
        let found = try JSONPattern(parsing: answer.text)
        #expect(expected.differences(from: found).isEmpty, "\(answer.text)")
        #expect(found["book"]?.string?.hasPrefix("sha256:") == true)
    }

    /// The members of the documentation's answer as their bytes stand there, in their order.
    ///
    /// What was used of the day, 20.00 there, is nothing here.
    @Test func `the documentation's answer stands in ours byte for byte`() throws {
        let members = [
            #"{"decision_id":""#,
            #""outcome":"escalate","limit":{"value":"40.00","currency":"EUR"}"#,
            #""decided_by":{"policy":"returns.no-receipt","version":3,"row":"small"}"#,
            #""budgets":[{"id":"agent-day","left":{"value":"200.00","currency":"EUR"}}"#,
            #""approver":{"role":"supervisor","limit":{"value":"100.00","currency":"EUR"}}"#,
            #""would_raise":[{"fact":"case.total","op":">=","value":"120.00 EUR","#
                + #""limit":{"value":"60.00","currency":"EUR"}}]"#,
            #""alternatives":[{"remedy":"exchange","label":"Omruilen""#,
            #""obligations":[{"id":"order_found","when":"before","label":""#,
            #""reasons":[{"code":"limit_exceeded","policy":"returns.no-receipt","version":3,"#
                + #""row":"small","text":""#,
            #""wording":{"acknowledge":[""#, #""explain":[""#, #""ask":[""#, #""avoid":[""#,
            #""locale":{"asked":"nl","used":"nl","fallback":false},"book":"sha256:"#,
            #""at":"2026-11-22T10:00:00Z"}"#,
        ]
        var rest = Substring(service.post("/v1/discretion/check", Self.check()).text)
        for member in members {
            let place = try #require(rest.range(of: member), "\(member) is not in \(rest)")
            rest = rest[place.upperBound...]
        }
        #expect(rest.isEmpty)
    }

    @Test(arguments: [
        ("", "", "en"), ("", "nl", "nl"), ("?locale=en", "nl", "en"), ("?locale=nl", "", "nl"),
    ])
    func `the language is that of the query, else of the content`(
        _ query: String,
        _ named: String,
        _ expected: String
    ) {
        let content = named.isEmpty ? "{}" : #"{"locale":"\#(named)"}"#
        let answer = service.post("/v1/discretion/options\(query)", content)
        #expect(answer.value("Content-Language") == expected)
    }

    @Test(arguments: Reason.Code.allCases)
    func `the documentation explains every code`(_ code: Reason.Code) throws {
        #expect(try RepositoryFile.text("Docs/API.md").contains("| `\(code.rawValue)` |"))
    }

    @Test(arguments: ["check", "options"])
    func `the same question gets the same bytes`(_ path: String) throws {
        let check = #"{"customer":{"id":"c","tier":"gold"},"case":{"receipt":false}}"#
        let question = path == "check" ? Self.check(more: #","trace":true"#) : check
        let first = service.post("/v1/discretion/\(path)", question)
        #expect(first.status == 200)
        let another = try DecidingService(book: "Tests/Fixtures/sample-book")
        for service in [service, another] {
            #expect(service.post("/v1/discretion/\(path)", question).text == first.text)
        }
    }
}
