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
        var octets: [UInt8] = []
        octets.reserveCapacity(30)
        let fields = [
            (date.year, 4, "-"), (date.month, 2, "-"), (date.day, 2, "T"), (time / 3_600, 2, ":"),
            (time / 60 % 60, 2, ":"), (time % 60, 2, ""),
        ]
        for (number, width, end) in fields {
            octets.append(number, width: width)
            octets.append(contentsOf: end.utf8)
        }
        if nanoseconds > 0 {
            octets.append(UInt8(ascii: "."))
            octets.append(Int(nanoseconds), width: 9)
            while octets.suffix(3).allSatisfy({ $0 == UInt8(ascii: "0") }) { octets.removeLast(3) }
        }
        octets.append(UInt8(ascii: "Z"))
        return String(decoding: octets, as: UTF8.self)
    }
}

extension [UInt8] {
    /// The last decimal digits of a number that is not negative, with zeros in front.
    fileprivate mutating func append(_ number: Int, width: Int) {
        let start = count
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
        var rest = number
        for place in (start..<count).reversed() where rest > 0 {
            self[place] += UInt8(rest % 10)
            rest /= 10
        }
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
