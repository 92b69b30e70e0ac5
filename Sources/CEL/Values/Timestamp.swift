/// A point in time between the years 1 and 9999, as in `google.protobuf.Timestamp`.
public struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    public let seconds: Int64
    /// The part of a second after `seconds`, 0 to 999 999 999.
    public let nanoseconds: Int32

    /// 0001-01-01T00:00:00Z.
    public static let earliestSeconds: Int64 = -62_135_596_800
    /// 9999-12-31T23:59:59Z.
    public static let latestSeconds: Int64 = 253_402_300_799

    /// Makes a timestamp.
    ///
    /// Returns nil outside the years 1 to 9999 or when the nanoseconds are not within a second.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (Self.earliestSeconds...Self.latestSeconds).contains(seconds),
            (0..<1_000_000_000).contains(nanoseconds)
        else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}

extension Timestamp: Comparable {
    /// Whether the left time is before the right one.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}
