import TestSupport
import Testing

/// Lookups of policies whose versions `only_in` keeps apart.
struct OnlyInTests {
    private static func book() throws -> WrittenBook {
        let heads: [(version: Int, scope: String, from: String, title: String)] = [
            (1, "", "2026-01-01", "Everywhere"), (2, "[LV, EE]", "2026-02-01", "Baltic"),
            (2, "[NL]", "2026-03-01", "Dutch"), (3, "[LV, EE]", "2026-04-01", "Baltic again"),
            (4, "[NL]", "2027-01-01", "Dutch to come"),
        ]
        let policies = heads.map { head in
            """
            id: apart
            version: \(head.version)
            topic: returns
            \(head.scope.isEmpty ? "" : "only_in: { country: \(head.scope) }")
            effective_from: \(head.from)
            title: { en: "\(head.title)" }
            plain: { en: Plain. }
            why: { change: { en: "Why \(head.title)" } }
            """
        }
        return try WrittenBook(policies: policies.joined(separator: "\n---\n"))
    }

    private func get(_ target: String) throws -> [String: Any] {
        let book = try Self.book()
        var client = try ServiceInMemory(book.folder).client()
        return try client.get(target).json()
    }

    @Test func `every version that holds somewhere is in force`() throws {
        let history = try get("/v1/policies/apart/versions")
        let versions = try #require(history["versions"] as? [[String: Any]])
        let inForce = versions.filter { $0["in_force"] as? Bool == true }
        #expect(
            inForce.map { $0["title"] as? String } == ["Baltic again", "Dutch", "Everywhere"]
        )
    }

    @Test(
        arguments: [
            ("", 2, 3, ["Why Baltic again"]),
            ("?to=3&from=1", 1, 3, ["Why Baltic", "Why Baltic again"]),
            ("?to=4", 2, 4, ["Why Dutch to come"]), ("?to=2", 1, 2, ["Why Baltic"]),
        ] as [(String, Int, Int, [String])]
    )
    func `changes are told against what held in the same place`(
        query: String,
        from: Int,
        to: Int,
        reasons: [String]
    ) throws {
        let changes = try get("/v1/policies/apart/changes\(query)")
        #expect(changes["from"] as? Int == from && changes["to"] as? Int == to)
        let told = try #require(changes["reasons"] as? [[String: Any]])
        #expect(told.map { $0["text"] as? String } == reasons)
    }
}
