/// Timestamps as RFC 3339 text, and the proleptic Gregorian calendar in UTC.
extension Timestamp: CustomStringConvertible {
    /// The time in UTC, such as `2009-02-13T23:31:30.5Z`.
    public var description: String {
        let civil = CivilTime(secondsSince1970: seconds)
        let date =
            "\(civil.year.padded(4))-\(civil.month.padded(2))-\(civil.day.padded(2))"
        let time =
            "\(civil.hour.padded(2)):\(civil.minute.padded(2)):\(civil.second.padded(2))"
        return date + "T" + time + fractionText(Int(nanoseconds)) + "Z"
    }

    /// Reads RFC 3339 text.
    ///
    /// Returns nil for any other form and outside the years 1 to 9999.
    public init?(rfc3339 text: String) {
        var reader = TimestampReader(text)
        guard let result = reader.read() else { return nil }
        self = result
    }

    func advanced(byNanoseconds length: Int64) throws(EvaluationError) -> Timestamp {
        var seconds = self.seconds + length / 1_000_000_000
        var nanoseconds = Int64(self.nanoseconds) + length % 1_000_000_000
        if nanoseconds < 0 {
            nanoseconds += 1_000_000_000
            seconds -= 1
        } else if nanoseconds >= 1_000_000_000 {
            nanoseconds -= 1_000_000_000
            seconds += 1
        }
        guard let result = Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds)) else {
            throw EvaluationError(.overflow, "the time is outside the years 1 to 9999")
        }
        return result
    }

    func nanoseconds(since other: Timestamp) throws(EvaluationError) -> Int64 {
        let seconds = self.seconds - other.seconds
        let (whole, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (result, overflow) = whole.addingReportingOverflow(
            Int64(nanoseconds) - Int64(other.nanoseconds)
        )
        guard !tooLong, !overflow else { throw .overflow("-") }
        return result
    }
}

/// The fields of a point in time on the proleptic Gregorian calendar.
struct CivilTime {
    let year: Int
    /// 1 to 12.
    let month: Int
    /// 1 to 31.
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// 0 for Sunday.
    let dayOfWeek: Int
    /// 0 for the first of January.
    let dayOfYear: Int

    init(secondsSince1970: Int64) {
        let days = secondsSince1970.floorDivided(by: 86_400)
        let rest = Int(secondsSince1970 - days * 86_400)
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        dayOfWeek = Int((days + 4) - (days + 4).floorDivided(by: 7) * 7)
        // Years are counted from March, so that a leap day is a year's last; 400 years repeat.
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = Int(shifted - era * 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayFromMarch + 2) / 153
        day = dayFromMarch - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0)
        dayOfYear = Int(days - Self.days(year: year, month: 1, day: 1))
    }

    /// The days from 1970-01-01 to a date.
    static func days(year: Int, month: Int, day: Int) -> Int64 {
        let year = Int64(month <= 2 ? year - 1 : year)
        let era = year.floorDivided(by: 400)
        let yearOfEra = year - era * 400
        let dayFromMarch = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayFromMarch
        return era * 146_097 + dayOfEra - 719_468
    }

    static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Reads `2009-02-13T23:31:30.123Z` strictly.
private struct TimestampReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8.prefix(64))
    }

    mutating func read() -> Timestamp? {
        guard let year = number(4), take("-"), let month = number(2), take("-"),
            let day = number(2), take("T"),
            let hour = number(2), take(":"), let minute = number(2), take(":"),
            let second = number(2),
            let nanoseconds = fraction(), let offset = offset(), position == bytes.count,
            (1...12).contains(month), day >= 1, day <= CivilTime.daysIn(month: month, year: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilTime.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func number(_ length: Int) -> Int? {
        guard position + length <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + length)] {
            guard byte.isDigit else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += length
        return value
    }

    /// Nanoseconds; 0 where no fraction is written, and digits after the ninth are dropped.
    private mutating func fraction() -> Int32? {
        guard take(".") else { return 0 }
        var value: Int32 = 0
        var count = 0
        while position < bytes.count, bytes[position].isDigit {
            if count < 9 { value = value * 10 + Int32(bytes[position] - UInt8(ascii: "0")) }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    private mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(2), take(":"), let minutes = number(2),
            hours < 24, minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

/// The fraction of a second without trailing zeros, with its point; empty for none.
func fractionText(_ nanoseconds: Int) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = nanoseconds.padded(9)
    while digits.last == "0" { digits.removeLast() }
    return "." + digits
}

extension Int {
    /// The number with leading zeros up to a width.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
