/// A currency of ISO 4217.
package struct Currency: Sendable, Hashable {
    /// The three letters of the code, the first in the highest of three octets.
    let packed: UInt32
    /// How many decimal digits its minor unit has: 2 for EUR, 0 for JPY, 3 for KWD.
    package let minorDigits: Int

    /// The currency of that code; nil where ISO 4217 has none, or none with a minor unit.
    package init?(_ code: String) {
        guard let packed = Self.pack(code.utf8) else { return nil }
        self.init(packed: packed)
    }

    init?(packed: UInt32) {
        guard let digits = Self.minorDigitsByCode[packed] else { return nil }
        self.packed = packed
        minorDigits = digits
    }

    /// Takes what ``bits`` of a currency gave.
    init(bits: UInt32) {
        let letters = (bits >> 10 & 0x1F) << 16 | (bits >> 5 & 0x1F) << 8 | (bits & 0x1F)
        packed = letters | 0x40_4040
        minorDigits = Int(bits >> 15 & 0x7)
    }

    /// The currency in eighteen bits: its decimals in the upper three, its letters in five each.
    var bits: UInt32 {
        let letters = (packed >> 16 & 0x1F) << 10 | (packed >> 8 & 0x1F) << 5 | (packed & 0x1F)
        return UInt32(minorDigits) << 15 | letters
    }

    /// The three capital letters.
    package var code: String {
        // SAFETY: the octets are ASCII letters, since they were looked up in the table.
        String(
            decoding: [
                UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF),
            ],
            as: UTF8.self
        )
    }

    /// How many minor units make one major unit: 100 for EUR.
    package var minorUnitsPerMajor: Int64 {
        switch minorDigits {
        case 0: 1
        case 2: 100
        case 3: 1_000
        default: 10_000
        }
    }

    /// Every code known, in alphabetical order; for suggestions.
    package static let codes: [String] = minorDigitsByCode.keys.sorted()
        .compactMap { Currency(packed: $0)?.code }

    static func pack(_ code: String.UTF8View) -> UInt32? {
        guard code.count == 3 else { return nil }
        var packed: UInt32 = 0
        for octet in code {
            guard octet >= 0x41, octet <= 0x5A else { return nil }
            packed = packed << 8 | UInt32(octet)
        }
        return packed
    }
}

extension Currency: CustomStringConvertible {
    /// The code.
    package var description: String { code }
}
