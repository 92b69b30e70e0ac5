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
