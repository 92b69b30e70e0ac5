import HTTPWire
import LeewayService

/// How a kind of value is written in settings.
struct SettingForm<Value: Sendable>: Sendable {
    /// What the value must be, for messages: "a number from 0 to 65535".
    let expected: String
    /// The value of a text; nil where the text is no such value.
    let read: @Sendable (String) -> Value?
    /// The text that `read` makes the value from.
    let write: @Sendable (Value) -> String
}

extension SettingForm where Value: FixedWidthInteger {
    /// A count, or a port.
    static func number(_ range: ClosedRange<Value>) -> SettingForm {
        SettingForm(
            expected: "a number from \(range.lowerBound) to \(range.upperBound)",
            read: { Value(decimal: $0).flatMap { range.contains($0) ? $0 : nil } },
            write: { "\($0)" }
        )
    }
}

extension SettingForm<Int> {
    private static let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)]

    /// A size in octets with its unit.
    static func size(_ range: ClosedRange<Int>, per unit: String = "") -> SettingForm {
        let write: @Sendable (Int) -> String = { bytes in
            let (name, factor) = units.first { bytes % $0.1 == 0 && bytes > 0 } ?? ("B", 1)
            return "\(bytes / factor)\(name)\(unit)"
        }
        return SettingForm(
            expected: "a size from \(write(range.lowerBound)) to \(write(range.upperBound)) "
                + "with its unit (B, KiB, MiB or GiB\(unit.isEmpty ? "" : ", then \(unit)"))",
            read: { text in
                guard text.hasSuffix(unit) else { return nil }
                return quantity(text.dropLast(unit.count), units, in: range)
            },
            write: write
        )
    }
}

extension SettingForm<Duration> {
    private static let units = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]

    /// A time with its unit.
    static func time(_ range: ClosedRange<Duration>) -> SettingForm {
        let least = milliseconds(range.lowerBound)
        let most = milliseconds(range.upperBound)
        let write: @Sendable (Int) -> String = { amount in
            let (name, factor) = units.first { amount % $0.1 == 0 && amount > 0 } ?? ("s", 1_000)
            return "\(amount / factor)\(name)"
        }
        return SettingForm(
            expected: "a time from \(write(least)) to \(write(most)) "
                + "with its unit (ms, s, m or h)",
            read: { text in
                quantity(text[...], units, in: least...most).map { .milliseconds($0) }
            },
            write: { write(milliseconds($0)) }
        )
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}

/// A whole number followed by one of the units; nil for anything else, or out of `range`.
private func quantity(
    _ text: Substring,
    _ units: [(name: String, factor: Int)],
    in range: ClosedRange<Int>
) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count)
    guard let number = Int(decimal: digits),
        let factor = units.first(where: { $0.name == unit })?.factor
    else { return nil }
    let (amount, overflows) = number.multipliedReportingOverflow(by: factor)
    return !overflows && range.contains(amount) ? amount : nil
}

extension SettingForm where Value: RawRepresentable<String> & CaseIterable {
    /// A word of a closed set.
    static var word: SettingForm {
        SettingForm(
            expected: Value.allCases.map(\.rawValue).joined(separator: ", "),
            read: { Value(rawValue: $0) },
            write: { $0.rawValue }
        )
    }
}

extension SettingForm<Bool> {
    static let flag = choice("true", "false")

    /// One word for true, one for false.
    static func choice(_ yes: String, _ no: String) -> SettingForm {
        SettingForm(
            expected: "\(yes) or \(no)",
            read: { $0 == yes ? true : $0 == no ? false : nil },
            write: { $0 ? yes : no }
        )
    }
}

extension SettingForm<String> {
    /// A path; an empty one, for none, only where that is allowed.
    static func path(_ what: String, orEmpty allowsEmpty: Bool = false) -> SettingForm {
        SettingForm(
            expected: "the path of \(what)",
            read: { $0.isEmpty && !allowsEmpty ? nil : $0 },
            write: { $0 }
        )
    }
}

extension SettingForm<String> {
    /// Any text; an empty one, for none, only where that is allowed.
    static func text(_ what: String, orEmpty allowsEmpty: Bool = false) -> SettingForm {
        SettingForm(
            expected: what,
            read: { $0.isEmpty && !allowsEmpty ? nil : $0 },
            write: { $0 }
        )
    }
}

extension SettingForm {
    /// `WORD=MEANING`.
    static func mapping<Meaning>(
        _ what: String,
        _ read: @escaping @Sendable (String) -> Meaning?,
        _ write: @escaping @Sendable (Meaning) -> String
    ) -> SettingForm where Value == TokenRules.Mapping<Meaning> {
        SettingForm(
            expected: "WORD=\(what)",
            read: { text in
                guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
                    return nil
                }
                let name = String(text[text.index(after: equals)...])
                return name.isEmpty ? nil : read(name).map { Value(String(text[..<equals]), $0) }
            },
            write: { "\($0.word)=\(write($0.meaning))" }
        )
    }
}

extension SettingForm<IPAddress> {
    static let address = SettingForm(
        expected: "an IP address such as 127.0.0.1 or ::1",
        read: { IPAddress(hostName: $0) },
        write: { $0.description }
    )
}

extension SettingForm<String> {
    static let origin = SettingForm(
        expected: "a web origin such as https://shop.example, as browsers send it",
        read: { APIKey.isOrigin($0) ? $0 : nil },
        write: { $0 }
    )
}

extension SettingForm<String> {
    /// An origin, so that paths can follow it; an empty text for none.
    static let publicURL = SettingForm(
        expected: "a web origin such as https://leeway.example, without a slash at its end",
        read: { $0.isEmpty || APIKey.isOrigin($0) ? $0 : nil },
        write: { $0 }
    )
}

extension SettingForm<IPNetwork> {
    static let network = SettingForm(
        expected: "an IP address or network such as 10.0.0.0/8",
        read: { IPNetwork($0) },
        write: { $0.description }
    )
}

extension SettingForm<ListenPlace> {
    static let place = SettingForm(
        expected: "http://ADDRESS:PORT, https://ADDRESS:PORT, unix:/PATH or systemd:NAME, "
            + "with ?proxy, ?tls or both where wanted",
        read: { ListenPlace($0) },
        write: { $0.description }
    )
}
