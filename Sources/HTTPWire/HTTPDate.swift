/// A moment as it is written in `Date` (IMF-fixdate, RFC 9110 section 5.6.7).
package enum HTTPDate {
    /// How many octets a `Date` line has, its CRLF included.
    static let lineCount = 37

    private static let days: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The whole `Date` line, always `lineCount` octets, for years 0 to 9999.
    static func line(secondsSinceEpoch: Int64) -> [UInt8] {
        let seconds = min(max(secondsSinceEpoch, 0), 253_402_300_799)
        let (day, second) = (Int(seconds / 86_400), Int(seconds % 86_400))
        let date = civilDate(daysSinceEpoch: day)
        var line: [UInt8] = []
        line.reserveCapacity(lineCount)
        line.append("Date: ")
        line.append(days[(day + 4) % 7])
        line.append(", ")
        line.append(padded: date.day, digits: 2)
        line.append(" ")
        line.append(months[date.month - 1])
        line.append(" ")
        line.append(padded: date.year, digits: 4)
        line.append(" ")
        line.append(padded: second / 3_600, digits: 2)
        line.append(":")
        line.append(padded: second / 60 % 60, digits: 2)
        line.append(":")
        line.append(padded: second % 60, digits: 2)
        line.append(" GMT\r\n")
        return line
    }

    /// The moment as fields such as `Sunset` hold it.
    package static func text(secondsSinceEpoch: Int64) -> String {
        let line = line(secondsSinceEpoch: secondsSinceEpoch)
        return String(decoding: line.dropFirst(6).dropLast(2), as: UTF8.self)
    }

    /// The Gregorian date of a day counted from 1970-01-01.
    ///
    /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    private static func civilDate(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension [UInt8] {
    /// Appends `number` in at least `digits` decimal digits.
    fileprivate mutating func append(padded number: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 1, number < divisor {
            append(UInt8(ascii: "0"))
            divisor /= 10
        }
        append(decimal: number)
    }
}
