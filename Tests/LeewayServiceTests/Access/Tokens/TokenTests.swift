import Foundation
import HTTPWire
import PolicyBook
import TestSupport
import Testing
import TokenSupport

@testable import LeewayService

/// Which tokens open what.
struct TokenTests {
    private static let end = TokenService.now + TokenService.hour

    private func operatorClaims(_ change: (inout [String: Any]) -> Void = { _ in }) throws -> String
    {
        var claims: [String: Any] = [
            "iss": TokenIssuer.name, "aud": TokenIssuer.audience, "sub": "s-1", "exp": Self.end,
            "scope": "operator",
        ]
        change(&claims)
        return String(decoding: try JSONSerialization.data(withJSONObject: claims), as: UTF8.self)
    }

    @Test(arguments: ["RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA"])
    func `takes a token signed by a key of the set, on its scope's routes alone`(
        algorithm: String
    ) async throws {
        let issuer = try await TokenIssuer(algorithm, id: "k1")
        let service = try await TokenService(issuer)
        let token = try issuer.token(scope: "operator", expiry: Self.end)
        // Verified, and then known.
        var client = service.service.client()
        for _ in 0..<2 {
            #expect(client.get("/v1/book", fields: [IssuedKey.field(token)]).status == 200)
        }
        let refused = client.post("/v1/discretion/check", "{}", fields: [IssuedKey.field(token)])
        #expect(refused.status == 403)
        #expect(refused.value("www-authenticate")?.contains("insufficient_scope") == true)
    }

    @Test func `refuses every bad token on every route`() async throws {
        let issuer = try await TokenIssuer("ES256", id: "k1")
        let stranger = try await TokenIssuer("ES256", id: "k1")
        let log = KeptLog()
        let service = try await TokenService(issuer, log: (log, .json))
        let good = try issuer.token(scope: "operator", expiry: Self.end)
        var client = service.service.client()
        #expect(client.get("/v1/book", fields: [IssuedKey.field(good)]).status == 200)
        let parts = good.split(separator: ".").map(String.init)
        let claims = try operatorClaims()
        func header(_ text: String) throws -> String {
            try issuer.token(header: text, claims: claims)
        }
        let last = parts[2].last == "A" ? "Q" : "A"
        let bad: [(words: String, token: String)] = [
            ("no key that is known", try header(#"{"alg":"ES256"}"#)),
            ("no key that is known", try header(#"{"alg":"ES256","kid":"k2"}"#)),
            ("no key that is known", try header(#"{"alg":"ES256","kid":7}"#)),
            ("not its key's", try header(#"{"alg":"none","kid":"k1"}"#)),
            ("not its key's", try header(#"{"alg":"HS256","kid":"k1"}"#)),
            ("not its key's", try header(#"{"alg":"RS256","kid":"k1"}"#)),
            ("not its key's", try header(#"{"alg":"es256","kid":"k1"}"#)),
            ("not its key's", try header(#"{"kid":"k1"}"#)),
            ("`crit`", try header(#"{"alg":"ES256","kid":"k1","crit":["exp"]}"#)),
            ("`b64`", try header(#"{"alg":"ES256","kid":"k1","b64":false}"#)),
            ("`jku`", try header(#"{"alg":"ES256","kid":"k1","jku":"https://evil.example"}"#)),
            ("`x5u`", try header(#"{"alg":"ES256","kid":"k1","x5u":"https://evil.example"}"#)),
            ("`jwk`", try header(#"{"alg":"ES256","kid":"k1","jwk":{}}"#)),
            ("`x5c`", try header(#"{"alg":"ES256","kid":"k1","x5c":[]}"#)),
            ("`typ`", try header(#"{"alg":"ES256","kid":"k1","typ":"logout+jwt"}"#)),
            ("no JSON", try header(#"{"alg":"none","alg":"ES256","kid":"k1"}"#)),
            ("no object", try header("[]")), ("no JSON", try header("")),
            ("not its key's", "\(parts[0]).\(parts[1])."),
            ("not its key's", "\(parts[0]).\(parts[1]).AAAA"),
            ("not its key's", try stranger.token(scope: "operator", expiry: Self.end)),
            ("not its key's", "\(parts[0]).\(try other(claims)).\(parts[2])"),
            ("neither a key", "\(parts[0]).\(parts[1])"), ("neither a key", good + "."),
            ("neither a key", good + "="), ("neither a key", "..x"), ("no JSON", ".."),
            ("neither a key", "\(parts[0]).\(parts[1]).\(parts[2].dropLast())\(last)x"),
            ("another issuer", try issuer.token(claims: operatorClaims { $0["iss"] = nil })),
            ("another issuer", try issuer.token(claims: operatorClaims { $0["iss"] = "x" })),
            ("another issuer", try issuer.token(claims: operatorClaims { $0["iss"] = ["x"] })),
            ("another audience", try issuer.token(claims: operatorClaims { $0["aud"] = nil })),
            ("another audience", try issuer.token(claims: operatorClaims { $0["aud"] = "x" })),
            ("another audience", try issuer.token(claims: operatorClaims { $0["aud"] = [7] })),
            ("no `sub`", try issuer.token(claims: operatorClaims { $0["sub"] = nil })),
            ("no `sub`", try issuer.token(claims: operatorClaims { $0["sub"] = "" })),
            ("no `sub`", try issuer.token(claims: operatorClaims { $0["sub"] = 7 })),
            ("no `sub`", try issuer.token(claims: operatorClaims { $0["sub"] = ["s-1"] })),
            ("no `exp`", try issuer.token(claims: operatorClaims { $0["exp"] = nil })),
            ("no number", try issuer.token(claims: operatorClaims { $0["exp"] = "\(Self.end)" })),
            ("expired", try issuer.token(claims: operatorClaims { $0["exp"] = -1e300 })),
            ("no number", try issuer.token(claims: operatorClaims { $0["nbf"] = true })),
            ("not valid yet", try issuer.token(claims: operatorClaims { $0["nbf"] = 1e300 })),
            ("no JSON", try issuer.token(claims: claims + "x")),
            ("no object", try issuer.token(claims: "7")),
        ]
        for (words, token) in bad {
            for route in RouteTable.routes {
                let response = client.send(route.request([IssuedKey.field(token)]))
                #expect(response.status == 401, "\(route.path): \(words)")
                #expect(response.text.contains(words), "\(response.text)")
                let challenge = response.value("www-authenticate")
                #expect(challenge?.contains("invalid_token") == true)
            }
        }
        for line in log.lines { #expect(!line.contains(parts[2]) && !line.contains("s-1")) }
    }

    private func other(_ claims: String) throws -> String {
        TokenIssuer.base64URL(Data(claims.replacing("s-1", with: "s-2").utf8))
    }

    @Test func `is good within the leeway of its times and no longer`() async throws {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let service = try await TokenService(issuer)
        func status(_ times: String) throws -> Int {
            let claims =
                #"{"iss":"\#(TokenIssuer.name)","aud":["x","leeway"],"sub":"s-1","#
                + #""scope":"operator",\#(times)}"#
            return service.answer(to: try issuer.token(claims: claims)).status
        }
        let now = TokenService.now
        #expect(try status(#""exp":\#(now - 59)"#) == 200)
        #expect(try status(#""exp":\#(now - 60)"#) == 401)
        #expect(try status(#""exp":\#(now - 59).999"#) == 200)
        #expect(try status(#""exp":1e300"#) == 200)
        #expect(try status(#""exp":\#(now + 9),"nbf":\#(now + 60)"#) == 200)
        #expect(try status(#""exp":\#(now + 9),"nbf":\#(now + 61)"#) == 401)
    }

    @Test func `a token that was good once ends at its time`() async throws {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let service = try await TokenService(issuer)
        var client = service.service.client()
        let expiry = TokenService.now + 60
        let token = IssuedKey.field(try issuer.token(scope: "operator", expiry: expiry))
        #expect(client.get("/v1/book", fields: [token]).status == 200)
        try service.service.setTime("2026-11-22T10:01:59.999Z")
        #expect(client.get("/v1/book", fields: [token]).status == 200)
        try service.service.setTime("2026-11-22T10:02:00Z")
        #expect(client.get("/v1/book", fields: [token]).status == 401)
    }

    @Test func `a key that was taken out of the set signs no more, known tokens included`()
        async throws
    {
        let (old, new) = try await (
            TokenIssuer("ES256", id: "old"), TokenIssuer("EdDSA", id: "new")
        )
        let service = try await TokenService(old)
        var client = service.service.client()
        let tokens = try [old, new]
            .map {
                IssuedKey.field(try $0.token(scope: "operator", expiry: Self.end))
            }
        func statuses() -> [Int] {
            tokens.map { client.get("/v1/book", fields: [$0]).status }
        }
        #expect(statuses() == [200, 401])
        for (issuers, expected) in [([old, new], [200, 200]), ([new], [401, 200])] {
            let keys = try await TokenService.keys(issuers)
            service.service.changeAccess { $0.tokens = TokenVerifier(keys, TokenService.rules()) }
            #expect(statuses() == expected)
        }
    }

    @Test func `has at most 8 KiB`() async throws {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let service = try await TokenService(issuer)
        var limits = WireLimits()
        limits.maxFieldLineBytes = 16_384
        var client = InMemoryClient(service.service.handler(), limits: limits)
        let claims = try operatorClaims()
        /// A token of so many octets, made up by blanks in its header and behind its claims.
        func token(_ count: Int) throws -> String {
            for blanks in 0..<3 {
                let header = #"{"alg":"EdDSA","kid":"k1"}"# + String(repeating: " ", count: blanks)
                let rest = count - 88 - (header.utf8.count * 4 + 2) / 3
                let more = rest * 3 / 4 - claims.utf8.count
                let padded = claims + String(repeating: " ", count: more)
                let token = try issuer.token(header: header, claims: padded)
                if token.utf8.count == count { return token }
            }
            throw CancellationError()
        }
        func answer(_ count: Int) throws -> ReceivedResponse {
            client.get("/v1/book", fields: [IssuedKey.field(try token(count))])
        }
        #expect(try answer(8_192).status == 200)
        let refused = try answer(8_193)
        #expect(refused.status == 401 && refused.text.contains("8192"))
    }

    @Test func `a service without an issuer takes no token`() async throws {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let token = try issuer.token(scope: "operator", expiry: Self.end)
        var client = try ServiceInMemory("Tests/Fixtures/sample-book").client()
        #expect(client.get("/livez", fields: [IssuedKey.field(token)]).status == 401)
    }

    @Test func `each subject has a rate of its own, and a name in the log that is not its own`()
        async throws
    {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let log = KeptLog()
        let service = try await TokenService(issuer, log: (log, .json))
        service.service.changeAccess {
            $0.rates.exemptsLoopback = false
            $0.rates.perKey = .init(perSecond: 1, burst: 2)
        }
        let handler = service.service.handler()
        var client = InMemoryClient(handler)
        func send(_ subject: String, _ expiry: Int64) throws -> ReceivedResponse {
            let claims = try operatorClaims { ($0["sub"], $0["exp"]) = (subject, expiry) }
            let token = try issuer.token(claims: claims)
            return client.get("/v1/book", fields: [IssuedKey.field(token)])
        }
        // Another token of the same subject brings no other bucket.
        #expect(try send("ada", Self.end).value("ratelimit") == #""key";r=1;t=1"#)
        #expect(try send("ada", Self.end + 1).status == 200)
        #expect(try send("ada", Self.end + 2).status == 429)
        #expect(try send("bob", Self.end).status == 200)
        handler.endTurn()
        let names = try log.objects().map { $0["subject"] as? String ?? "" }
        #expect(Set(names).count == 2 && names[0] == names[2])
        #expect(names.allSatisfy { $0.wholeMatch(of: /[0-9a-z]{10}/) != nil })
        #expect(try log.objects().allSatisfy { $0["key"] == nil })
    }

    @Test func `no signature is verified for an address that sent too many bad tokens`()
        async throws
    {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let service = try await TokenService(issuer)
        let elsewhere = IPAddress(v4: 0xC000_0201)
        var client = service.service.client()
        func status(_ token: String, from peer: IPAddress) -> ReceivedResponse {
            let fields = [IssuedKey.field(token)]
            return client.send(InMemoryClient.request("GET", "/v1/book", fields, ""), peer: peer)
        }
        func good(_ number: Int64) throws -> String {
            try issuer.token(scope: "operator", expiry: Self.end + number)
        }
        // Good ones take nothing from their address's bucket, however many come.
        for number in Int64(0)..<50 {
            #expect(status(try good(number), from: elsewhere).status == 200)
        }
        let bad = try good(0).dropLast() + "x"
        for _ in 0..<40 { #expect(status(String(bad), from: elsewhere).status == 401) }
        let refused = status(String(bad), from: elsewhere)
        #expect(refused.status == 429 && refused.value("retry-after") == "1")
        #expect(refused.fields.filter { $0.name == "ratelimit" }.count == 1)
        // This one would be found good if it were looked at; those that are known need not be.
        #expect(status(try good(50), from: elsewhere).status == 429)
        #expect(status(try good(0), from: elsewhere).status == 200)
        #expect(status(try good(50), from: IPAddress(v4: 0xC000_0202)).status == 200)
        #expect(status(try good(51), from: elsewhere).status == 429)
        try service.service.setTime("2026-11-22T10:00:01Z")
        #expect(status(try good(51), from: elsewhere).status == 200)
    }

    @Test func `more callers than are remembered are let in all the same`() async throws {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let keys = try await TokenService.keys([issuer])
        var check = TokenCheck(TokenVerifier(keys, TokenService.rules()), maxKnown: 4)
        let now = Instant(seconds: TokenService.now)
        var counts: [Int] = []
        for number in Int64(1)...6 {
            let token = Array(try issuer.token(scope: "staff", expiry: Self.end + number).utf8)
            for _ in 0..<2 {
                let caller = try check.caller(with: token.span, at: now, beforeVerifying: {})
                #expect(caller.permits(.staff) && !caller.permits(.operator))
            }
            counts.append(check.knownCount)
        }
        #expect(counts == [1, 2, 3, 4, 1, 2])
    }
}
