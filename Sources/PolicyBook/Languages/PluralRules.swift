/// Which plural category a number takes in a language, by CLDR's cardinal rules.
package struct PluralRules: Sendable {
    private let rules: [(category: PluralCategory, condition: PluralCondition)]

    /// The rules of a language; a language that CLDR does not know has only `other`.
    package init(for locale: LocaleTag) {
        var candidate: LocaleTag? = locale
        while let tag = candidate {
            if let rules = Self.rules(named: tag.text) {
                self.rules = rules
                return
            }
            candidate = tag.shortened
        }
        rules = []
    }

    /// The categories that the language tells apart, `other` among them.
    package var categories: Set<PluralCategory> {
        Set(rules.map(\.category)).union([.other])
    }

    /// The category of a whole number.
    package func category(of integer: Int64) -> PluralCategory {
        category(of: PluralOperands(integer: integer.magnitude, fraction: 0, digits: 0))
    }

    /// The category of a decimal number, as it is written with its decimals.
    ///
    /// A number that has no end in decimals takes `other`.
    package func category(of number: DecimalNumber) -> PluralCategory {
        guard let (coefficient, scale) = number.decimalForm else { return .other }
        let power = UInt64(DecimalNumber.powerOfTen(scale))
        return category(
            of: PluralOperands(
                integer: coefficient.magnitude / power,
                fraction: coefficient.magnitude % power,
                digits: scale
            )
        )
    }

    private func category(of operands: PluralOperands) -> PluralCategory {
        rules.first { $0.condition.holds(for: operands) }?.category ?? .other
    }

    private static func rules(
        named tag: String
    ) -> [(category: PluralCategory, condition: PluralCondition)]? {
        for entry in table {
            let languages = entry.languages.split(whereSeparator: \.isWhitespace)
            guard languages.contains(where: { $0 == tag }) else { continue }
            return entry.rules.compactMap { category, text in
                PluralCondition(parsing: text).map { (category, $0) }
            }
        }
        return nil
    }
}

/// The operands of UTS #35, part 3, section 5.1.1, for a number without an exponent.
struct PluralOperands {
    /// The digits before the decimal point, `i`.
    let integer: UInt64
    /// The visible digits after it as a number, `f`.
    let fraction: UInt64
    /// How many of them there are, `v`.
    let digits: Int

    /// The value of an operand by its letter; nil for `n` of a number that is not whole.
    func value(of letter: Character) -> UInt64? {
        switch letter {
        case "n": fraction == 0 ? integer : nil
        case "i": integer
        case "v": UInt64(digits)
        case "w": UInt64(digits - trailingZeros)
        case "f": fraction
        case "t": fraction / (0..<trailingZeros).reduce(1) { power, _ in power * 10 }
        default: 0  // `c` and `e`: the exponent of a compact form, which is not used here.
        }
    }

    private var trailingZeros: Int {
        var zeros = 0
        var rest = fraction
        while zeros < digits, rest % 10 == 0 {
            zeros += 1
            rest /= 10
        }
        return zeros
    }
}

/// A plural rule: alternatives of conjunctions of relations.
struct PluralCondition: Sendable {
    private let alternatives: [[Relation]]

    private struct Relation: Sendable {
        let operand: Character
        let modulus: UInt64?
        let isNegated: Bool
        let ranges: [ClosedRange<UInt64>]

        /// Reads `n mod 100 not in 11..14,71`.
        init?(_ text: String) {
            var words = text.split(separator: " ")[...]
            guard let operand = words.popFirst()?.first else { return nil }
            self.operand = operand
            if words.first == "mod" {
                words.removeFirst()
                guard let modulus = words.popFirst().flatMap({ UInt64($0) }), modulus > 0 else {
                    return nil
                }
                self.modulus = modulus
            } else {
                modulus = nil
            }
            isNegated = words.first == "not"
            if isNegated { words.removeFirst() }
            guard words.popFirst() == "in", let list = words.popFirst(), words.isEmpty else {
                return nil
            }
            ranges = list.split(separator: ",")
                .compactMap { item in
                    let ends = item.split(separator: ".").compactMap { UInt64($0) }
                    guard let low = ends.first, let high = ends.last, low <= high else {
                        return nil
                    }
                    return low...high
                }
        }

        func holds(for operands: PluralOperands) -> Bool {
            guard let value = operands.value(of: operand) else { return isNegated }
            let reduced = modulus.map { value % $0 } ?? value
            return ranges.contains { $0.contains(reduced) } != isNegated
        }
    }

    /// Reads a rule; nil for one outside the syntax.
    init?(parsing text: String) {
        var alternatives: [[Relation]] = []
        for alternative in Self.parts(of: text, joinedBy: "or") {
            var relations: [Relation] = []
            for part in Self.parts(of: alternative, joinedBy: "and") {
                guard let relation = Relation(part) else { return nil }
                relations.append(relation)
            }
            alternatives.append(relations)
        }
        self.alternatives = alternatives
    }

    func holds(for operands: PluralOperands) -> Bool {
        alternatives.contains { $0.allSatisfy { $0.holds(for: operands) } }
    }

    private static func parts(of text: String, joinedBy word: Substring) -> [String] {
        text.split(separator: " ").split(separator: word).map { $0.joined(separator: " ") }
    }
}
