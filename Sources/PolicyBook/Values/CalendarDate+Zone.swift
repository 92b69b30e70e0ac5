extension CalendarDate {
    /// The day on which `instant` falls in that zone.
    package init(_ instant: Instant, in zone: some OffsetSource) {
        let local = instant.seconds + Int64(zone.offset(atSecond: instant.seconds))
        self.init(dayNumber: Int32(clamping: local.floorDivided(by: 86_400)))
    }

    /// The first moment of the day in that zone, which is not midnight where a clock change skips
    /// it.
    package func start(in zone: some OffsetSource) -> Instant {
        let midnight = Int64(dayNumber) * 86_400
        let before = Int64(zone.offset(atSecond: midnight - 86_400))
        let after = Int64(zone.offset(atSecond: midnight + 86_400))
        if before == after { return Instant(seconds: midnight - before) }
        let earliest = midnight - max(before, after)
        if zone.offset(atSecond: earliest) == Int(max(before, after)) {
            return Instant(seconds: earliest)
        }
        return Instant(
            seconds: firstSecond(from: earliest, to: midnight - min(before, after), zone)
        )
    }

    /// Below zero where the day begins before the moment, above where after, in that zone.
    func compared(to moment: Instant, in zone: some OffsetSource) -> Int {
        let day = CalendarDate(moment, in: zone)
        if self != day { return self < day ? -1 : 1 }
        return start(in: zone) == moment ? 0 : -1
    }

    /// The first second of this day between two seconds, of which the later is of this day.
    private func firstSecond(
        from earlier: Int64,
        to later: Int64,
        _ zone: some OffsetSource
    ) -> Int64 {
        var low = earlier
        var high = later
        while low < high {
            let middle = low + (high - low) / 2
            let day = CalendarDate(Instant(seconds: middle), in: zone)
            if day < self { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Instant {
    /// The same time of day in that zone, so many calendar days later.
    ///
    /// A time that a clock change skips moves on by what was skipped. Returns: nil where the result
    /// leaves the writable years.
    package func adding(days: Int64, in zone: some OffsetSource) -> Instant? {
        let offset = Int64(zone.offset(atSecond: seconds))
        let (length, overflow) = days.multipliedReportingOverflow(by: 86_400)
        guard !overflow, let shifted = adding(seconds: length) else { return nil }
        let local = shifted.seconds + offset
        // The offset before the change is tried first: of two equal times the earlier is meant.
        let before = Int64(zone.offset(atSecond: local - offset - 86_400))
        let candidate = local - before
        if Int64(zone.offset(atSecond: candidate)) == before {
            return Instant(seconds: candidate, nanoseconds: Int64(nanoseconds))
        }
        let after = Int64(zone.offset(atSecond: local - offset + 86_400))
        let later = local - after
        let isSkipped = Int64(zone.offset(atSecond: later)) != after
        return Instant(seconds: isSkipped ? candidate : later, nanoseconds: Int64(nanoseconds))
    }
}
