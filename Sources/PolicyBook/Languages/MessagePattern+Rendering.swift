extension MessagePattern {
    /// What stands where a value is not known.
    static let unknownValue = "…"

    /// Fills the pattern in for readers of a language.
    ///
    /// A place without a value shows `…`; a choice without one takes `other`.
    package func text(
        _ format: LocaleFormat,
        _ value: (_ name: String) -> MessageValue?
    ) -> String {
        if let fixedText { return fixedText }
        var octets: [UInt8] = []
        octets.reserveCapacity(source.utf8.count + Self.usualValue)
        Self.write(parts, into: &octets, number: nil, format, value)
        return String(decoding: octets, as: UTF8.self)
    }

    /// More than a value is usually longer than the place it stands in.
    private static let usualValue = 32

    private static func write(
        _ parts: [Part],
        into text: inout [UInt8],
        number: DecimalNumber?,
        _ format: LocaleFormat,
        _ value: (_ name: String) -> MessageValue?
    ) {
        for part in parts {
            switch part {
            case .text(let fixed):
                text.append(contentsOf: fixed.utf8)
            case .argument(let name):
                switch value(name) {
                case .money(let amount)?: format.write(amount, into: &text)
                case let other: text.append(contentsOf: (other?.text(format) ?? unknownValue).utf8)
                }
            case .number:
                text.append(contentsOf: (number.map(format.text) ?? unknownValue).utf8)
            case .plural(let name, let offset, let cases):
                let counted = value(name)?.number
                let shown = counted.flatMap { $0.ratio.subtracting(Ratio(offset)) }
                    .map { DecimalNumber($0) }
                let chosen = choice(of: cases, for: counted, shown: shown, format.plurals)
                write(chosen, into: &text, number: shown, format, value)
            case .select(let name, let cases):
                let word = value(name)?.selector
                let chosen = cases.first { $0.key == word } ?? cases.first { $0.key == "other" }
                write(chosen?.parts ?? [], into: &text, number: number, format, value)
            }
        }
    }

    /// An exact number wins over its category, and is compared before the offset is taken off.
    private static func choice(
        of cases: [PluralCase],
        for counted: DecimalNumber?,
        shown: DecimalNumber?,
        _ rules: PluralRules
    ) -> [Part] {
        if let counted,
            let exact = cases.first(where: { choice in
                guard case .exactly(let number) = choice.key else { return false }
                return DecimalNumber(number) == counted
            })
        {
            return exact.parts
        }
        let category = shown.map(rules.category) ?? .other
        let chosen =
            cases.first { $0.key == .category(category) }
            ?? cases.first { $0.key == .category(.other) }
        return chosen?.parts ?? []
    }
}
