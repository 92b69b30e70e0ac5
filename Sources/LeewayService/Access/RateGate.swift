import HTTPWire

/// Holds one loop's callers to their rate, and tells them how they stand.
///
/// Source: draft-ietf-httpapi-ratelimit-headers-10.
struct RateGate {
    private let limiter: RateLimiter
    private let limits: RateLimits
    /// Values of `RateLimit-Policy`, made once.
    private let keyPolicy: [UInt8]
    private let addressPolicy: [UInt8]
    /// The value of `RateLimit`; its memory is used again.
    private var state: [UInt8] = []

    init(_ limiter: RateLimiter, _ limits: RateLimits) {
        self.limiter = limiter
        self.limits = limits
        keyPolicy = Self.policy("key", limits.perKey)
        addressPolicy = Self.policy("address", limits.perAddress)
    }

    /// Counts a request for its caller, or without one for its address; one that `isCounted` is
    /// false for could be counted, and is not.
    ///
    /// Throws: ``Problem/Kind/rateLimited`` with `Retry-After`; the request is not counted then.
    mutating func admit(
        _ request: borrowing Request,
        caller: CallerID?,
        isCounted: Bool = true,
        at now: () -> Int64,
        _ reply: inout Reply
    ) throws(Problem) {
        guard let peer = request.peer, !(limits.exemptsLoopback && peer.isLoopback) else { return }
        let rate = caller == nil ? limits.perAddress : limits.perKey
        guard rate.perSecond > 0 else { return }
        let subject = caller.map(RateLimits.Subject.init) ?? RateLimits.Subject(peer)
        let verdict = limiter.take(subject, rate, at: now(), isCounted: isCounted)
        // Whoever is counted later is told then.
        guard isCounted || !verdict.isAllowed else { return }
        let policy = caller == nil ? addressPolicy : keyPolicy
        reply.addField(.rateLimitPolicy, policy, 0..<policy.count)
        write(verdict, caller == nil ? "address" : "key")
        reply.addField(.rateLimit, state, 0..<state.count)
        guard verdict.isAllowed else {
            var problem = Problem(
                .rateLimited,
                "at most \(rate.perSecond) requests a second are taken in the long run, and "
                    + "\(rate.burst) at once; try again in \(verdict.retryAfterSeconds) s"
            )
            problem.fields = [.init(.retryAfter, String(verdict.retryAfterSeconds))]
            throw problem
        }
    }

    private mutating func write(_ verdict: RateVerdict, _ name: StaticString) {
        state.removeAll(keepingCapacity: true)
        state.append(UInt8(ascii: "\""))
        state.append(fixed: name)
        state.append(fixed: "\";r=")
        state.append(decimal: verdict.remaining)
        state.append(fixed: ";t=")
        state.append(decimal: verdict.resetSeconds)
    }

    private static func policy(_ name: String, _ rate: RateLimits.Rate) -> [UInt8] {
        Array("\"\(name)\";q=\(rate.burst);w=\(rate.windowSeconds)".utf8)
    }
}
