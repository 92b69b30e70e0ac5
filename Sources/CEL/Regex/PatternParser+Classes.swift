extension PatternParser {
    // MARK: Escapes

    /// What follows a backslash outside a class.
    mutating func parseEscape() throws(PatternFault) -> PatternNode {
        switch next {
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        default: break
        }
        if let set = try parseClassEscape() {
            return .set(try finish(set, isNegated: false))
        }
        return try literal(try parseCharacterEscape())
    }

    private mutating func assertion(_ assertion: PatternAssertion) -> PatternNode {
        position += 1
        return .assertion(assertion)
    }

    /// `\d`, `\pL` and their kin; nil for anything else.
    private mutating func parseClassEscape() throws(PatternFault) -> ScalarSet? {
        guard let letter = next else { throw PatternFault("a `\\` stands at the end") }
        let set: ScalarSet
        switch letter {
        case "d": set = .digits
        case "D": set = ScalarSet.digits.complement()
        case "s": set = .space
        case "S": set = ScalarSet.space.complement()
        case "w": set = .word
        case "W": set = ScalarSet.word.complement()
        case "p", "P":
            position += 1
            return try parseUnicodeClass(isNegated: letter == "P")
        default: return nil
        }
        position += 1
        return set
    }

    private mutating func parseUnicodeClass(isNegated: Bool) throws(PatternFault) -> ScalarSet {
        var isNegated = isNegated
        var name = ""
        if take("{") {
            if take("^") { isNegated.toggle() }
            while let scalar = next, scalar != "}" {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            guard take("}") else { throw PatternFault("`\\p{` is not closed") }
        } else if let scalar = next {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard !name.isEmpty, !name.contains(" ") else {
            throw PatternFault("`\\p` is not followed by a class of Unicode")
        }
        let set: ScalarSet
        if let bits = UnicodeCategories.bits(of: name) {
            set = ScalarSet(categories: bits)
        } else if let ranges = UnicodeScripts.ranges(of: name) {
            set = ScalarSet(ranges)
        } else {
            throw PatternFault("`\\p{\(name)}` is no class of Unicode")
        }
        return isNegated ? set.complement() : set
    }

    /// An escape that stands for one character.
    private mutating func parseCharacterEscape() throws(PatternFault) -> Unicode.Scalar {
        guard let letter = next else { throw PatternFault("a `\\` stands at the end") }
        position += 1
        switch letter {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return try parseHexadecimal()
        case "0"..."7": return try parseOctal(first: letter)
        default:
            let isAlphanumeric =
                "0"..."9" ~= letter || "a"..."z" ~= letter || "A"..."Z" ~= letter
            guard letter.isASCII, !isAlphanumeric else {
                throw PatternFault("unknown escape `\\\(letter)`")
            }
            return letter
        }
    }

    private mutating func parseHexadecimal() throws(PatternFault) -> Unicode.Scalar {
        let isBraced = take("{")
        var value: UInt32 = 0
        var count = 0
        while let digit = next?.hexValue, count < (isBraced ? 8 : 2) {
            value = value << 4 | digit
            position += 1
            count += 1
        }
        guard isBraced ? count > 0 && take("}") : count == 2, let scalar = Unicode.Scalar(value)
        else { throw PatternFault("`\\x` is not followed by a code point") }
        return scalar
    }

    /// `\0`, `\12`, `\123`; one digit from 1 to 7 would be a back reference.
    private mutating func parseOctal(first: Unicode.Scalar) throws(PatternFault) -> Unicode.Scalar {
        var value = first.value - 0x30
        var count = 1
        while let digit = next, "0"..."7" ~= digit, count < 3 {
            value = value * 8 + digit.value - 0x30
            position += 1
            count += 1
        }
        guard count > 1 || first == "0", let scalar = Unicode.Scalar(value) else {
            throw PatternFault("back references such as `\\\(first)` are not supported")
        }
        return scalar
    }

    // MARK: Classes

    /// `[…]`, after its opening bracket.
    mutating func parseClass() throws(PatternFault) -> ScalarSet {
        let isNegated = take("^")
        var set = ScalarSet()
        var isFirst = true
        while isFirst || next != "]" {
            guard let scalar = next else { throw PatternFault("a `[` is not closed") }
            isFirst = false
            if scalar == "[", let named = try parseNamedClass() {
                set.formUnion(named)
                continue
            }
            if take("\\") {
                if let escaped = try parseClassEscape() {
                    set.formUnion(escaped)
                    continue
                }
                position -= 1
            }
            set.insert(try parseRange())
        }
        position += 1
        return try finish(set, isNegated: isNegated)
    }

    private mutating func parseRange() throws(PatternFault) -> ClosedRange<UInt32> {
        let low = try parseClassCharacter()
        guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            return low.value...low.value
        }
        position += 1
        let high = try parseClassCharacter()
        guard low <= high else {
            throw PatternFault("the range `\(low)-\(high)` runs backwards")
        }
        return low.value...high.value
    }

    private mutating func parseClassCharacter() throws(PatternFault) -> Unicode.Scalar {
        guard let scalar = next else { throw PatternFault("a `[` is not closed") }
        position += 1
        return scalar == "\\" ? try parseCharacterEscape() : scalar
    }

    /// `[:alpha:]` and its kin; nil where the bracket stands for itself.
    private mutating func parseNamedClass() throws(PatternFault) -> ScalarSet? {
        let start = position
        guard take("[:") else { return nil }
        let isNegated = take("^")
        var name = ""
        while let scalar = next, "a"..."z" ~= scalar {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take(":]") else {
            position = start
            return nil
        }
        guard let ranges = Self.namedClasses[name] else {
            throw PatternFault("`[:\(name):]` is no class")
        }
        let set = ScalarSet(ranges)
        return isNegated ? set.complement() : set
    }

    private static let namedClasses: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A],
        "alpha": [0x41...0x5A, 0x61...0x7A],
        "ascii": [0...0x7F],
        "blank": [0x09...0x09, 0x20...0x20],
        "cntrl": [0...0x1F, 0x7F...0x7F],
        "digit": [0x30...0x39],
        "graph": [0x21...0x7E],
        "lower": [0x61...0x7A],
        "print": [0x20...0x7E],
        "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
        "space": [0x09...0x0D, 0x20...0x20],
        "upper": [0x41...0x5A],
        "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]
}

extension Unicode.Scalar {
    /// The value of a hexadecimal digit; nil for any other character.
    fileprivate var hexValue: UInt32? {
        isASCII ? UInt8(truncatingIfNeeded: value).hexValue : nil
    }
}
