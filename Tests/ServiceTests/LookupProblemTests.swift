import SystemIO
import TestSupport
import Testing

/// What lookups that cannot be answered get over a socket, to the last octet.
@Suite(.serialized)
struct LookupProblemTests {
    private static let service = Result { try RunningService() }

    private static let policy = "/v1/policies/returns.no-receipt"

    /// Target, status, the last part of the type, title, and the detail.
    static let problems: [(String, Int, String, String, String)] = [
        (
            "\(policy)?locale=not_a_tag", 400, "malformed-request", "The request cannot be read",
            "?locale: `not_a_tag` is no language tag such as `en` or `nl-BE` (BCP 47)"
        ),
        (
            "/v1/policies?locale=", 400, "malformed-request", "The request cannot be read",
            "?locale: `` is no language tag such as `en` or `nl-BE` (BCP 47)"
        ),
        (
            "\(policy)?at=2026-02-30", 400, "malformed-request", "The request cannot be read",
            "`at` is a date such as `2026-02-01` or a time such as `2026-02-01T10:00:00Z`, "
                + "not `2026-02-30`"
        ),
        (
            "/v1/policies?at=yesterday", 400, "malformed-request", "The request cannot be read",
            "`at` is a date such as `2026-02-01` or a time such as `2026-02-01T10:00:00Z`, "
                + "not `yesterday`"
        ),
        (
            "\(policy)?version=two", 400, "malformed-request", "The request cannot be read",
            "`version` is a whole number from 1, not `two`"
        ),
        (
            "/v1/policies?cursor=cDE=", 400, "malformed-request", "The request cannot be read",
            "`cDE=` is no cursor that this service gave as `next_cursor`"
        ),
        (
            "\(policy)/versions?cursor=p0", 400, "malformed-request",
            "The request cannot be read",
            "`p0` is no cursor that this service gave as `next_cursor`"
        ),
        (
            "/v1/policies?limit=201", 400, "malformed-request", "The request cannot be read",
            "`limit` is a whole number from 1 to 200, not `201`"
        ),
        (
            "/v1/policies?q=\(String(repeating: "a", count: 501))", 400, "malformed-request",
            "The request cannot be read", "`q` has at most 500 characters"
        ),
        (
            "/v1/policies?pillar=peple", 400, "malformed-request", "The request cannot be read",
            "`pillar` is one of product, processes, people, policies, proactivity, not `peple`"
        ),
        (
            "/v1/policies?topic=retuns", 422, "unknown-name",
            "The book does not know a name of the request",
            "?topic: there is no topic `retuns`, did you mean `returns`?"
        ),
        (
            "/v1/policies/returns.no-reciept", 404, "not-found", "There is nothing here",
            "there is no policy `returns.no-reciept`, did you mean `returns.no-receipt`?"
        ),
        (
            "/v1/policies/zzz", 404, "not-found", "There is nothing here",
            "there is no policy `zzz`"
        ),
        (
            "\(policy)?at=1999-12-31", 404, "not-found", "There is nothing here",
            "the policy `returns.no-receipt` is not in force on 1999-12-31; "
                + "its versions stand at `\(policy)/versions`"
        ),
        (
            "\(policy)/versions/99", 404, "not-found", "There is nothing here",
            "the policy `returns.no-receipt` has no version 99; there are 1"
        ),
        (
            "\(policy)/changes?from=0", 400, "malformed-request", "The request cannot be read",
            "`from` is a whole number from 1, not `0`"
        ),
    ]

    private func ask(_ target: String) throws -> ReceivedResponse {
        let port = try Self.service.get().port
        return try WaitingClient(.v4(0x7F00_0001, port: port))
            .exchange("GET \(target) HTTP/1.1\r\nHost: a\r\nX-Request-Id: t\r\n\r\n")
    }

    @Test(arguments: problems)
    func `says exactly what is wrong`(
        target: String,
        status: Int,
        type: String,
        title: String,
        detail: String
    ) throws {
        let answer = try ask(target)
        #expect(answer.status == status)
        #expect(answer.value("content-type") == "application/problem+json")
        #expect(answer.value("cache-control") == "no-store")
        #expect(
            answer.text
                == #"{"type":"urn:leeway:problem:\#(type)","title":"\#(title)","#
                + #""status":\#(status),"detail":"\#(detail)","#
                + #""instance":"urn:leeway:request:t"}"#
        )
    }

    /// The server's own limit, before any route sees the request.
    @Test func `a query beyond the longest target is refused, one as long is read`() throws {
        let path = "/v1/policies?x="
        let longest = path + String(repeating: "a", count: 8_192 - path.utf8.count)
        #expect(try ask(longest).status == 200)
        let refused = try ask(longest + "a")
        #expect(refused.status == 414)
        #expect(refused.value("content-type") == "application/problem+json")
        #expect(refused.value("cache-control") == "no-store")
    }

    @Test func `a question as long as may be is answered`() throws {
        #expect(try ask("/v1/policies?q=\(String(repeating: "a", count: 500))").status == 200)
    }
}
