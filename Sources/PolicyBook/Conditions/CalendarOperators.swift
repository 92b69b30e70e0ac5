import CEL

/// What conditions can do with dates, days and hours, in the book's time zone.
struct CalendarOperators {
    let zone: ZoneOffsets

    private static let date = HostTypes.date.type
    private static let days = HostTypes.days.type

    func declare(in environment: inout Environment) {
        Self.declareLengths(in: &environment)
        Self.declareDates(in: &environment)
        Self.declareParts(in: &environment)
        declareDatesAndTimes(in: &environment)
        declareTimesAndDays(in: &environment)
    }

    /// `days(n)`, `hours(n)`, `minutes(n)`, and numbers of days among themselves.
    private static func declareLengths(in environment: inout Environment) {
        environment.declare("days", .int, returns: days) { (count) throws(EvaluationError) in
            guard case .int(let count) = count else { throw .otherType }
            return .days(count)
        }
        environment.declare("int", days, returns: .int) { (count) throws(EvaluationError) in
            .int(try count.dayCount)
        }
        for (name, seconds) in [("hours", Int64(3_600)), ("minutes", 60)] {
            environment.declare(name, .int, returns: .duration) { (count) throws(EvaluationError) in
                guard case .int(let count) = count else { throw .otherType }
                return try duration(seconds: count.multipliedReportingOverflow(by: seconds))
            }
        }
        environment.declare("_+_", days, days, returns: days) {
            (left, right) throws(EvaluationError) in
            try counted(left.dayCount.addingReportingOverflow(right.dayCount))
        }
        environment.declare("_-_", days, days, returns: days) {
            (left, right) throws(EvaluationError) in
            try counted(left.dayCount.subtractingReportingOverflow(right.dayCount))
        }
        environment.declare("_*_", days, .int, returns: days) {
            (left, right) throws(EvaluationError) in
            guard case .int(let factor) = right else { throw .otherType }
            return try counted(left.dayCount.multipliedReportingOverflow(by: factor))
        }
        declareLengthComparisons(in: &environment)
    }

    private static func declareLengthComparisons(in environment: inout Environment) {
        for (left, right) in [(days, days), (days, CELType.int), (.int, days)] {
            environment.declareComparisons(left, right) { (left, right) throws(EvaluationError) in
                compare(try numberOfDays(left), try numberOfDays(right))
            }
        }
        for (left, right) in [(days, CELType.duration), (.duration, days)] {
            environment.declareComparisons(left, right) { (left, right) throws(EvaluationError) in
                compare(try nanoseconds(left), try nanoseconds(right))
            }
        }
        environment.declareExtremes(days) { (left, right) throws(EvaluationError) in
            try left.dayCount < right.dayCount
        }
    }

    /// Dates among themselves and with days.
    private static func declareDates(in environment: inout Environment) {
        environment.declare("date", .string, returns: date) { (text) throws(EvaluationError) in
            guard case .string(let text) = text, let day = CalendarDate(iso8601: text) else {
                throw EvaluationError(.conversion, "the text is not a date such as 2026-02-01")
            }
            return .date(day)
        }
        environment.declare("_+_", date, days, returns: date) {
            (day, count) throws(EvaluationError) in
            try moved(day.calendarDate, by: count.dayCount)
        }
        environment.declare("_+_", days, date, returns: date) {
            (count, day) throws(EvaluationError) in
            try moved(day.calendarDate, by: count.dayCount)
        }
        environment.declare("_-_", date, days, returns: date) {
            (day, count) throws(EvaluationError) in
            let (back, overflow) = try Int64(0).subtractingReportingOverflow(count.dayCount)
            guard !overflow else { throw .outOfRange }
            return try moved(day.calendarDate, by: back)
        }
        environment.declare("_-_", date, date, returns: days) {
            (left, right) throws(EvaluationError) in
            .days(
                Int64(try left.calendarDate.dayNumber) - Int64(try right.calendarDate.dayNumber)
            )
        }
        environment.declareComparisons(date, date) { (left, right) throws(EvaluationError) in
            compare(
                Int128(try left.calendarDate.dayNumber),
                Int128(try right.calendarDate.dayNumber)
            )
        }
        environment.declareExtremes(date) { (left, right) throws(EvaluationError) in
            try left.calendarDate < right.calendarDate
        }
    }

    /// The parts of a date, counted as CEL counts those of a timestamp.
    private static func declareParts(in environment: inout Environment) {
        let parts: [(String, @Sendable (CalendarDate) -> Int)] = [
            ("getFullYear", { $0.components.year }),
            ("getMonth", { $0.components.month - 1 }),
            ("getDate", { $0.components.day }),
            ("getDayOfMonth", { $0.components.day - 1 }),
            ("getDayOfWeek", { $0.dayOfWeek }),
            ("getDayOfYear", { $0.dayOfYear }),
        ]
        for (name, part) in parts {
            environment.declare(name, date, returns: .int, isMember: true) {
                (day) throws(EvaluationError) in
                .int(Int64(part(try day.calendarDate)))
            }
        }
    }

    /// Dates with moments: a date is the start of its day.
    private func declareDatesAndTimes(in environment: inout Environment) {
        let date = Self.date
        environment.declare("date", .timestamp, returns: date) {
            [zone] (moment) throws(EvaluationError) in
            .date(CalendarDate(try Self.instant(moment, in: zone), in: zone))
        }
        environment.declareComparisons(date, .timestamp) {
            [zone] (day, moment) throws(EvaluationError) in
            try day.calendarDate.compared(to: Self.instant(moment, in: zone), in: zone)
        }
        environment.declareComparisons(.timestamp, date) {
            [zone] (moment, day) throws(EvaluationError) in
            -(try day.calendarDate.compared(to: Self.instant(moment, in: zone), in: zone))
        }
        for (left, right) in [(date, CELType.timestamp), (.timestamp, date)] {
            environment.declare("_-_", left, right, returns: .duration) {
                [zone] (left, right) throws(EvaluationError) in
                try Self.difference(Self.instant(left, in: zone), Self.instant(right, in: zone))
            }
        }
        for (name, sign) in [("_+_", Int128(1)), ("_-_", -1)] {
            environment.declare(name, date, .duration, returns: .timestamp) {
                [zone] (day, length) throws(EvaluationError) in
                let start = try Self.instant(day, in: zone)
                return try Self.moved(start, byNanoseconds: sign * Self.nanoseconds(length))
            }
        }
    }

    /// Moments with calendar days: the same time of day, so many days away.
    private func declareTimesAndDays(in environment: inout Environment) {
        let days = Self.days
        for (name, sign) in [("_+_", Int64(1)), ("_-_", -1)] {
            environment.declare(name, .timestamp, days, returns: .timestamp) {
                [zone] (moment, count) throws(EvaluationError) in
                let (count, overflow) = try count.dayCount.multipliedReportingOverflow(by: sign)
                guard !overflow,
                    let moved = try Self.instant(moment, in: zone).adding(days: count, in: zone),
                    let value = Value.instant(moved)
                else { throw .outOfRange }
                return value
            }
        }
    }
}

extension CalendarOperators {
    private static func compare(_ left: Int128, _ right: Int128) -> Int {
        if left == right { return 0 }
        return left < right ? -1 : 1
    }

    private static func numberOfDays(_ value: Value) throws(EvaluationError) -> Int128 {
        if case .int(let count) = value { return Int128(count) }
        return Int128(try value.dayCount)
    }

    /// A length of time; a day beside hours counts as 24 of them.
    private static func nanoseconds(_ value: Value) throws(EvaluationError) -> Int128 {
        if case .duration(let nanoseconds) = value { return Int128(nanoseconds) }
        return Int128(try value.dayCount) * 86_400_000_000_000
    }

    private static func counted(
        _ result: (partialValue: Int64, overflow: Bool)
    ) throws(EvaluationError) -> Value {
        guard !result.overflow else { throw .outOfRange }
        return .days(result.partialValue)
    }

    private static func duration(
        seconds: (partialValue: Int64, overflow: Bool)
    ) throws(EvaluationError) -> Value {
        let (nanoseconds, overflow) = seconds.partialValue.multipliedReportingOverflow(
            by: 1_000_000_000
        )
        guard !seconds.overflow, !overflow else { throw .outOfRange }
        return .duration(nanoseconds: nanoseconds)
    }

    private static func moved(
        _ day: CalendarDate,
        by count: Int64
    ) throws(EvaluationError) -> Value {
        guard let moved = day.adding(days: count) else { throw .outOfRange }
        return .date(moved)
    }

    private static func instant(
        _ value: Value,
        in zone: ZoneOffsets
    ) throws(EvaluationError) -> Instant {
        if case .timestamp(let moment) = value {
            return Instant(seconds: moment.seconds, nanoseconds: Int64(moment.nanoseconds))
        }
        return try value.calendarDate.start(in: zone)
    }

    private static func difference(
        _ left: Instant,
        _ right: Instant
    ) throws(EvaluationError) -> Value {
        let nanoseconds =
            (Int128(left.seconds) - Int128(right.seconds)) * 1_000_000_000
            + Int128(left.nanoseconds) - Int128(right.nanoseconds)
        guard let nanoseconds = Int64(exactly: nanoseconds) else { throw .outOfRange }
        return .duration(nanoseconds: nanoseconds)
    }

    private static func moved(
        _ start: Instant,
        byNanoseconds nanoseconds: Int128
    ) throws(EvaluationError) -> Value {
        let seconds = nanoseconds / 1_000_000_000
        let rest = nanoseconds % 1_000_000_000
        guard let seconds = Int64(exactly: seconds),
            let moved = start.adding(seconds: seconds, nanoseconds: Int64(rest)),
            let value = Value.instant(moved)
        else { throw .outOfRange }
        return value
    }
}
