import HTTPWire

/// How many requests callers may send in a time.
package struct RateLimits: Sendable {
    /// For each key, and each subject of tokens.
    package var perKey = Rate(perSecond: 100, burst: 200)
    /// For each address, or IPv6 network of 64 bits, from which requests come without a good credential.
    package var perAddress = Rate(perSecond: 20, burst: 40)
    /// Whether the machine's own addresses are exempt, and Unix domain sockets.
    package var exemptsLoopback = true

    /// The defaults.
    package init() {}

    /// A token bucket: full at first, and filled again steadily.
    package struct Rate: Sendable, Equatable {
        /// How many requests a second are taken in the long run; 0 for any number.
        package var perSecond: Int
        /// How many are taken at once, at least 1.
        package var burst: Int

        package init(perSecond: Int, burst: Int) {
            self.perSecond = perSecond
            self.burst = burst
        }

        /// Between two tokens.
        var intervalNanoseconds: Int64 { 1_000_000_000 / Int64(max(1, perSecond)) }

        /// The seconds in which an empty bucket fills, rounded up.
        var windowSeconds: Int {
            let rate = max(1, perSecond)
            return max(1, (burst + rate - 1) / rate)
        }
    }

    /// Whose bucket a request is taken from.
    struct Subject: Sendable, Hashable {
        let high: UInt64
        let low: UInt64

        init(_ caller: CallerID) {
            // No address begins so: it would be multicast.
            switch caller {
            case .key(let id): (high, low) = (.max, id.number)
            case .subject(let id): (high, low) = (.max - 1, id.number)
            }
        }

        /// An IPv6 address stands for its network of 64 bits, which is one customer's.
        init(_ address: IPAddress) {
            high = address.high
            low = address.isV4 ? address.low : 0
        }
    }
}

/// The state of a bucket after a request.
struct RateVerdict: Sendable, Equatable {
    /// Whether the request is taken.
    let isAllowed: Bool
    /// How many more would be taken now.
    let remaining: Int
    /// The seconds until the bucket is full again, rounded up.
    let resetSeconds: Int
    /// The seconds until one request would be taken, rounded up; 0 where one would be now.
    let retryAfterSeconds: Int
}
