import Foundation
import LeewayService
import PolicyBook
import TestSupport
import Testing

/// What to say and do, asked of the example book in memory.
struct GuidanceTests {
    private static let path = "/v1/guidance"
    /// The example of the interface's description.
    private static let example = """
        {"situation":"ik ben mijn bon kwijt, kan ik dit nog ruilen?", "audience":"customer",
         "channel":"chat", "mood":"upset", "customer":{"tier":"gold"}, "case":{"receipt":false},
         "conversation":"w-81", "locale":"nl"}
        """

    private func answer(
        _ content: String,
        access: Access = .open,
        book: String = "Config/book"
    ) throws -> ReceivedResponse {
        var client = try ServiceInMemory(book, access: access).client()
        return client.post(Self.path, content)
    }

    private func guidance(_ content: String) throws -> [String: Any] {
        let answer = try answer(content)
        #expect(answer.status == 200, "\(answer.text)")
        return try #require(try answer.json()["guidance"] as? [String: Any])
    }

    @Test func `answers the documented example`() throws {
        let answer = try answer(Self.example, access: .publicOnly)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.value("content-language") == "nl")
        #expect(answer.value("cache-control") == "no-store")
        let json = try answer.json()
        #expect(Set(json.keys) == ["matches", "confident", "guidance", "locale", "book"])
        #expect(json["confident"] as? Bool == true)
        let matches = try #require(json["matches"] as? [[String: Any]])
        #expect(matches.count == 5)
        let first = try #require(matches.first)
        #expect(first["policy"] as? String == "returns.no-receipt")
        #expect(first["title"] as? String == "Iets terugbrengen zonder bon")
        let scores = matches.compactMap { $0["score"] as? Double }
        #expect(scores.count == 5 && scores == scores.sorted(by: >))

        let guidance = try #require(json["guidance"] as? [String: Any])
        #expect(guidance["policy"] as? String == "returns.no-receipt")
        #expect(guidance["version"] as? Int == 1)
        #expect((guidance["acknowledge"] as? String)?.isEmpty == false)
        #expect((guidance["plain"] as? String)?.hasPrefix("Bon kwijt?") == true)
        #expect((guidance["steps"] as? [String])?.count == 3)
        let why = try #require(guidance["why"] as? [String: Any])
        #expect((why["benefit"] as? String)?.hasPrefix("Bonnetjes") == true)
        #expect((why["evidence"] as? [[String: Any]])?.count == 2)
        let alternatives = try #require(guidance["alternatives"] as? [[String: Any]])
        #expect(alternatives.first?["remedy"] as? String == "exchange")
        let resources = try #require(guidance["resources"] as? [[String: String]])
        #expect(resources.allSatisfy { Set($0.keys) == ["kind", "label", "target"] })
        for name in ["ask", "avoid", "opportunities", "may_offer", "missing"] {
            #expect(guidance[name] == nil)
        }
        let locale = try #require(json["locale"] as? [String: Any])
        #expect(locale["used"] as? String == "nl" && locale["fallback"] as? Bool == false)
    }

    @Test func `marks in a snippet what was found, without tags`() throws {
        let json = try answer(Self.example).json()
        let match = try #require((json["matches"] as? [[String: Any]])?.first)
        let pieces = try #require(match["snippet_pieces"] as? [[String: Any]])
        let text = pieces.compactMap { $0["text"] as? String }.joined()
        let snippet = try #require(match["snippet"] as? String)
        #expect(snippet.contains(text) && !text.isEmpty)
        let hits = pieces.filter { $0["hit"] as? Bool == true }.compactMap { $0["text"] as? String }
        #expect(hits.contains { $0.lowercased() == "bon" })
    }

    @Test func `says the same in a conversation, something else in another or in the next turn`()
        throws
    {
        func said(_ conversation: String, turn: Int) throws -> String? {
            let content = Self.example.replacing(
                #""conversation":"w-81""#,
                with: #""conversation":"\#(conversation)","turn":\#(turn)"#
            )
            return try guidance(content)["acknowledge"] as? String
        }
        #expect(try said("w-81", turn: 0) == guidance(Self.example)["acknowledge"] as? String)
        #expect(try said("w-81", turn: 3) == said("w-81", turn: 3))
        for turn in 0..<4 {
            #expect(try said("w-81", turn: turn) != said("w-81", turn: turn + 1))
        }
        let heard = try (0..<20).map { try said("w-\($0)", turn: 0) }
        #expect(Set(heard).count == 3)
    }

    @Test func `varies the wording between calls that name no conversation`() throws {
        var client = try ServiceInMemory("Config/book").client()
        func said(_ content: String, _ fields: [String] = []) throws -> String? {
            let answer = try client.post(Self.path, content, fields: fields).json()
            return (answer["guidance"] as? [String: Any])?["acknowledge"] as? String
        }
        let content = Self.example.replacing(#""conversation":"w-81","#, with: "")
        let heard = try (0..<20).map { _ in try said(content) }
        #expect(Set(heard).count == 3)
        let named = try (0..<20).map { _ in try said(Self.example) }
        #expect(Set(named).count == 1)
        // A call is repeated by its id.
        let repeated = try (0..<20).map { _ in try said(content, ["X-Request-Id: r-7"]) }
        #expect(Set(repeated).count == 1)
    }

    @Test func `gives staff what to ask, to avoid and to offer, and what to find out`() throws {
        let content = """
            {"situation":"I lost the receipt, can I still return it?", "audience":"staff",
             "staff":{"role":"agent"}, "customer":{"tier":"standard"}, "case":{"receipt":false}}
            """
        let guidance = try guidance(content)
        #expect(guidance["policy"] as? String == "returns.no-receipt")
        #expect((guidance["ask"] as? [String])?.isEmpty == false)
        #expect((guidance["avoid"] as? [String])?.isEmpty == false)
        #expect((guidance["opportunities"] as? [String])?.count == 1)
        let offer = try #require(guidance["may_offer"] as? [String: Any])
        #expect(Set(offer.keys) == ["owed", "offer", "allow_if_asked", "ask", "beyond"])
        #expect((offer["ask"] as? [[String: Any]])?.isEmpty == false)
        let missing = try #require(guidance["missing"] as? [[String: Any]])
        #expect(missing.contains { $0["fact"] as? String == "case.bought_on" })
        #expect(missing.allSatisfy { $0["verify"] is Bool })
    }

    @Test func `offers staff more as more is known`() throws {
        let content = """
            {"situation":"I lost the receipt, can I still return it?", "audience":"staff",
             "staff":{"id":"s-1"}, "customer":{"id":"c-1","tier":"gold","refunds_90d":0},
             "verified":["case.own_order"], "case":{"id":"T-1","receipt":false,"own_order":true,"worn":false,"bought_on":"2026-06-20",
             "total":{"value":"80.00","currency":"EUR"},"reason":"changed_mind"}}
            """
        let offer = try #require(try guidance(content)["may_offer"] as? [String: Any])
        let offers = try #require(offer["offer"] as? [[String: Any]])
        #expect(offers.contains { $0["remedy"] as? String == "refund" })
    }

    @Test func `keeps policies and words for staff from everybody else`() throws {
        let staff = #"{"situation":"money back guarantee","audience":"staff"}"#
        let refused = try answer(staff, access: .publicOnly)
        #expect(refused.status == 401)
        let key = IssuedKey([.public])
        var client = try ServiceInMemory("Config/book", access: .of(key)).client()
        #expect(client.post(Self.path, staff, fields: [key.field]).status == 403)
        func policies(_ content: String) throws -> [String] {
            let matches = try answer(content).json()["matches"] as? [[String: Any]]
            return (matches ?? []).compactMap { $0["policy"] as? String }
        }
        let question = "you promise satisfaction or money back, i want my money back"
        let asked = #"{"situation":"\#(question)","limit":50,"audience":"#
        #expect(try policies(asked + #""staff"}"#).contains("returns.money-back"))
        let found = try policies(asked + #""customer"}"#)
        #expect(!found.isEmpty && !found.contains("returns.money-back"))
    }

    @Test(
        arguments: [
            "", " ", "a", "?", "🙂👩‍👩‍👧‍👦", "the and of to is", "\u{202E}\u{2066}\u{200F}",
            "xyzzy plugh", "is there a parking lot nearby", "кто президент Франции",
        ])
    func `gives the fallback policy's advice where nothing fits`(situation: String) throws {
        let content = try content(situation)
        let json = try answer(content).json()
        #expect(json["confident"] as? Bool == false)
        let guidance = try #require(json["guidance"] as? [String: Any])
        #expect(guidance["policy"] as? String == "general.fallback")
    }

    @Test func `has no advice where nothing fits and no policy is for the unforeseen`() throws {
        let answer = try answer(
            #"{"situation":"xyzzy plugh"}"#,
            book: "Tests/Fixtures/sample-book"
        )
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""matches":[],"confident":false,"guidance":null"#))
    }

    @Test(
        arguments: [
            ("a", 10_000), ("receipt ", 1_250), ("чек bon ", 4_000), ("\u{202E}x", 16_000),
            ("🙂", 16_000), ("e\u{301}\u{327}", 13_000), ("\u{1}\u{1B}[2J", 4_000),
        ])
    func `answers long and hostile words shortly`(piece: String, count: Int) throws {
        let situation = String(repeating: piece, count: count)
        let answer = try answer(try content(situation))
        #expect(answer.status == 200, "\(answer.text.prefix(200))")
        #expect(answer.content.count < 32_768)
        let matches = try #require(try answer.json()["matches"] as? [[String: Any]])
        #expect(matches.count <= 5)
        // What the caller sent is not sent back.
        #expect(!answer.text.contains(situation.prefix(400)))
    }

    private func content(_ situation: String) throws -> String {
        let json = try JSONSerialization.data(withJSONObject: ["situation": situation])
        return String(decoding: json, as: UTF8.self)
    }

    static let faults: [(String, Int, String)] = [
        ("", 400, "ends"),
        ("[]", 400, "object"),
        ("{}", 400, "the member `situation` is missing"),
        (#"{"situation":7}"#, 400, "/situation"),
        (#"{"situation":"\ud800"}"#, 400, "situation"),
        (#"{"situatoin":"x"}"#, 400, "did you mean `situation`?"),
        (#"{"situation":"x","audience":"boss"}"#, 400, "`audience` is one of customer, staff"),
        (#"{"situation":"x","mood":"sad"}"#, 400, "`mood` is one of calm, upset"),
        (#"{"situation":"x","channel":7}"#, 400, "/channel"),
        (#"{"situation":"x","limit":0}"#, 400, "from 1 to 50"),
        (#"{"situation":"x","limit":51}"#, 400, "from 1 to 50"),
        (#"{"situation":"x","turn":1.5}"#, 400, "/turn"),
        (#"{"situation":"x","locale":"_"}"#, 400, "BCP 47"),
        (
            #"{"situation":"x","conversation":"\#(String(repeating: "c", count: 1_025))"}"#, 400,
            "at most 1024 characters"
        ),
        (#"{"situation":"x","staff":{"role":"agent"}}"#, 400, "for the audience `staff`"),
        (#"{"situation":"x","verified":["case.own_order"]}"#, 400, "for the audience `staff`"),
        (#"{"situation":"x","customer":{"teer":"gold"}}"#, 422, "/customer/teer"),
        (#"{"situation":"x","audience":"staff","customer":{"teer":"gold"}}"#, 422, "`tier`"),
        (#"{"situation":"x","audience":"staff","staff":{"role":"agnt"}}"#, 422, "`agent`"),
    ]

    @Test(arguments: faults)
    func `says what is wrong with a question`(json: String, status: Int, words: String) throws {
        let answer = try answer(json)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.value("content-type") == "application/problem+json")
        #expect(answer.text.contains(words), "\(answer.text)")
    }

    @Test func `a conversation's id may be as long as the limit`() throws {
        let conversation = String(repeating: "c", count: 1_024)
        let content = #"{"situation":"x","conversation":"\#(conversation)","limit":50}"#
        #expect(try answer(content).status == 200)
    }

    /// The vocabulary of a book's facts is for those who work with it.
    @Test(arguments: [#"{"tier":"golden"}"#, #"{"teir":"gold"}"#])
    func `tells customers no names of facts or their values`(customer: String) throws {
        let answer = try answer(#"{"situation":"x","customer":\#(customer)}"#)
        #expect(answer.status == 422)
        for word in ["standard", "silver", "did you mean"] { #expect(!answer.text.contains(word)) }
    }

    @Test(arguments: [
        #""customer":{"teer":"gold"}"#, #""customer":{"tier":"golden"}"#,
        #""staff":{"role":"agnt"}"#,
    ])
    func `tells nobody without a credential the names that staff is told`(members: String) throws {
        let content = #"{"situation":"x","audience":"staff",\#(members)}"#
        let answer = try answer(content, access: .publicOnly)
        #expect(answer.status == 401)
        for word in ["tier", "silver", "`agent`"] { #expect(!answer.text.contains(word)) }
    }

    @Test func `takes no other type of content`() throws {
        var client = try ServiceInMemory("Config/book").client()
        let request = InMemoryClient.request(
            "POST",
            Self.path,
            ["Content-Type: text/plain"],
            Self.example
        )
        #expect(client.send(request).status == 415)
    }
}
