import TestSupport
import Testing

@testable import LeewayService

/// Pages for readers who ask for a language otherwise than the book names it, as browsers do.
struct PageVariantTests {
    private static let policy = "/v1/policies/open.returns"

    private func ask(_ client: inout InMemoryClient, _ language: String) throws -> ReceivedResponse
    {
        let answer = client.get(
            Self.policy,
            fields: ["Accept-Language: \(language)", "X-Request-Id: t"]
        )
        let locale = try #require(try answer.json()["locale"] as? [String: Any])
        #expect(locale["asked"] as? String == language)
        return answer
    }

    @Test func `each gets a page that repeats what was asked for, and the same one again`() throws {
        var client = try ServiceInMemory("Tests/Fixtures/staff-book").client()
        for _ in 0..<2 {
            let (flemish, english) = (try ask(&client, "nl-BE"), try ask(&client, "en-US"))
            #expect(flemish.value("content-language") == "nl")
            #expect(english.value("content-language") == "en")
            #expect(flemish.value("etag") != english.value("etag"))
            #expect(try ask(&client, "nl-BE") == flemish)
            #expect(try ask(&client, "nl-NL").value("etag") != flemish.value("etag"))
        }
    }

    @Test func `a loop keeps as many as the limit and goes on beyond it`() throws {
        var client = try ServiceInMemory("Tests/Fixtures/staff-book").client()
        let first = try ask(&client, "nl-BE")
        for number in 0...BookView.maxVariants {
            _ = try ask(&client, "en-x-\(number)")
        }
        #expect(try ask(&client, "nl-BE") == first)
    }

    @Test func `none outlives its day or its book`() throws {
        let service = try ServiceInMemory(
            "Tests/Fixtures/staff-book",
            at: "2026-01-31T12:00:00Z"
        )
        var client = service.client()
        #expect(try ask(&client, "nl-BE").json()["version"] as? Int == 1)
        try service.setTime("2026-01-31T22:00:00Z")
        let before = try ask(&client, "nl-BE").json()
        #expect(before["version"] as? Int == 2)
        let changed = try WrittenBook(
            policies: """
                id: open.returns
                version: 1
                topic: returns
                effective_from: 2025-01-01
                title: { en: Another book }
                plain: { en: Another. }
                """
        )
        try service.replace(with: changed.folder)
        let after = try ask(&client, "nl-BE").json()
        #expect(after["version"] as? Int == 1)
        #expect(after["book"] as? String != before["book"] as? String)
    }
}
