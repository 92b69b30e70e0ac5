import PolicyBook

/// A version's texts as readers of one language get them, its values filled in.
struct VersionTexts {
    let format: LocaleFormat
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

    /// The text, with the language it was found in.
    func text(_ text: LocalizedText) -> RenderedText {
        let (pattern, locale) = text.pattern(for: format.locale)
        return RenderedText(fill(pattern, locale), in: locale)
    }

    /// The texts, with the language they were found in; nil where there is none in any.
    func texts(_ texts: LocalizedTexts) -> (texts: [String], locale: LocaleTag)? {
        guard let (patterns, locale) = texts.patterns(for: format.locale) else { return nil }
        return (patterns.map { fill($0, locale) }, locale)
    }

    /// A text that stands in for a missing translation is written by its own language's rules.
    private func fill(_ pattern: MessagePattern, _ locale: LocaleTag) -> String {
        let format = book.formats.first { $0.locale == locale } ?? format
        return pattern.text(format) { values[$0] }
    }
}

/// The texts of a version that anyone may read, under the names that changes give them.
enum PublicTexts {
    typealias Text = @Sendable (PolicyVersion) -> LocalizedText?
    typealias List = @Sendable (PolicyVersion) -> LocalizedTexts

    static let texts: [String: Text] = [
        "title": { $0.title }, "plain": { $0.plain }, "rule": { $0.rule },
        "why.benefit": { $0.why.benefit }, "why.change": { $0.why.change },
    ]
    static let lists: [String: List] = [
        "steps": { $0.steps }, "standards": { $0.standards },
        "wording.acknowledge": { $0.wording.acknowledge },
        "wording.explain": { $0.wording.explain },
    ]
}
