/// The pairs of escapes by which JSON writes characters beyond the basic plane, such as
/// `\ud83d\ude00`.
///
/// YAML has one escape for such a character (YAML 1.2.2 section 5.7) and refuses half of a pair. So
/// in a file of JSON, which begins with a bracket, each pair is read as that one escape.
enum SurrogatePairs {
    /// The text with each pair as one escape, `\U0001F600`; any other text as it is.
    ///
    /// Half of a pair stays, to be refused. What follows a pair on its line stands two columns
    /// further left than in the file, and so do the places of its faults.
    static func joined(in text: String) -> String {
        let start = text.utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard start == UInt8(ascii: "{") || start == UInt8(ascii: "["),
            text.utf8.contains(UInt8(ascii: "\\"))
        else { return text }
        var joined: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if let high = unit(of: rest, in: 0xD800...0xDBFF),
                let low = unit(of: rest.dropFirst(6), in: 0xDC00...0xDFFF)
            {
                let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
                let digits = String(scalar, radix: 16, uppercase: true)
                joined += Array(
                    "\\U\(String(repeating: "0", count: 8 - digits.count))\(digits)".utf8
                )
                rest = rest.dropFirst(12)
            } else {
                let length = byte == UInt8(ascii: "\\") ? 2 : 1
                joined += rest.prefix(length)
                rest = rest.dropFirst(length)
            }
        }
        return String(decoding: joined, as: UTF8.self)
    }

    /// The code unit of the escape of four digits that the bytes begin with; nil for any other.
    private static func unit(of bytes: ArraySlice<UInt8>, in range: ClosedRange<Int>) -> Int? {
        guard bytes.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]), bytes.count >= 6
        else { return nil }
        let digits = bytes.dropFirst(2).prefix(4).map { Character(UnicodeScalar($0)) }
        guard digits.allSatisfy(\.isHexDigit), let unit = Int(String(digits), radix: 16),
            range.contains(unit)
        else { return nil }
        return unit
    }
}
