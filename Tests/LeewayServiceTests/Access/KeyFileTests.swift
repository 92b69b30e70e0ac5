import LeewayService
import PolicyBook
import Testing

/// How keys are written and kept.
struct KeyFileTests {
    private func file(_ text: String) throws -> [APIKey] {
        try KeyFile.keys(in: Array(text.utf8))
    }

    @Test func `what is written is read again`() throws {
        let end = Instant(rfc3339: "2027-01-01T00:00:00Z")
        let plain = IssuedKey([.public], number: 1) { $0.origins = ["https://shop.example"] }
        let full = IssuedKey([.staff, .owner], number: 1 << 50 - 1) { key in
            key.name = "line\n\"quoted\""
            key.expiresAt = end
            key.assertsStaff = true
            key.staff = .init(id: "s-1", role: nil, team: "t-1")
            _ = key.addSecret(IssuedKey.random(9), at: IssuedKey.moment, othersUntil: end)
        }
        let content = KeyFile.content(of: [plain.key, full.key])
        #expect(try KeyFile.keys(in: content) == [plain.key, full.key])
    }

    @Test func `the file holds no secret`() {
        let issued = IssuedKey([.staff])
        let content = String(decoding: KeyFile.content(of: [issued.key]), as: UTF8.self)
        #expect(!content.contains(issued.text))
        #expect(!content.contains(issued.text.suffix(32)))
        #expect(issued.key.secrets[0].digest.count == 64)
    }

    @Test func `a key shows its id and 160 bits`() throws {
        let issued = IssuedKey([.staff], number: 0x2_1234_5678_9ABC)
        let match = try #require(issued.text.wholeMatch(of: /lw_([0-9a-z]{10})_[0-9a-z]{32}/))
        #expect(APIKeyID(String(match.output.1)) == issued.key.id)
        #expect("\(issued.key.id)" == match.output.1)
    }

    @Test func `every bit of the secret is in the text`() {
        var key = IssuedKey([.staff]).key
        let zeros = [UInt8](repeating: 0, count: 20)
        let first = key.addSecret(zeros, at: IssuedKey.moment)
        var texts: Set<String> = [first]
        for bit in 0..<160 {
            var random = zeros
            random[bit / 8] ^= 1 << UInt8(bit % 8)
            texts.insert(key.addSecret(random, at: IssuedKey.moment))
        }
        #expect(texts.count == 161)
    }

    @Test(arguments: [
        ("", ""), ("{", ""), ("[]", "object"), (#"{"kees":[]}"#, "did you mean `keys`"),
        (#"{"keys":[{"id":"x","created_at":"2026-01-01T00:00:00Z"}]}"#, "/keys/0/id"),
        (#"{"keys":[{"id":"0123456789"}]}"#, "/keys/0/created_at"),
        (#"{"keys":[{"id":"0123456789","created_at":"today"}]}"#, "RFC 3339"),
        (
            #"{"keys":[{"id":"0123456789","created_at":"2026-01-01T00:00:00Z","scopes":["root"]}]}"#,
            "no scope `root`"
        ),
        (
            #"{"keys":[{"id":"0123456789","created_at":"2026-01-01T00:00:00Z","scope":["staff"]}]}"#,
            "did you mean `scopes`"
        ),
    ])
    func `says what is wrong with a file`(text: String, words: String) {
        let problem = #expect(throws: Problem.self) { try file(text) }
        #expect(problem?.detail.contains(words) == true, "\(problem?.detail ?? "")")
    }

    @Test func `a key has no third secret`() throws {
        let secret = #"{"sha256":"00","created_at":"2026-01-01T00:00:00Z"}"#
        func key(_ count: Int) -> String {
            let secrets = Array(repeating: secret, count: count).joined(separator: ",")
            return #"{"keys":[{"id":"0123456789","created_at":"2026-01-01T00:00:00Z","#
                + #""secrets":[\#(secrets)]}]}"#
        }
        #expect(try file(key(2))[0].secrets.count == 2)
        #expect(throws: Problem.self) { try file(key(3)) }
    }

    @Test(arguments: [
        ("https://shop.example", true), ("http://localhost:3000", true), ("https://[::1]", true),
        ("https://shop.example/", false), ("https://shop.example:443", false), ("*", false),
        ("http://a:80", false), ("https://Shop.example", false), ("shop.example", false),
        ("null", false), ("https://", false), ("https://a b", false), ("https://a@b", false),
    ])
    func `knows a web origin`(text: String, isOrigin: Bool) {
        #expect(APIKey.isOrigin(text) == isOrigin)
    }
}
