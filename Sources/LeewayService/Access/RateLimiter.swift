import Synchronization

/// The token buckets of all callers, in memory.
///
/// A bucket is one number, the moment at which it will be full (the theoretical arrival time of the
/// generic cell rate algorithm, ITU-T I.371), so a bucket that is full needs no memory. The table
/// has a fixed size: where too many callers are active at once, the bucket nearest to full is
/// forgotten, which errs in its caller's favour.
///
/// Isolation: any thread; each part of the table has a lock of its own.
final class RateLimiter: Sendable {
    /// LIMIT: 16 384 callers active at the same time, in 400 KB.
    private static let partCount = 16
    private static let setsPerPart = 128
    private static let waysPerSet = 8

    private struct Bucket {
        var subject: RateLimits.Subject
        /// On the monotonic clock.
        var fullAt: Int64
    }

    private final class Part: Sendable {
        let buckets = Mutex<[Bucket?]>(
            Array(repeating: nil, count: RateLimiter.setsPerPart * RateLimiter.waysPerSet)
        )
    }

    private let parts = (0..<partCount).map { _ in Part() }
    private let seed: UInt64

    /// `seed` is unguessable, so that nobody can fill one set on purpose.
    init(seed: UInt64) {
        self.seed = seed
    }

    /// Takes a token from the subject's bucket, if it has one; one that `isCounted` is false for is
    /// only looked for.
    func take(
        _ subject: RateLimits.Subject,
        _ rate: RateLimits.Rate,
        at now: Int64,
        isCounted: Bool = true
    ) -> RateVerdict {
        let hash = hash(subject)
        let part = parts[Int(hash % UInt64(Self.partCount))]
        let set = Int(hash >> 32 % UInt64(Self.setsPerPart)) * Self.waysPerSet
        return part.buckets.withLock { buckets in
            let place = Self.place(of: subject, in: buckets, set..<set + Self.waysPerSet, at: now)
            let fullAt = buckets[place].map { $0.subject == subject ? $0.fullAt : now } ?? now
            let (verdict, after) = Self.judge(rate, fullAt: max(fullAt, now), at: now)
            if isCounted { buckets[place] = Bucket(subject: subject, fullAt: after) }
            return verdict
        }
    }

    private static func judge(
        _ rate: RateLimits.Rate,
        fullAt: Int64,
        at now: Int64
    ) -> (RateVerdict, fullAt: Int64) {
        let interval = rate.intervalNanoseconds
        let capacity = interval * Int64(rate.burst)
        let after = fullAt + interval
        let excess = after - now - capacity
        let isAllowed = excess <= 0
        let next = isAllowed ? after : fullAt
        let verdict = RateVerdict(
            isAllowed: isAllowed,
            remaining: Int((capacity - (next - now)) / interval),
            resetSeconds: seconds(next - now),
            retryAfterSeconds: isAllowed ? 0 : max(1, seconds(excess))
        )
        return (verdict, next)
    }

    private static func seconds(_ nanoseconds: Int64) -> Int {
        Int((nanoseconds + 999_999_999) / 1_000_000_000)
    }

    /// The subject's own place, else one that is free or full again, else that nearest to full.
    private static func place(
        of subject: RateLimits.Subject,
        in buckets: borrowing [Bucket?],
        _ set: Range<Int>,
        at now: Int64
    ) -> Int {
        var best = set.lowerBound
        var bestFullAt = Int64.max
        for index in set {
            guard let bucket = buckets[index] else {
                if bestFullAt > .min { (best, bestFullAt) = (index, .min) }
                continue
            }
            if bucket.subject == subject { return index }
            if bucket.fullAt < bestFullAt { (best, bestFullAt) = (index, bucket.fullAt) }
        }
        return best
    }

    /// Two rounds of SplitMix64's finaliser.
    private func hash(_ subject: RateLimits.Subject) -> UInt64 {
        Self.mix(subject.low ^ Self.mix(subject.high ^ seed))
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        var word = word &+ 0x9E37_79B9_7F4A_7C15
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
