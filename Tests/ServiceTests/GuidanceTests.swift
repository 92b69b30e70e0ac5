import Foundation
import Testing

/// Guidance asked of the running service.
struct GuidanceTests {
    private static let service = Result { try RunningService() }
    private let url: String

    init() throws {
        url = try Self.service.get().address + "/v1/guidance"
    }

    private func ask(_ content: [String: Any]) throws -> Curl {
        let json = try JSONSerialization.data(withJSONObject: content)
        return try Curl(url, json: String(decoding: json, as: UTF8.self))
    }

    @Test func `finds the policy and says what to say first`() throws {
        let answer = try ask([
            "situation": "ik ben mijn bon kwijt, kan ik dit nog ruilen?", "mood": "upset",
            "case": ["receipt": false], "conversation": "w-81", "locale": "nl",
        ])
        #expect(answer.status == 200, "\(answer.body)")
        let guidance = try #require(try answer.json()["guidance"] as? [String: Any])
        #expect(guidance["policy"] as? String == "returns.no-receipt")
        #expect((guidance["acknowledge"] as? String)?.isEmpty == false)
        #expect(guidance["may_offer"] == nil)
    }

    @Test(
        arguments: [
            ("", 1), ("a", 1), ("я", 1), ("a", 10_000), ("😡", 500), ("посилка parcel čeks ", 30),
            ("the and of to is ", 3), ("\u{0}\u{7}\u{1B}[31m", 200), ("\u{202E}\u{2066}", 500),
            ("e\u{301}\u{327}", 13_000), ("receipt ", 8_191), ("x", 65_536),
        ])
    func `answers hostile words honestly`(piece: String, count: Int) throws {
        let situation = String(repeating: piece, count: count)
        let answer = try ask(["situation": situation, "mood": "upset"])
        #expect(answer.status == 200, "\(answer.body.prefix(300))")
        #expect(answer.body.utf8.count < 32_768)
        let json = try answer.json()
        let guidance = try #require(json["guidance"] as? [String: Any])
        let matches = try #require(json["matches"] as? [[String: Any]])
        let first = json["confident"] as? Bool == true ? matches.first?["policy"] : nil
        #expect(guidance["policy"] as? String == first as? String ?? "general.fallback")
        #expect(!answer.body.contains("\u{1B}") && !answer.body.contains("\u{202E}"))
    }

    @Test func `refuses words that are longer than any string may be`() throws {
        let answer = try ask(["situation": String(repeating: "x", count: 65_537)])
        #expect(answer.status == 400)
        #expect(answer.fields["content-type"] == "application/problem+json")
    }
}
