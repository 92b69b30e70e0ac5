/// A currency of ISO 4217.
package struct Currency: Sendable, Hashable {
    /// The three letters of the code, the first in the highest of three octets.
    let packed: UInt32
    private let digits: UInt8

    /// How many decimal digits its minor unit has: 2 for EUR, 0 for JPY, 3 for KWD.
    package var minorDigits: Int { Int(digits) }

    /// The currency of that code; nil where ISO 4217 has none, or none with a minor unit.
    package init?(_ code: String) {
        self.init(octets: code.utf8Span.span)
    }

    /// The currency of the code that these octets are; nil as for a text.
    package init?(octets code: Span<UInt8>) {
        guard let packed = Self.pack(code) else { return nil }
        self.init(packed: packed)
    }

    private init?(packed: UInt32) {
        let digits = Self.minorDigitsByCode[Self.place(of: packed)]
        guard digits != Self.noMinorUnit else { return nil }
        self.packed = packed
        self.digits = digits
    }

    /// Takes what ``bits`` of a currency gave.
    init(bits: UInt32) {
        let letters = (bits >> 10 & 0x1F) << 16 | (bits >> 5 & 0x1F) << 8 | (bits & 0x1F)
        packed = letters | 0x40_4040
        digits = UInt8(bits >> 15 & 0x7)
    }

    /// The currency in eighteen bits: its decimals in the upper three, its letters in five each.
    var bits: UInt32 {
        let letters = (packed >> 16 & 0x1F) << 10 | (packed >> 8 & 0x1F) << 5 | (packed & 0x1F)
        return UInt32(digits) << 15 | letters
    }

    /// The three capital letters.
    package var code: String {
        // SAFETY: three octets are written, for which there is room.
        unsafe String(unsafeUninitializedCapacity: 3) { octets in
            for place in 0..<3 {
                unsafe octets[place] = UInt8(truncatingIfNeeded: packed >> (16 - 8 * place))
            }
            return 3
        }
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
    package static let codes: [String] = knownCodes.keys.sorted()
        .compactMap { Currency(packed: $0)?.code }

    static func pack(_ code: Span<UInt8>) -> UInt32? {
        guard code.count == 3 else { return nil }
        var packed: UInt32 = 0
        for index in code.indices {
            let octet = code[index]
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
