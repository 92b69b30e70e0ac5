import TestSupport
import Testing

/// Lookups of a book that holds every key of the format.
struct FullBookTests {
    private static let train = "/v1/policies/delay.late-train"

    private func client(at time: String = "2026-11-24T16:00:00Z") throws -> InMemoryClient {
        try ServiceInMemory("Tests/Fixtures/full-book", at: time).client()
    }

    /// The blanks that locales put between digits and signs, all written as one.
    private func plain(_ answer: ReceivedResponse) throws -> String? {
        try (answer.json()["plain"] as? String)?.replacing("\u{A0}", with: " ")
            .replacing("\u{202F}", with: " ")
    }

    static let texts = [
        (
            "en",
            "21 minutes, 0 x, 1.5 hs, -3, $25.00, 12.5%, May 4, 2026, P, T, 1,234,567, "
                + "$1,234.50, {x} it's"
        ),
        (
            "nl",
            "21 minuten, 0 x, 1,5 us, -3, US$ 25,00, 12,5%, 4 mei 2026, P, T, 1.234.567, "
                + "US$ 1.234,50"
        ),
        (
            "lv",
            "21 minūte, 0 x, 1,5 c, -3, 25,00 $, 12,5%, 2026. gada 4. maijs, P, T, 1 234 567, "
                + "1234,50 $"
        ),
        (
            "ru",
            "21 минута, 0c, 1,5d, -3, 25,00 $, 12,5 %, 4 мая 2026 г., P, T, 1 234 567, 1 234,50 $"
        ),
        (
            "uk",
            "2 хвилини, 21, 0c, 1,5d, -3, 25,00 USD, 12,5%, 4 травня 2026 р., P, T, 1 234 567, "
                + "1 234,50 USD"
        ),
    ]

    @Test(arguments: texts)
    func `values are written as each language does`(locale: String, text: String) throws {
        var client = try client()
        let answer = client.get("\(Self.train)?locale=\(locale)")
        #expect(try plain(answer) == text)
        #expect(answer.value("content-language") == locale)
    }

    @Test func `what only a decision knows stands open, and a lone string is the source`() throws {
        var client = try client()
        let policy = try client.get("\(Self.train)?locale=nl").json()
        #expect(policy["rule"] as? String == "Limit …, tier …, asked …")
        #expect(policy["steps"] as? [String] == ["One", "Two"])
        let alternatives = try #require(policy["alternatives"] as? [[String: Any]])
        #expect(alternatives.map { $0["text"] as? String } == ["Rebook?", "Walk."])
        let translation = try #require(policy["translation"] as? [String: Any])
        #expect(translation["from_version"] as? Int == 1)
        #expect(translation["outdated"] as? [String] == ["/plain"])
        let borrowed = try #require(translation["borrowed"] as? [[String: String]])
        #expect(borrowed.contains { $0 == ["pointer": "/rule", "locale": "en"] })
        #expect(!borrowed.contains { $0["pointer"] == "/title" })
    }

    @Test func `values have the forms of the interface`() throws {
        var client = try client()
        let policy = try client.get("\(Self.train)?locale=en").json()
        let values = try #require(policy["values"] as? [String: Any])
        #expect(values["half"] as? String == "1.5" && values["share"] as? String == "12.5%")
        #expect(values["since"] as? String == "2026-05-04" && values["flag"] as? Bool == true)
        let amounts = try #require(values["small"] as? [[String: String]])
        #expect(
            amounts == [
                ["value": "25.00", "currency": "USD"], ["value": "20.00", "currency": "EUR"],
                ["value": "3000", "currency": "JPY"],
            ]
        )
        // No text that anyone may read names it.
        #expect(values["xs"] == nil)
    }

    /// In New York a day begins five hours after it does in Greenwich, four in summer.
    @Test(
        arguments: [
            ("2026-03-08T04:59:59Z", 1, "Wait at most a minute."), ("2026-03-08T05:00:00Z", 2, nil),
            ("2026-03-07", 1, nil), ("2026-03-08", 2, nil), ("2026-01-01", 1, nil),
        ] as [(String, Int, String?)]
    )
    func `a day begins at midnight where the book is`(
        at: String,
        version: Int,
        text: String?
    ) throws {
        var client = try client()
        let answer = client.get("\(Self.train)?at=\(at)")
        #expect(try answer.json()["version"] as? Int == version)
        if let text { #expect(try plain(answer) == text) }
        if at.hasSuffix("Z") {
            var then = try self.client(at: at)
            #expect(try then.get(Self.train).json()["version"] as? Int == version)
        }
    }

    @Test(
        arguments: [
            ("2026-09-30", 1, nil), ("2026-11-30", 1, nil), ("2026-12-01", nil, "2026-12-01"),
        ] as [(String, Int?, String?)]
    )
    func `a policy that is withdrawn holds until its grace is over`(
        at: String,
        version: Int?,
        missing: String?
    ) throws {
        var client = try client()
        let answer = client.get("/v1/policies/food.snack?at=\(at)")
        if let version {
            #expect(try answer.json()["version"] as? Int == version)
            // From midnight in New York, in summer time and in winter time.
            #expect(answer.value("deprecation") == "@1790827200")
            #expect(answer.value("sunset") == "Tue, 01 Dec 2026 05:00:00 GMT")
        } else {
            #expect(answer.status == 404)
            let detail = try #require(answer.json()["detail"] as? String)
            #expect(detail.contains("is not in force on \(missing ?? "")"))
        }
    }

    @Test func `JSON is YAML, drafts and what is to come are not in force`() throws {
        var client = try client()
        #expect(client.get("/v1/policies/food.meal").status == 404)
        #expect(client.get("/v1/policies/food.meal?at=2026-11-25").status == 200)
        #expect(client.get("\(Self.train)/versions/3").status == 404)
        let list = try client.get("/v1/policies?at=2027-02-01").json()
        let ids = (list["policies"] as? [[String: Any]])?.compactMap { $0["id"] as? String }
        // The snack is gone by then, and the water for staff alone.
        #expect(ids == ["delay.late-train", "food.meal"])
    }

    @Test(arguments: [("delay", 1), ("food", 2)])
    func `a topic has its policies`(topic: String, count: Int) throws {
        var client = try client()
        let list = try client.get("/v1/policies?topic=\(topic)").json()
        #expect((list["policies"] as? [Any])?.count == count)
    }
}
