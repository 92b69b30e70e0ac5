import CEL
import PolicyBook

/// A version's texts as readers of one language get them, its values filled in.
struct VersionTexts {
    private let format: LocaleFormat
    private let book: PolicyBook
    private let values: [String: MessageValue]

    init(_ version: PolicyVersion, _ format: LocaleFormat, _ book: PolicyBook) {
        self.format = format
        self.book = book
        var values: [String: MessageValue] = [:]
        for named in version.values {
            values[named.name] = named.value.messageValue(in: book.currency)
        }
        self.values = values
    }

    func text(_ text: LocalizedText) -> String {
        let (pattern, locale) = text.pattern(for: format.locale)
        return fill(pattern, locale)
    }

    func texts(_ texts: LocalizedTexts) -> [String] {
        guard let (patterns, locale) = texts.patterns(for: format.locale) else { return [] }
        return patterns.map { fill($0, locale) }
    }

    /// A text that stands in for a missing translation is written by its own language's rules.
    private func fill(_ pattern: MessagePattern, _ locale: LocaleTag) -> String {
        let format = book.formats.first { $0.locale == locale } ?? format
        return pattern.text(format) { values[$0] }
    }
}

extension Alternative {
    /// Whether the public may read it: its condition needs no fact of the staff.
    func isPublic(_ schema: FactSchema) -> Bool {
        condition?.variables.allSatisfy { schema.fact(inSlot: $0)?.group != .staff } ?? true
    }
}

extension PolicyVersion {
    /// The values that public texts name, in the author's order.
    func publicValues(_ schema: FactSchema) -> [NamedValue] {
        let single =
            [title, plain] + [rule, why.benefit, why.change].compactMap(\.self)
            + why.evidence.map(\.text) + resources.map(\.label)
            + alternatives.filter { $0.isPublic(schema) }.compactMap(\.text)
        let lists = [steps, standards, wording.acknowledge, wording.explain]
        let patterns =
            single.flatMap { text in text.locales.map { text.pattern(for: $0).pattern } }
            + lists.flatMap { list in
                list.locales.flatMap { list.patterns(for: $0)?.patterns ?? [] }
            }
        let named = Set(patterns.flatMap(\.placeholders))
        return values.filter { named.contains($0.name) }
    }
}
