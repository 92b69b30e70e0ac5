import LeewayService
import TestSupport
import Testing

/// Books in which a policy is the fallback at one time and not at another, or holds amounts of its own.
struct FallbackAndScopeTests {
    private static func policy(_ id: String, _ version: Int, _ rest: String) -> String {
        """
        id: \(id)
        version: \(version)
        topic: returns
        effective_from: 2026-01-0\(version)
        title: { en: "\(id)" }
        plain: { en: Plain. }
        \(rest)
        """
    }

    private func answer(
        _ path: String,
        _ content: String,
        _ policies: String...
    ) throws
        -> [String: Any]
    {
        let book = try WrittenBook(policies: policies.joined(separator: "\n---\n"))
        var client = try ServiceInMemory(book.folder, access: .open).client()
        let answer = client.post(path, content)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()
    }

    @Test func `a fallback that is none in its newest version lends no words`() throws {
        let json = try answer(
            "/v1/guidance",
            #"{"situation":"my parcel is late","mood":"upset"}"#,
            Self.policy("rest", 1, "fallback: true"),
            Self.policy("rest", 2, "situations: { en: [My parcel is late] }")
        )
        let guidance = try #require(json["guidance"] as? [String: Any])
        #expect(guidance["policy"] as? String == "rest")
        #expect(guidance["acknowledge"] as? String == nil)
    }

    @Test func `a draft that would be the fallback takes away no rule in force`() throws {
        let json = try answer(
            "/v1/discretion/check",
            #"{"remedy":"refund","staff":{"id":"s","role":"agent"}}"#,
            Self.policy("a", 1, "never: [{ id: no, remedies: [refund], tell: { en: No. } }]"),
            Self.policy("a", 2, "status: draft\nfallback: true"),
            Self.policy(
                "b",
                1,
                "discretion: [{ id: r, remedies: [refund], role: agent, up_to: 10.00 EUR }]"
            )
        )
        #expect(json["outcome"] as? String == "deny")
    }

    /// The speaker is the policy of the row that decides, whichever was judged last.
    @Test(arguments: [("9.00", nil), ("11.00", true)] as [(String, Bool?)])
    func `a second person comes by the amounts of the policy that speaks`(
        asked: String,
        isNeeded: Bool?
    ) throws {
        func policy(_ id: String, limit: String, big: String) -> String {
            Self.policy(
                id,
                1,
                """
                values: { big: { EUR: \(big) } }
                escalation: { second_person_when: "asked > values.big" }
                discretion: [{ id: r, remedies: [refund], role: agent, up_to: \(limit) EUR }]
                """
            )
        }
        let json = try answer(
            "/v1/discretion/check",
            #"{"remedy":"refund","amount":{"value":"\#(asked)","currency":"EUR"},"#
                + #""staff":{"id":"s","role":"agent"}}"#,
            policy("a", limit: "20.00", big: "10.00"),
            policy("b", limit: "15.00", big: "1000.00")
        )
        let decider = try #require(json["decided_by"] as? [String: Any])
        #expect(decider["policy"] as? String == "a")
        #expect(json["second_person"] as? Bool == isNeeded)
    }
}
