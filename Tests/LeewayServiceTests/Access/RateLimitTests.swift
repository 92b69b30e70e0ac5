import HTTPWire
import TestSupport
import Testing

@testable import LeewayService

/// How often callers are let through.
struct RateLimitTests {
    private static let second: Int64 = 1_000_000_000
    private let rate = RateLimits.Rate(perSecond: 10, burst: 5)

    private func address(_ number: UInt64) -> RateLimits.Subject {
        RateLimits.Subject(IPAddress(high: number, low: 0))
    }

    @Test func `takes a burst and not one more`() {
        let limiter = RateLimiter(seed: 1)
        let verdicts = (0..<6).map { _ in limiter.take(address(1), rate, at: 0) }
        #expect(verdicts.map(\.isAllowed) == [true, true, true, true, true, false])
        #expect(verdicts.map(\.remaining) == [4, 3, 2, 1, 0, 0])
        #expect(verdicts[5].retryAfterSeconds == 1)
    }

    @Test func `takes one more at the moment a token is there, and not before`() {
        let limiter = RateLimiter(seed: 1)
        for _ in 0..<5 { _ = limiter.take(address(1), rate, at: 0) }
        #expect(!limiter.take(address(1), rate, at: Self.second / 10 - 1).isAllowed)
        #expect(limiter.take(address(1), rate, at: Self.second / 10).isAllowed)
        #expect(!limiter.take(address(1), rate, at: Self.second / 10).isAllowed)
    }

    @Test func `in the long run takes the rate, however often it is asked`() {
        let limiter = RateLimiter(seed: 1)
        var taken = 0
        for millisecond in 0..<10_000 {
            let now = Int64(millisecond) * 1_000_000
            if limiter.take(address(1), rate, at: now).isAllowed { taken += 1 }
        }
        #expect(taken == 5 + 99)
    }

    @Test func `a bucket holds no more than a burst, however long nobody comes`() {
        let limiter = RateLimiter(seed: 1)
        _ = limiter.take(address(1), rate, at: 0)
        let later = 3_600 * Self.second
        let allowed = (0..<10).map { _ in limiter.take(address(1), rate, at: later).isAllowed }
        #expect(allowed.filter { $0 }.count == 5)
    }

    @Test func `says when the bucket is full again`() {
        let limiter = RateLimiter(seed: 1)
        let slow = RateLimits.Rate(perSecond: 1, burst: 10)
        #expect(limiter.take(address(1), slow, at: 0).resetSeconds == 1)
        #expect(limiter.take(address(1), slow, at: 0).resetSeconds == 2)
        #expect(limiter.take(address(1), slow, at: 0).remaining == 7)
    }

    @Test func `callers do not take from one another`() {
        let limiter = RateLimiter(seed: 1)
        for _ in 0..<5 { _ = limiter.take(address(1), rate, at: 0) }
        #expect(limiter.take(address(2), rate, at: 0).isAllowed)
        let key = RateLimits.Subject(.key(APIKeyID(number: 1)))
        #expect(limiter.take(key, rate, at: 0).isAllowed)
    }

    @Test func `the 64 bits of an IPv6 network are one caller`() {
        let one = IPAddress(high: 0x2001_0DB8_0000_0001, low: 1)
        let other = IPAddress(high: 0x2001_0DB8_0000_0001, low: 2)
        #expect(RateLimits.Subject(one) == RateLimits.Subject(other))
        let v4 = (UInt32(1)...2).map { RateLimits.Subject(IPAddress(v4: $0)) }
        #expect(v4[0] != v4[1])
    }

    @Test func `forgets those nearest to full where too many come`() {
        let limiter = RateLimiter(seed: 1)
        for _ in 0..<5 { _ = limiter.take(address(0), rate, at: 0) }
        for number in 1...200_000 { _ = limiter.take(address(UInt64(number)), rate, at: 0) }
        // The bucket that was empty is kept: all others are nearer to full.
        #expect(!limiter.take(address(0), rate, at: 0).isAllowed)
    }
}

/// The same, as callers of the service see it.
struct RateLimitFieldTests {
    private static let elsewhere = IPAddress(v4: 0xC000_0201)
    private let issued = IssuedKey([.operator])

    private func client(_ rates: RateLimits = RateLimits()) throws -> InMemoryClient {
        try ServiceInMemory(
            "Tests/Fixtures/sample-book",
            at: "2026-11-22T10:00:00Z",
            access: .of(issued),
            rates: rates
        )
        .client()
    }

    private func livez(_ fields: [String] = []) -> String {
        InMemoryClient.request("GET", "/livez", fields, "")
    }

    @Test func `an address gets 40 at once and then a refusal`() throws {
        var client = try client()
        for left in (0..<40).reversed() {
            let response = client.send(livez(), peer: Self.elsewhere)
            #expect(response.status == 200)
            #expect(response.value("ratelimit-policy") == #""address";q=40;w=2"#)
            #expect(response.value("ratelimit")?.hasPrefix(#""address";r=\#(left);t="#) == true)
        }
        let refused = client.send(livez(), peer: Self.elsewhere)
        #expect(refused.status == 429)
        #expect(refused.value("retry-after") == "1")
        #expect(refused.value("ratelimit") == #""address";r=0;t=2"#)
        #expect(refused.text.contains("urn:leeway:problem:rate-limited"))
        // A key has a bucket of its own.
        let known = client.send(livez([issued.field]), peer: Self.elsewhere)
        #expect(known.status == 200)
        #expect(known.value("ratelimit") == #""key";r=199;t=1"#)
    }

    @Test func `who tries bad keys is counted by address`() throws {
        var client = try client()
        let bad = livez(["Authorization: Bearer \(issued.text.dropLast())0"])
        for _ in 0..<40 { #expect(client.send(bad, peer: Self.elsewhere).status == 401) }
        #expect(client.send(bad, peer: Self.elsewhere).status == 429)
        #expect(client.send(livez(), peer: Self.elsewhere).status == 429)
    }

    @Test func `the machine itself is exempt, unless the setting says otherwise`() throws {
        var exempt = try client()
        for _ in 0..<100 { #expect(exempt.send(livez()).status == 200) }
        #expect(exempt.send(livez()).value("ratelimit") == nil)
        var rates = RateLimits()
        rates.exemptsLoopback = false
        var counted = try client(rates)
        for _ in 0..<40 { #expect(counted.send(livez()).status == 200) }
        #expect(counted.send(livez()).status == 429)
    }

    @Test func `a rate of 0 is none`() throws {
        var rates = RateLimits()
        rates.perAddress = .init(perSecond: 0, burst: 1)
        var client = try client(rates)
        for _ in 0..<100 { #expect(client.send(livez(), peer: Self.elsewhere).status == 200) }
    }
}
