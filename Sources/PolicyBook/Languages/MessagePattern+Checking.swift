/// What the checks of a book ask of a text.
extension MessagePattern {
    /// The text as a reader meets it, `other` chosen everywhere and `0` in the place of a value.
    package var outline: String {
        var text = ""
        Self.outline(parts, into: &text)
        return text
    }

    private static func outline(_ parts: [Part], into text: inout String) {
        for part in parts {
            switch part {
            case .text(let fixed): text += fixed
            case .argument, .number: text += "0"
            case .plural(_, _, let cases):
                outline(cases.first { $0.key == .category(.other) }?.parts ?? [], into: &text)
            case .select(_, let cases):
                outline(cases.first { $0.key == "other" }?.parts ?? [], into: &text)
            }
        }
    }

    /// A plural that does not tell apart what its language does.
    package struct PluralGap: Sendable, Hashable {
        package let argument: String
        /// In the order of CLDR.
        package let missing: [PluralCategory]
    }

    /// The plurals in which some whole number would take `other` for want of its own form.
    package func pluralGaps(_ rules: PluralRules) -> [PluralGap] {
        var gaps: [PluralGap] = []
        Self.collectGaps(parts, rules, into: &gaps)
        return gaps
    }

    // LIMIT: the rules for whole numbers repeat within the first two hundred, those for millions
    // (French, Spanish) aside, which no plural of a book counts.
    private static let countedNumbers: ClosedRange<Int64> = 0...200

    private static func collectGaps(
        _ parts: [Part],
        _ rules: PluralRules,
        into gaps: inout [PluralGap]
    ) {
        for part in parts {
            switch part {
            case .text, .argument, .number: break
            case .plural(let argument, let offset, let cases):
                let missing = missingCategories(of: cases, offset: offset, rules)
                if !missing.isEmpty {
                    gaps.append(PluralGap(argument: argument, missing: missing))
                }
                for choice in cases { collectGaps(choice.parts, rules, into: &gaps) }
            case .select(_, let cases):
                for choice in cases { collectGaps(choice.parts, rules, into: &gaps) }
            }
        }
    }

    private static func missingCategories(
        of cases: [PluralCase],
        offset: Int64,
        _ rules: PluralRules
    ) -> [PluralCategory] {
        let keys = Set(cases.map(\.key))
        guard rules.categories.contains(where: { !keys.contains(.category($0)) }) else { return [] }
        var missing: Set<PluralCategory> = []
        for number in countedNumbers where !keys.contains(.exactly(number + offset)) {
            let category = rules.category(of: number)
            if !keys.contains(.category(category)) { missing.insert(category) }
        }
        return PluralCategory.allCases.filter(missing.contains)
    }
}
