/// A day of the Gregorian calendar, without a time or a zone.
package struct CalendarDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01; negative before.
    package let dayNumber: Int32

    /// Makes the day of that number.
    package init(dayNumber: Int32) {
        self.dayNumber = dayNumber
    }

    /// Makes the day; nil where the calendar has none such, or its year is not 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        dayNumber = Self.dayNumber(year: year, month: month, day: day)
    }

    /// Reads an ISO 8601 calendar date, `2026-02-01`; nil for anything else.
    package init?(iso8601 text: String) {
        self.init(iso8601: text.utf8Span.span)
    }

    /// Reads an ISO 8601 calendar date, `2026-02-01`; nil for anything else.
    package init?(iso8601 octets: Span<UInt8>) {
        guard octets.count == 10 else { return nil }
        var fields = (year: 0, month: 0, day: 0)
        for index in octets.indices {
            let octet = octets[index]
            if index == 4 || index == 7 {
                guard octet == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) else { return nil }
            let digit = Int(octet - UInt8(ascii: "0"))
            switch index {
            case ..<4: fields.year = fields.year * 10 + digit
            case ..<7: fields.month = fields.month * 10 + digit
            default: fields.day = fields.day * 10 + digit
            }
        }
        self.init(year: fields.year, month: fields.month, day: fields.day)
    }

    /// Whether the first day is earlier.
    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// The days ISO 8601 can write in four digits of year.
    package static let writable =
        CalendarDate(dayNumber: -719_162)...CalendarDate(dayNumber: 2_932_896)

    /// The day so many days later; nil where it leaves the years 1 to 9999.
    package func adding(days: Int64) -> CalendarDate? {
        let (sum, overflow) = Int64(dayNumber).addingReportingOverflow(days)
        guard !overflow, let number = Int32(exactly: sum) else { return nil }
        let result = CalendarDate(dayNumber: number)
        return Self.writable.contains(result) ? result : nil
    }
}

extension CalendarDate {
    /// Year, month and day, counted from 1.
    package var components: (year: Int, month: Int, day: Int) {
        // Days are counted from 0000-03-01, so that the leap day ends its year; eras of 400 years
        // have 146 097 days. (Howard Hinnant, chrono-compatible low-level date algorithms.)
        let shifted = Int(dayNumber) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    /// 0 for Sunday to 6 for Saturday, as CEL's `getDayOfWeek` counts.
    package var dayOfWeek: Int {
        let days = (Int(dayNumber) + 4) % 7
        return days >= 0 ? days : days + 7
    }

    /// Counted from 0 for the first of January, as CEL's `getDayOfYear` counts.
    package var dayOfYear: Int {
        Int(dayNumber - Self.dayNumber(year: components.year, month: 1, day: 1))
    }

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension CalendarDate: CustomStringConvertible {
    /// ISO 8601, `2026-02-01`.
    package var description: String {
        let (year, month, day) = components
        return "\(padded(Int64(year), to: 4))-\(padded(Int64(month)))-\(padded(Int64(day)))"
    }
}
