extension Instant {
    /// Reads a date-time of RFC 3339, section 5.6, such as `2026-11-22T10:00:00Z`.
    ///
    /// Shape: an offset is required; `t`, `z` and a blank for `T` are accepted as the RFC allows;
    /// a fraction has one to nine digits. A leap second (`:60`) is read as the second after `:59`.
    /// Returns: nil for anything else.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let date = reader.date(), reader.takes(anyOf: "Tt "),
            let hour = reader.number(digits: 2, in: 0...23), reader.takes(":"),
            let minute = reader.number(digits: 2, in: 0...59), reader.takes(":"),
            let second = reader.number(digits: 2, in: 0...60),
            let fraction = reader.fractionInNanoseconds(),
            let offset = reader.offsetInSeconds(), reader.isAtEnd
        else { return nil }
        let day = Int64(date.dayNumber) * 86_400
        let time = Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
        self.init(seconds: day + time - Int64(offset), nanoseconds: Int64(fraction))
        guard Self.writable.contains(self) else { return nil }
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC; a fraction only where there is one, in 3, 6 or 9 digits.
    package var description: String {
        let day = seconds.floorDivided(by: 86_400)
        let time = Int(seconds - day * 86_400)
        let date = CalendarDate(dayNumber: Int32(clamping: day)).components
        let fraction = fraction
        let count = 20 + (fraction.width > 0 ? 1 + fraction.width : 0)
        // SAFETY: what is written ends at `count`: twenty octets, and a dot with the fraction.
        return unsafe String(unsafeUninitializedCapacity: count) { octets in
            unsafe octets.write(date.year, at: 0, width: 4, end: "-")
            unsafe octets.write(date.month, at: 5, width: 2, end: "-")
            unsafe octets.write(date.day, at: 8, width: 2, end: "T")
            unsafe octets.write(time / 3_600, at: 11, width: 2, end: ":")
            unsafe octets.write(time / 60 % 60, at: 14, width: 2, end: ":")
            let end: Unicode.Scalar = fraction.width > 0 ? "." : "Z"
            unsafe octets.write(time % 60, at: 17, width: 2, end: end)
            if fraction.width > 0 {
                unsafe octets.write(fraction.digits, at: 20, width: fraction.width, end: "Z")
            }
            return count
        }
    }

    /// The digits below the second that are written, and how many: 0, 3, 6 or 9.
    private var fraction: (digits: Int, width: Int) {
        let whole = Int(nanoseconds)
        if whole == 0 { return (0, 0) }
        if whole % 1_000_000 == 0 { return (whole / 1_000_000, 3) }
        return whole % 1_000 == 0 ? (whole / 1_000, 6) : (whole, 9)
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes the last decimal digits of a number that is not negative, with zeros in front, and what
    /// ends it.
    fileprivate func write(_ number: Int, at start: Int, width: Int, end: Unicode.Scalar) {
        var rest = number
        for place in (start..<start + width).reversed() {
            unsafe self[place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        unsafe self[start + width] = UInt8(ascii: end)
    }
}

/// The decimal digits of a number that is not negative, with zeros in front.
func padded(_ number: Int64, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Reads fixed-width digits from the front of a text.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func takes(anyOf characters: String) -> Bool {
        guard let first = rest.first, characters.utf8.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits: Int, in range: ClosedRange<Int>) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return range.contains(value) ? value : nil
    }

    /// Reads `YYYY-MM-DD`.
    mutating func date() -> CalendarDate? {
        guard let year = number(digits: 4, in: 1...9_999), takes("-"),
            let month = number(digits: 2, in: 1...12), takes("-"),
            let day = number(digits: 2, in: 1...31)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// Reads a dot and one to nine digits; 0 where there is no dot.
    mutating func fractionInNanoseconds() -> Int? {
        guard takes(".") else { return 0 }
        var value = 0
        var count = 0
        while let digit = digit() {
            count += 1
            guard count <= 9 else { return nil }
            value = value * 10 + digit
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { value *= 10 }
        return value
    }

    /// Reads `Z` or `+hh:mm`.
    mutating func offsetInSeconds() -> Int? {
        if takes(anyOf: "Zz") { return 0 }
        let isNegative = takes("-")
        guard isNegative || takes("+"),
            let hours = number(digits: 2, in: 0...23), takes(":"),
            let minutes = number(digits: 2, in: 0...59)
        else { return nil }
        let offset = hours * 3_600 + minutes * 60
        return isNegative ? -offset : offset
    }

    private mutating func digit() -> Int? {
        guard let first = rest.first, first >= 0x30, first <= 0x39 else { return nil }
        rest.removeFirst()
        return Int(first - 0x30)
    }
}
