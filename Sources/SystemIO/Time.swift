import Glibc

/// A moment on the monotonic clock, which no one sets and which never steps back.
package struct MonotonicTime: Sendable, Comparable, Hashable {
    /// Nanoseconds since a moment that means nothing by itself.
    package var nanoseconds: Int64

    /// A moment by its number.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The moment that never comes.
    package static let never = MonotonicTime(nanoseconds: .max)

    /// Now, by the vDSO: no system call.
    package static func now() -> MonotonicTime {
        MonotonicTime(nanoseconds: read(CLOCK_MONOTONIC))
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z by the wall clock.
    package static func wallClockNanoseconds() -> Int64 {
        read(CLOCK_REALTIME)
    }

    /// Whether `left` comes before `right`.
    package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment `duration` later; `never` where that is out of range.
    package static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
        time.adding(nanoseconds: duration.nanoseconds)
    }

    /// The moment `count` nanoseconds later; `never` where that is out of range.
    package func adding(nanoseconds count: Int64) -> MonotonicTime {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(count)
        return MonotonicTime(nanoseconds: overflow ? .max : sum)
    }

    /// How much later `left` is than `right`, in nanoseconds.
    package static func - (left: MonotonicTime, right: MonotonicTime) -> Int64 {
        left.nanoseconds.subtractingReportingOverflow(right.nanoseconds).partialValue
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // SAFETY: the result is written to a local for the length of the call.
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// The duration in nanoseconds, `Int64.max` where it is longer than 292 years.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole &+ attoseconds / 1_000_000_000
    }
}
