/// How a scalar is compared: case, and the marks that people leave out when they type, are folded.
///
/// `ā ģ é ü` become `a g e u`, `ё` becomes `е` and `ґ` becomes `г`; `й`, `ї` and `ў` are letters
/// of their own and stay.
enum FoldedScalar: Equatable {
    /// A letter or digit.
    case letter(UInt32)
    /// A mark, an apostrophe or an invisible character inside a word: it is passed over.
    case ignored
    /// Everything else: white space, punctuation, symbols, emoji.
    case separator

    init(_ scalar: Unicode.Scalar) {
        let index = Int(scalar.value)
        self = index < Self.common.count ? Self.common[index] : Self.classify(scalar)
    }

    /// Latin, Greek, Cyrillic, Armenian and Hebrew, looked up because the properties of a scalar
    /// cost a hundred times as much.
    private static let common: [FoldedScalar] = (0..<0x600)
        .map { value in
            Unicode.Scalar(UInt32(value)).map(classify) ?? .separator
        }

    private static func classify(_ scalar: Unicode.Scalar) -> FoldedScalar {
        switch scalar {
        case "'", "’", "‘", "ʼ", "`", "´": return .ignored
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return .letter(baseLetter(of: scalar))
        case .decimalNumber:
            // The digits of every script, so that ٣ and 3 are one.
            return .letter(0x30 + UInt32(scalar.properties.numericValue ?? 0))
        case .letterNumber, .otherNumber:
            return .letter(scalar.value)
        case .nonspacingMark, .spacingMark, .enclosingMark, .format:
            // Bidirectional and other invisible controls are `format`: they never split a word.
            return .ignored
        default:
            return .separator
        }
    }

    private static func baseLetter(of scalar: Unicode.Scalar) -> UInt32 {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        return bases[lower.value] ?? lower.value
    }

    private static let bases: [UInt32: UInt32] = {
        let variants: KeyValuePairs<Unicode.Scalar, String> = [
            "a": "àáâãäåāăąǎ", "c": "çćĉċč", "d": "ďđ", "e": "èéêëēĕėęěẽ", "g": "ĝğġģ",
            "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŉ",
            "o": "òóôõöøōŏőơ", "r": "ŕŗř", "s": "śŝşšșß", "t": "ţťŧț", "u": "ùúûüũūŭůűųư",
            "w": "ŵ", "y": "ýÿŷ", "z": "źżž", "е": "ёѐ", "и": "ѝ", "г": "ґѓ", "к": "ќ",
        ]
        var found: [UInt32: UInt32] = [:]
        for (base, others) in variants {
            for other in others.unicodeScalars { found[other.value] = base.value }
        }
        return found
    }()
}
