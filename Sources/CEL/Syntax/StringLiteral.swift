/// Reads the content of a string or bytes literal.
///
/// Source: CEL language definition, "String and Bytes Values".
struct StringLiteral {
    private let bytes: ArraySlice<UInt8>
    private let isBytes: Bool
    private let isRaw: Bool
    private var position: Int
    private var output: [UInt8] = []
    private(set) var faults: [Fault] = []

    /// Takes a whole token, prefix and quotes included.
    init(token: Token, in source: [UInt8]) {
        var start = token.start
        var isRaw = false
        while source[start].isIdentifierStart {
            if source[start] | 0x20 == UInt8(ascii: "r") { isRaw = true }
            start += 1
        }
        let quote = source[start]
        let isTriple =
            token.end - start >= 6 && source[start + 1] == quote && source[start + 2] == quote
        let quoteLength = isTriple ? 3 : 1
        bytes = source[(start + quoteLength)..<(token.end - quoteLength)]
        position = bytes.startIndex
        isBytes = token.kind == .bytes
        self.isRaw = isRaw
    }

    /// The literal's bytes; those of a string are valid UTF-8.
    mutating func decode() -> [UInt8] {
        guard !isRaw, bytes.contains(UInt8(ascii: "\\")) else { return Array(bytes) }
        output.reserveCapacity(bytes.count)
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\\") { decodeEscape() } else { output.append(byte) }
        }
        return output
    }

    private mutating func decodeEscape() {
        let start = position - 1
        guard position < bytes.endIndex else { return }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "a"): output.append(0x07)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "v"): output.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"):
            output.append(letter)
        case UInt8(ascii: "x"), UInt8(ascii: "X"): decodeHex(digits: 2, from: start)
        case UInt8(ascii: "u") where !isBytes: decodeHex(digits: 4, from: start)
        case UInt8(ascii: "U") where !isBytes: decodeHex(digits: 8, from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "3"): decodeOctal(first: letter, from: start)
        default: fault("unknown escape", from: start)
        }
    }

    private mutating func decodeHex(digits: Int, from start: Int) {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard position < bytes.endIndex, let digit = bytes[position].hexValue else {
                fault("an escape needs \(digits) hexadecimal digits", from: start)
                return
            }
            value = value &* 16 &+ digit
            position += 1
        }
        append(value, from: start)
    }

    private mutating func decodeOctal(first: UInt8, from start: Int) {
        var value = UInt32(first - UInt8(ascii: "0"))
        for _ in 0..<2 {
            guard position < bytes.endIndex,
                (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[position])
            else {
                fault("an octal escape needs 3 digits", from: start)
                return
            }
            value = value * 8 + UInt32(bytes[position] - UInt8(ascii: "0"))
            position += 1
        }
        append(value, from: start)
    }

    /// Adds an octet to a bytes literal, a code point to a string.
    private mutating func append(_ value: UInt32, from start: Int) {
        if isBytes {
            output.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = Unicode.Scalar(value) {
            output.append(contentsOf: UTF8.encode(scalar) ?? .init())
        } else {
            fault("not a Unicode code point", from: start)
        }
    }

    private mutating func fault(_ reason: String, from start: Int) {
        // The range ends on a character boundary, so that it can be shown.
        while position < bytes.endIndex, bytes[position] & 0xC0 == 0x80 { position += 1 }
        let escape = String(decoding: bytes[start..<position], as: UTF8.self)
        faults.append(Fault("\(reason): `\(escape)`", at: start..<position))
    }
}
