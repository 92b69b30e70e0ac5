/// A moment in UTC, to the nanosecond; passed in by the caller, never read from a clock here.
package struct Instant: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    package let seconds: Int64
    /// 0 to 999 999 999, counted forward from `seconds`.
    package let nanoseconds: Int32

    /// Makes the moment; `nanoseconds` outside 0 to 999 999 999 are carried into the seconds.
    package init(seconds: Int64, nanoseconds: Int64 = 0) {
        let carry = nanoseconds.floorDivided(by: 1_000_000_000)
        self.seconds = seconds.addingReportingOverflow(carry).partialValue
        self.nanoseconds = Int32(nanoseconds - carry * 1_000_000_000)
    }
}

extension Instant: Comparable {
    /// Whether the first moment is earlier.
    package static func < (left: Instant, right: Instant) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension Instant {
    /// The moments RFC 3339 can write: the years 0001 to 9999.
    package static let writable =
        Instant(
            seconds: -62_135_596_800
        )...Instant(
            seconds: 253_402_300_799,
            nanoseconds: 999_999_999
        )

    /// The moment so many seconds later; nil where the sum leaves the writable years.
    package func adding(seconds more: Int64, nanoseconds moreNanoseconds: Int64 = 0) -> Instant? {
        let (sum, overflow) = seconds.addingReportingOverflow(more)
        let (fraction, carried) = Int64(nanoseconds).addingReportingOverflow(moreNanoseconds)
        guard !overflow, !carried, sum.magnitude < Int64.max / 2 else { return nil }
        let result = Instant(seconds: sum, nanoseconds: fraction)
        return Self.writable.contains(result) ? result : nil
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity; the divisor is positive.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
