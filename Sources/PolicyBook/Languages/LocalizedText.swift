/// A text by language; the book's source language always has it.
package struct LocalizedText: Sendable, Hashable {
    /// The source language's first, never empty, each language once.
    private let entries: [Entry]

    private struct Entry: Sendable, Hashable {
        let locale: LocaleTag
        let pattern: MessagePattern
    }

    /// Makes the text from its source and its translations; a second text for one language is
    /// passed over.
    package init(
        _ source: MessagePattern,
        in locale: LocaleTag,
        translations: [(LocaleTag, MessagePattern)] = []
    ) {
        var entries = [Entry(locale: locale, pattern: source)]
        for (locale, pattern) in translations
        where !entries.contains(where: { $0.locale == locale }) {
            entries.append(Entry(locale: locale, pattern: pattern))
        }
        self.entries = entries
    }

    /// The pattern for a reader of that language, by RFC 4647 lookup; else the source's.
    package func pattern(for locale: LocaleTag) -> (pattern: MessagePattern, locale: LocaleTag) {
        var candidate: LocaleTag? = locale
        while let tag = candidate {
            if let entry = entries.first(where: { $0.locale == tag }) {
                return (entry.pattern, entry.locale)
            }
            candidate = tag.shortened
        }
        return (entries[0].pattern, entries[0].locale)
    }

    /// The text for a reader of that language where there is nothing to fill in; nil otherwise, and
    /// where it would have to be looked for in another language.
    func fixedText(for locale: LocaleTag) -> RenderedText? {
        for index in entries.indices where entries[index].locale == locale {
            return entries[index].pattern.fixedText.map { RenderedText($0, in: locale) }
        }
        return nil
    }

    /// The languages it is written in, the source first.
    package var locales: [LocaleTag] { entries.map(\.locale) }

    /// The source language's pattern.
    package var source: MessagePattern { entries[0].pattern }
}

/// A list of texts by language; translations may have more or fewer of them than the source.
package struct LocalizedTexts: Sendable, Hashable {
    private let entries: [Entry]

    private struct Entry: Sendable, Hashable {
        let locale: LocaleTag
        let patterns: [MessagePattern]
    }

    /// Makes an empty list.
    package init() {
        entries = []
    }

    /// Makes the list from its source and its translations; a second list for one language is
    /// passed over.
    package init(
        _ source: [MessagePattern],
        in locale: LocaleTag,
        translations: [(LocaleTag, [MessagePattern])] = []
    ) {
        var entries = [Entry(locale: locale, patterns: source)]
        for (locale, list) in translations where !entries.contains(where: { $0.locale == locale }) {
            entries.append(Entry(locale: locale, patterns: list))
        }
        self.entries = entries
    }

    /// The patterns for a reader of that language, by RFC 4647 lookup; else the source's.
    ///
    /// Returns: nil where the list is empty in every language.
    package func patterns(
        for locale: LocaleTag
    ) -> (patterns: [MessagePattern], locale: LocaleTag)? {
        guard !entries.isEmpty else { return nil }
        var candidate: LocaleTag? = locale
        while let tag = candidate {
            if let entry = entries.first(where: { $0.locale == tag }) {
                return (entry.patterns, entry.locale)
            }
            candidate = tag.shortened
        }
        return entries.first.map { ($0.patterns, $0.locale) }
    }

    /// The languages it is written in, the source first; empty where the list is.
    package var locales: [LocaleTag] { entries.map(\.locale) }

    /// The source language's patterns; empty where the list is.
    package var source: [MessagePattern] { entries.first?.patterns ?? [] }

    /// Whether it has no text at all.
    package var isEmpty: Bool { entries.allSatisfy(\.patterns.isEmpty) }
}

/// A text as a reader gets it, with the language it came from.
package struct RenderedText: Sendable, Hashable {
    package let text: String
    package let locale: LocaleTag

    /// Makes the text.
    package init(_ text: String, in locale: LocaleTag) {
        self.text = text
        self.locale = locale
    }
}
