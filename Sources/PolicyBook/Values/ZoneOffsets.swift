package import Foundation

/// Where the seconds east of Greenwich come from: a time zone, or what was read from one.
package protocol OffsetSource {
    /// Seconds east of Greenwich at a moment, counted since 1970 in UTC.
    func offset(atSecond second: Int64) -> Int
}

extension TimeZone: OffsetSource {
    /// Seconds east of Greenwich at a moment, counted since 1970 in UTC.
    package func offset(atSecond second: Int64) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
    }
}

/// The offsets of a time zone, read once: Foundation takes a lock and a microsecond for each.
///
/// Isolation: immutable; every loop may use it.
package final class ZoneOffsets: OffsetSource, Sendable {
    /// The zone they were read from; it answers for moments outside ``known``.
    package let zone: TimeZone
    /// The seconds at which an offset begins, ascending.
    private let starts: [Int64]
    /// The offset from each of `starts` on.
    private let offsets: [Int]

    /// The years 1970 to 2099.
    private static let known: Range<Int64> = 0..<4_102_444_800
    // LIMIT: no zone changes more often than twice a month; a zone that did is not read ahead.
    private static let maxChanges = 3_200

    /// Reads the offsets of the years 1970 to 2099.
    package init(_ zone: TimeZone) {
        self.zone = zone
        var starts = [Self.known.lowerBound]
        var offsets = [zone.offset(atSecond: Self.known.lowerBound)]
        // Offsets are looked at once a week; between two that differ the change is searched for.
        let week: Int64 = 604_800
        var second = Self.known.lowerBound
        while second < Self.known.upperBound, starts.count < Self.maxChanges {
            let next = min(second + week, Self.known.upperBound)
            let offset = zone.offset(atSecond: next)
            if offset != offsets[offsets.count - 1] {
                starts.append(Self.change(in: zone, after: second, before: next))
                offsets.append(offset)
            }
            second = next
        }
        self.starts = starts
        self.offsets = offsets
    }

    /// Seconds east of Greenwich at a moment, counted since 1970 in UTC.
    ///
    /// Complexity: the logarithm of the zone's changes.
    package func offset(atSecond second: Int64) -> Int {
        guard Self.known.contains(second) else { return zone.offset(atSecond: second) }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= second { low = middle } else { high = middle }
        }
        return offsets[low]
    }

    /// The first second with the offset that `later` has.
    private static func change(
        in zone: TimeZone,
        after earlier: Int64,
        before later: Int64
    ) -> Int64 {
        let offset = zone.offset(atSecond: later)
        var low = earlier
        var high = later
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if zone.offset(atSecond: middle) == offset { high = middle } else { low = middle }
        }
        return high
    }
}
