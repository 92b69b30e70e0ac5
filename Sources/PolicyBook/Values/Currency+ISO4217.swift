extension Currency {
    /// What stands in ``minorDigitsByCode`` for three letters that are no currency.
    static let noMinorUnit: UInt8 = .max

    /// The digits of the minor unit by the place of the code among all codes of three letters: every
    /// amount of a request looks here, so it is a table and no dictionary.
    static let minorDigitsByCode: [UInt8] = {
        var table = Array(repeating: noMinorUnit, count: 26 * 26 * 26)
        for (packed, digits) in knownCodes { table[place(of: packed)] = UInt8(digits) }
        return table
    }()

    /// The place of a packed code among all codes of three capital letters.
    static func place(of packed: UInt32) -> Int {
        let letters = packed - 0x41_4141
        return (Int(letters >> 16) * 26 + Int(letters >> 8 & 0xFF)) * 26 + Int(letters & 0xFF)
    }

    /// The digits of the minor unit by packed code.
    ///
    /// Source: ISO 4217, list one, as of January 2026. Codes without a minor unit (metals, bond
    /// market units, testing) are left out, since no amount can be written in them.
    static let knownCodes: [UInt32: Int] = {
        var table: [UInt32: Int] = [:]
        for (digits, codes) in codesByMinorDigits {
            for code in codes.split(whereSeparator: \.isWhitespace) {
                guard let packed = pack(String(code).utf8Span.span) else { continue }
                table[packed] = digits
            }
        }
        return table
    }()

    private static let codesByMinorDigits: [(Int, String)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
            CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
            GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
            LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
            NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
            SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
            XAD XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ]
}
