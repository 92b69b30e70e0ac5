import Foundation
import TestSupport
import Testing

@testable import LeewayService

/// Versions through time: what holds when, what came before, and what changed.
struct PolicyVersionTests {
    private static let policy = "/v1/policies/open.returns"

    private func service(at time: String) throws -> ServiceInMemory {
        try ServiceInMemory("Tests/Fixtures/staff-book", at: time)
    }

    /// In Riga the first of February begins two hours before it does in Greenwich.
    @Test func `a version comes into force at midnight without a reload`() throws {
        let service = try service(at: "2026-01-31T21:59:59.999Z")
        var client = service.client()
        #expect(try client.get(Self.policy).json()["version"] as? Int == 1)
        try service.setTime("2026-01-31T22:00:00Z")
        #expect(try client.get(Self.policy).json()["version"] as? Int == 2)
        // A clock that is set back shows what held then.
        try service.setTime("2026-01-31T21:59:59Z")
        #expect(try client.get(Self.policy).json()["version"] as? Int == 1)
    }

    @Test(
        arguments: [
            ("2026-01-31T21:00:00Z", 60), ("2026-01-31T21:59:00Z", 60),
            ("2026-01-31T21:59:01Z", 59), ("2026-01-31T21:59:59Z", 1),
            ("2026-01-31T22:00:00Z", 60),
        ]
    )
    func `no cache keeps an answer beyond the day that may change it`(
        time: String,
        maxAge: Int
    ) throws {
        var client = try service(at: time).client()
        let targets = [
            Self.policy, "\(Self.policy)?locale=nl", "\(Self.policy)?locale=fr",
            "\(Self.policy)/versions", "\(Self.policy)/changes", "/v1/policies",
        ]
        for target in targets {
            let answer = client.get(target)
            #expect(answer.value("cache-control") == "public, max-age=\(maxAge)", "\(target)")
        }
    }

    @Test func `the same page has the same bytes and tag in the last minute of a day`() throws {
        let service = try service(at: "2026-07-01T20:58:00Z")
        var client = service.client()
        let before = client.get("\(Self.policy)?locale=nl")
        try service.setTime("2026-07-01T20:59:30Z")
        let after = client.get("\(Self.policy)?locale=nl")
        #expect(before.content == after.content)
        #expect(before.value("etag") == after.value("etag"))
        #expect(after.value("cache-control") == "public, max-age=30")
    }

    /// Superseded from the first of February, gone when the grace of its successor is over.
    @Test func `a superseded version says until when it held and what follows`() throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        for target in ["\(Self.policy)/versions/1", "\(Self.policy)?version=1"] {
            let answer = client.get(target)
            #expect(answer.status == 200)
            #expect(answer.value("deprecation") == "@1769896800")
            #expect(answer.value("sunset") == "Sat, 28 Feb 2026 22:00:00 GMT")
            #expect(
                answer.value("link")
                    == "<\(Self.policy)>; rel=\"latest-version\", "
                    + "<\(Self.policy)/versions>; rel=\"version-history\", "
                    + "<\(Self.policy)/versions/2>; rel=\"successor-version\""
            )
        }
        let newest = client.get(Self.policy)
        #expect(newest.value("deprecation") == nil && newest.value("sunset") == nil)
    }

    @Test func `a withdrawn version is deprecated, and nothing follows it`() throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        let answer = client.get("/v1/policies/gone.deliveries/versions/2")
        #expect(try answer.json()["status"] as? String == "withdrawn")
        #expect(answer.value("deprecation") == "@1767218400")
        #expect(answer.value("link")?.contains("successor-version") == false)
        let gone = client.get("/v1/policies/gone.deliveries")
        #expect(gone.status == 404)
        #expect(gone.value("link")?.contains("/v1/policies/gone.deliveries/versions") == true)
    }

    @Test func `a version whose successor is for staff ends without naming it`() throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        let answer = client.get("/v1/policies/turned.inward/versions/1")
        #expect(answer.value("deprecation") == "@1767218400")
        #expect(answer.value("link")?.contains("successor-version") == false)
    }

    @Test func `the history shows what anyone may read, the newest first`() throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        let history = try client.get("\(Self.policy)/versions").json()
        let versions = try #require(history["versions"] as? [[String: Any]])
        #expect(versions.map { $0["version"] as? Int } == [2, 1])
        #expect(versions.map { $0["in_force"] as? Bool } == [true, false])
        #expect(versions[1]["superseded_on"] as? String == "2026-02-01")
        #expect(versions[1]["gone_on"] as? String == "2026-03-01")
        #expect(versions[0]["change"] as? String == "Fourteen days were too few.")
        let inward = try client.get("/v1/policies/turned.inward/versions").json()
        #expect((inward["versions"] as? [[String: Any]])?.count == 1)
        let part = try client.get("\(Self.policy)/versions?limit=1").json()
        #expect((part["versions"] as? [Any])?.count == 1)
        #expect(part["next_cursor"] is String)
    }

    @Test func `changes are told field by field with both values and the author's reason`() throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        let answer = try client.get("\(Self.policy)/changes?from=1&to=2&locale=nl").json()
        #expect(answer["from"] as? Int == 1 && answer["to"] as? Int == 2)
        let reasons = try #require(answer["reasons"] as? [[String: Any]])
        #expect(reasons.map { $0["text"] as? String } == ["Veertien dagen was te kort."])
        let changes = try #require(answer["changes"] as? [[String: Any]])
        let fields = changes.compactMap { $0["field"] as? String }
        #expect(
            fields == [
                "effective_from", "grace_until", "values.days", "values.part", "plain", "rule",
                "steps", "why.benefit", "wording.acknowledge", "wording.explain", "standards",
                "why.evidence", "resources", "alternatives",
            ]
        )
        let days = try #require(changes.first { $0["field"] as? String == "values.days" })
        #expect(days["before"] as? Int == 14 && days["after"] as? Int == 30)
        #expect(days["text"] as? String == "days: dit was 14 en is nu 30.")
        let plain = try #require(changes.first { $0["field"] as? String == "plain" })
        #expect(plain["before"] as? String == "Je hebt 14 dagen.")
        #expect(plain["after"] as? String == "Je hebt 30 dagen.")
        // What Dutch lacks is English, and said to be.
        let rule = try #require(changes.first { $0["field"] as? String == "rule" })
        #expect(rule["kind"] as? String == "removed")
        let borrowed = try #require(rule["borrowed"] as? [[String: String]])
        #expect(borrowed == [["pointer": "/before", "locale": "en"]])
    }

    @Test func `the first version has nothing before it`() throws {
        var client = try service(at: "2025-07-01T10:00:00Z").client()
        let answer = try client.get("\(Self.policy)/changes").json()
        #expect(answer["from"] is NSNull && answer["to"] as? Int == 1)
        #expect((answer["changes"] as? [Any])?.isEmpty == true)
    }

    @Test func `marks texts that are borrowed and texts older than their source`() throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        let answer = try client.get("\(Self.policy)?locale=nl").json()
        let translation = try #require(answer["translation"] as? [String: Any])
        #expect(translation["from_version"] as? Int == 1)
        // The title reads as it did in version 1; the other sources have changed since.
        #expect(translation["outdated"] as? [String] == ["/plain", "/steps", "/why/change"])
        let borrowed = try #require(translation["borrowed"] as? [[String: String]])
        #expect(
            borrowed.map { $0["pointer"] } == [
                "/why/benefit", "/why/evidence/0/text", "/standards", "/wording/acknowledge",
                "/wording/explain", "/alternatives/0/text", "/resources/0/label",
            ]
        )
        #expect(borrowed.allSatisfy { $0["locale"] == "en" })
        let source = try client.get("\(Self.policy)?locale=en").json()
        let own = try #require(source["translation"] as? [String: Any])
        #expect(own["from_version"] as? Int == 2)
        #expect((own["outdated"] as? [Any])?.isEmpty == true)
        #expect((own["borrowed"] as? [Any])?.isEmpty == true)
    }

    @Test(
        arguments: [
            ("W/%, \"other\"", 304), ("\"other\", %", 304), ("*", 304), ("\"other\"", 200),
            ("%", 304), ("other", 200),
        ]
    )
    func `answers 304 to whom has the page, compared weakly in a list`(
        field: String,
        status: Int
    ) throws {
        var client = try service(at: "2026-07-01T10:00:00Z").client()
        for target in ["\(Self.policy)?locale=nl", "\(Self.policy)?locale=fr", "/v1/policies"] {
            let tag = try #require(client.get(target).value("etag"))
            let value = field.replacing("%", with: tag)
            let answer = client.get(target, fields: ["If-None-Match: \(value)"])
            #expect(answer.status == status, "\(target)")
            #expect(answer.content.isEmpty == (status == 304))
        }
    }

    @Test func `a request that has begun on one book ends on it, the next sees the new one`() throws
    {
        let service = try service(at: "2026-07-01T10:00:00Z")
        var client = service.client()
        let before = try client.get(Self.policy).json()["book"] as? String
        try service.replace(with: RepositoryFile.root.appending(path: "Config/book").path)
        #expect(client.get(Self.policy).status == 404)
        let other = client.get("/v1/policies/returns.no-receipt")
        #expect(other.status == 200)
        #expect(try other.json()["book"] as? String != before)
    }
}
