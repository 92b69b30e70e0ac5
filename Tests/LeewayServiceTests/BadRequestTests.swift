import TestSupport
import Testing

/// Requests that cannot be answered, and what is said to them.
struct BadRequestTests {
    private static let policy = "/v1/policies/open.returns"
    private static let longest = String(repeating: "a", count: 400)

    private func answer(_ target: String) throws -> ReceivedResponse {
        var client = try ServiceInMemory("Tests/Fixtures/staff-book").client()
        return client.get(target)
    }

    @Test(
        arguments: [
            ("\(policy)?locale=", 400, "`` is no language tag"),
            ("\(policy)?locale=e", 400, "`e` is no language tag such as `en` or `nl-BE` (BCP 47)"),
            ("\(policy)?locale=en_GB", 400, "`en_GB` is no language tag"),
            ("\(policy)?locale=en--x", 400, "`en--x` is no language tag"),
            ("\(policy)?locale=nl&locale=en", 400, "the query parameter `locale` is given twice"),
            ("\(policy)?at=", 400, "`at` is a date such as `2026-02-01`"),
            ("\(policy)?at=2026-02-30", 400, "not `2026-02-30`"),
            ("\(policy)?at=01.02.2026", 400, "not `01.02.2026`"),
            ("\(policy)?at=2026-02-01T10:00:00", 400, "not `2026-02-01T10:00:00`"),
            ("\(policy)?at=tomorrow", 400, "not `tomorrow`"),
            ("\(policy)?version=", 400, "`version` is a whole number from 1, not ``"),
            ("\(policy)?version=0", 400, "not `0`"),
            ("\(policy)?version=%2B1", 400, "not `+1`"),
            ("\(policy)?version=9999999999999999999999", 400, "not `9999999999999999999999`"),
            ("\(policy)?version=3", 404, "has no version 3; there are 1, 2"),
            ("\(policy)/versions/x", 400, "`version` is a whole number from 1, not `x`"),
            ("\(policy)/versions/3", 404, "has no version 3; there are 1, 2"),
            ("\(policy)/versions?cursor=zz", 400, "`zz` is no cursor"),
            ("\(policy)/changes?from=a", 400, "`from` is a whole number from 1, not `a`"),
            ("\(policy)/changes?to=7", 404, "has no version 7; there are 1, 2"),
            ("\(policy)/changes?from=2&to=1", 422, "`from` is a version before `to`"),
            ("\(policy)?at=2020-01-01", 404, "is not in force on 2020-01-01"),
            ("/v1/policies/gone.deliveries", 404, "is not in force on 2026-07-01"),
            ("/v1/policies/turned.inward", 404, "is not in force on 2026-07-01"),
            ("/v1/policies/open.retuns", 404, "did you mean `open.returns`?"),
            ("/v1/policies/staff.qzm4", 404, "there is no policy `staff.qzm4`"),
            ("/v1/policies/\(longest)", 404, "aaa…`"),
            ("/v1/policies?topic=retuns", 422, "did you mean `returns`?"),
            ("/v1/policies?topic=qzm01", 422, "there is no topic `qzm01`"),
            ("/v1/policies?pillar=x", 400, "`pillar` is one of product, processes, people"),
            ("/v1/policies?audience=x", 400, "`audience` is one of staff, partners"),
            ("/v1/policies?limit=0", 400, "`limit` is a whole number from 1 to 200, not `0`"),
            ("/v1/policies?limit=201", 400, "not `201`"),
            ("/v1/policies?cursor=p0", 400, "`p0` is no cursor that this service gave"),
            ("/v1/policies?q=%zz", 400, "a `%` that two hexadecimal digits do not follow"),
            ("/v1/policies?q=%FF", 400, "the query is not UTF-8"),
            ("/v1/policies?q=\(String(repeating: "a", count: 2_001))", 400, "`q` has at most"),
            ("/v1/policies?\(String(repeating: "a&", count: 101))", 400, "too many parameters"),
        ] as [(String, Int, String)]
    )
    func `says what is wrong`(target: String, status: Int, words: String) throws {
        let answer = try answer(target)
        #expect(answer.status == status)
        #expect(answer.value("content-type") == "application/problem+json")
        // What is missing may be there with the next book, or tomorrow.
        #expect(answer.value("cache-control") == "no-store")
        #expect(answer.value("etag") == nil)
        let problem = try answer.json()
        #expect(problem["status"] as? Int == status)
        let detail = try #require(problem["detail"] as? String)
        #expect(detail.contains(words))
        #expect(detail.count < 300)
    }

    @Test func `a question may be as long as fits in any script, and no longer`() throws {
        let most = String(repeating: "a", count: 500)
        #expect(try answer("/v1/policies?q=\(most)").status == 200)
        #expect(try answer("/v1/policies?q=\(most)a").status == 400)
    }
}
