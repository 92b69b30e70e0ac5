import Foundation
import Testing

/// What anyone may read, asked of the running service by curl.
struct PolicyTests {
    private static let service = Result { try RunningService() }
    private let address: String

    init() throws {
        address = try Self.service.get().address
    }

    @Test func `answers a policy in Dutch`() throws {
        let answer = try Curl("\(address)/v1/policies/returns.no-receipt?locale=nl")
        #expect(answer.status == 200)
        #expect(answer.fields["content-language"] == "nl")
        #expect(answer.fields["content-type"] == "application/json")
        let policy = try answer.json()
        #expect(policy["id"] as? String == "returns.no-receipt")
        #expect(policy["title"] as? String == "Iets terugbrengen zonder bon")
        let locale = try #require(policy["locale"] as? [String: Any])
        #expect(locale["asked"] as? String == "nl")
        #expect(locale["used"] as? String == "nl")
        #expect(locale["fallback"] as? Bool == false)
    }

    @Test func `counts days as Russian does`() throws {
        let answer = try Curl("\(address)/v1/policies/returns.no-receipt?locale=ru")
        let plain = try #require(try answer.json()["plain"] as? String)
        #expect(plain.contains("30 дней"))
    }

    @Test(
        arguments: [
            ("nl", "nl", "nl", false), ("nl-BE", "nl-BE", "nl", false), ("fr", "fr", "en", true),
            ("lv-LV;q=0.5, uk", "uk", "uk", false), ("*", nil, "en", false),
        ] as [(String, String?, String, Bool)]
    )
    func `chooses the language by Accept-Language`(
        field: String,
        asked: String?,
        used: String,
        fallback: Bool
    ) throws {
        let answer = try Curl(
            "\(address)/v1/policies/returns.no-receipt",
            fields: ["Accept-Language": field]
        )
        let locale = try #require(try answer.json()["locale"] as? [String: Any])
        #expect(locale["asked"] as? String == asked)
        #expect(locale["used"] as? String == used)
        #expect(locale["fallback"] as? Bool == fallback)
        #expect(answer.fields["content-language"] == used)
        #expect(answer.fields["vary"]?.contains("Accept-Language") == true)
    }

    @Test func `the locale of the query wins over the field`() throws {
        let answer = try Curl(
            "\(address)/v1/policies/returns.no-receipt?locale=lv",
            fields: ["Accept-Language": "nl"]
        )
        #expect(answer.fields["content-language"] == "lv")
    }

    @Test func `answers 304 to a reader who has it already`() throws {
        let url = "\(address)/v1/policies/returns.no-receipt?locale=en"
        let tag = try #require(try Curl(url).fields["etag"])
        let again = try Curl(url, fields: ["If-None-Match": tag])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        let other = try Curl(
            "\(address)/v1/policies/returns.no-receipt?locale=nl",
            fields: ["If-None-Match": tag]
        )
        #expect(other.status == 200)
    }

    @Test func `lists policies by topic and leads through pages`() throws {
        var ids: [String] = []
        var query = "topic=returns&limit=2"
        while true {
            let list = try Curl("\(address)/v1/policies?\(query)").json()
            let policies = try #require(list["policies"] as? [[String: Any]])
            #expect(policies.allSatisfy { $0["topic"] as? String == "returns" })
            ids += policies.compactMap { $0["id"] as? String }
            guard let cursor = list["next_cursor"] as? String else { break }
            query = "topic=returns&limit=2&cursor=\(cursor)"
        }
        #expect(ids.count >= 5)
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("returns.no-receipt"))
    }

    @Test(arguments: [
        ("en", "I lost my receipt", "returns.no-receipt"),
        ("nl", "ik ben mijn bon kwijt", "returns.no-receipt"),
        ("uk", "я загубив чек", "returns.no-receipt"),
    ])
    func `finds the policy from the customer's words`(
        locale: String,
        words: String,
        id: String
    ) throws {
        let encoded = try #require(
            words.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        )
        let list = try Curl("\(address)/v1/policies?locale=\(locale)&q=\(encoded)").json()
        let policies = try #require(list["policies"] as? [[String: Any]])
        #expect(policies.first?["id"] as? String == id)
        #expect(policies.first?["score"] is Double)
    }

    /// What staff are told (what to ask, what to avoid, notes, situations, rows) has no name here.
    @Test func `a policy shows its public parts and nothing else`() throws {
        let url = "\(address)/v1/policies/returns.with-receipt?locale=en"
        let policy = try Curl(url).json()
        #expect(
            Set(policy.keys) == [
                "id", "version", "status", "topic", "pillar", "applies_to", "title", "plain",
                "rule",
                "steps", "why", "standards", "wording", "alternatives", "resources", "values",
                "announced_on", "effective_from", "grace_until", "review_by", "translation",
                "locale",
                "book",
            ]
        )
        let wording = try #require(policy["wording"] as? [String: Any])
        #expect(Set(wording.keys) == ["acknowledge", "explain"])
        let alternatives = try #require(policy["alternatives"] as? [[String: Any]])
        #expect(alternatives.allSatisfy { Set($0.keys).isSubset(of: ["remedy", "text"]) })
    }

    @Test func `readers of other languages get other tags`() throws {
        let url = "\(address)/v1/policies/returns.no-receipt"
        let fields = [nil, "en", "en-GB", "fr", "nl", "any"]
        let tags = try fields.map { language in
            try Curl(url, fields: language.map { ["Accept-Language": $0] } ?? [:]).fields["etag"]
        }
        #expect(!tags.contains(nil))
        #expect(Set(tags).count == fields.count)
    }

    @Test func `a list has a tag too`() throws {
        let url = "\(address)/v1/policies?topic=cafe&locale=en"
        let tag = try #require(try Curl(url).fields["etag"])
        #expect(try Curl(url, fields: ["If-None-Match": tag]).status == 304)
    }

    @Test func `tells of its parts, its release and that it is ready`() throws {
        let health = try Curl("\(address)/healthz")
        #expect(health.status == 200)
        #expect(health.fields["content-type"] == "application/health+json")
        #expect(try health.json()["status"] as? String == "pass")
        #expect(try Curl("\(address)/readyz").status == 200)
        let version = try Binary.run(["--version"]).output.split(separator: "\n").first
        #expect(
            try Curl("\(address)/version").json()["version"] as? String == version.map(String.init)
        )
    }

    @Test func `what is for staff is not there for anyone`() throws {
        for id in ["returns.money-back", "payments.fraud-signs"] {
            let answer = try Curl("\(address)/v1/policies/\(id)")
            #expect(answer.status == 404)
            #expect(!answer.body.contains("did you mean `\(id)`"))
        }
        let list = try Curl("\(address)/v1/policies?limit=200").body
        #expect(!list.contains("money-back"))
        #expect(!list.contains("fraud-signs"))
    }

    @Test func `a version is answered by its number and by its day`() throws {
        let url = "\(address)/v1/policies/returns.with-receipt"
        let first = try Curl("\(url)?version=1").json()
        #expect(first["version"] as? Int == 1)
        let second = try Curl("\(url)?version=2").json()
        let from = try #require(second["effective_from"] as? String)
        #expect(try Curl("\(url)?at=\(from)").json()["version"] as? Int == 2)
        let before = try #require(first["effective_from"] as? String)
        #expect(try Curl("\(url)?at=\(before)").json()["version"] as? Int == 1)
        #expect(try Curl("\(url)?at=1999-01-01").status == 404)
    }

    @Test(arguments: [
        ("/v1/policies/returns.no-reciept", 404, "returns.no-receipt"),
        ("/v1/policies/returns.no-receipt?locale=not_a_tag", 400, "BCP 47"),
        ("/v1/policies/returns.no-receipt?at=yesterday", 400, "2026-02-01"),
        ("/v1/policies/returns.no-receipt?version=0", 400, "version"),
        ("/v1/policies?topic=return", 422, "returns"),
        ("/v1/policies?pillar=x", 400, "people"),
        ("/v1/policies?audience=x", 400, "partners"),
        ("/v1/policies?limit=0", 400, "200"),
        ("/v1/policies?cursor=zz", 400, "next_cursor"),
        ("/v1/policies?q=%ff", 400, "UTF-8"),
        ("/v1/nothing", 404, "/v1/nothing"),
    ])
    func `says what is wrong with a request`(path: String, status: Int, word: String) throws {
        let answer = try Curl(address + path, options: ["--globoff"])
        #expect(answer.status == status)
        #expect(answer.fields["content-type"] == "application/problem+json")
        let problem = try answer.json()
        #expect(problem["status"] as? Int == status)
        let detail = try #require(problem["detail"] as? String)
        #expect(detail.contains(word), "\(detail)")
        #expect(problem["type"] as? String != nil)
        #expect((problem["instance"] as? String)?.hasPrefix("urn:leeway:request:") == true)
    }

    @Test func `refuses another method and names those there are`() throws {
        let answer = try Curl("\(address)/v1/policies", options: ["--request", "DELETE"])
        #expect(answer.status == 405)
        #expect(answer.fields["allow"] == "GET, HEAD, OPTIONS")
        let options = try Curl("\(address)/v1/policies", options: ["--request", "OPTIONS"])
        #expect(options.status == 204)
        #expect(options.fields["allow"] == "GET, HEAD, OPTIONS")
    }

    @Test func `HEAD has the fields of GET and no content`() throws {
        let url = "\(address)/v1/policies/returns.no-receipt?locale=en"
        let get = try Curl(url)
        let head = try Curl(url, options: ["--head"])
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.fields["content-length"] == get.fields["content-length"])
        #expect(head.fields["etag"] == get.fields["etag"])
    }

    @Test func `echoes a request id and makes one where none is given`() throws {
        let url = "\(address)/version"
        let echoed = try Curl(url, fields: ["X-Request-Id": "abc-123"])
        #expect(echoed.fields["x-request-id"] == "abc-123")
        let made = try #require(try Curl(url).fields["x-request-id"])
        #expect(!made.isEmpty)
        #expect(try Curl(url).fields["x-request-id"] != made)
    }
}
