import CEL

/// What the places in a text of a policy stand for.
struct TextContext {
    let policy: Int
    let version: Int
    let limit: GrantLimit?
}

extension DecisionWriter {
    func context(_ policy: Int, _ version: Int, limit: GrantLimit?) -> TextContext {
        TextContext(policy: policy, version: version, limit: limit)
    }

    /// A text in the reader's language; where there is none, in the source language, and it says
    /// so.
    func render(_ text: LocalizedText, _ context: TextContext?) -> RenderedText {
        if let fixed = text.fixedText(for: self.locale.used) { return fixed }
        let (pattern, locale) = text.pattern(for: self.locale.used)
        return RenderedText(
            pattern.text(format(for: locale)) { name in value(of: name, context) },
            in: locale
        )
    }

    func render(_ phrase: ReasonPhrases.Phrase, limit: GrantLimit? = nil) -> RenderedText {
        let words = ReasonPhrases.text(phrase)
        if let fixed = words.fixedText(for: self.locale.used) { return fixed }
        let (pattern, locale) = words.pattern(for: self.locale.used)
        let text = pattern.text(format(for: locale)) { name in
            switch name {
            case "limit": limit.flatMap(Self.value)
            case "asked": engine.question.asked.map(Self.value)
            default: nil
            }
        }
        return RenderedText(text, in: locale)
    }

    func wording(
        of speaker: (policy: Int, version: Int),
        _ judgement: Judgement
    ) -> Decision.WordingTexts {
        let limit = judgement.decidingBlock == nil ? judgement.standing?.best?.limit : nil
        let context = self.context(speaker.policy, speaker.version, limit: limit)
        return render(
            engine.book.policies[speaker.policy].versions[speaker.version].wording,
            context
        )
    }

    private func render(_ wording: Wording, _ context: TextContext) -> Decision.WordingTexts {
        var texts = Decision.WordingTexts()
        texts.composition = wording.composition
        texts.acknowledge = render(wording.acknowledge, context)
        texts.explain = render(wording.explain, context)
        texts.ask = render(wording.ask, context)
        texts.avoid = render(wording.avoid, context)
        return texts
    }

    private func render(_ texts: LocalizedTexts, _ context: TextContext) -> [RenderedText] {
        guard let (patterns, locale) = texts.patterns(for: locale.used) else { return [] }
        let format = format(for: locale)
        return patterns.map { pattern in
            if let fixed = pattern.fixedText { return RenderedText(fixed, in: locale) }
            return RenderedText(pattern.text(format) { value(of: $0, context) }, in: locale)
        }
    }

    /// A text from another language is written by that language's rules.
    private func format(for locale: LocaleTag) -> LocaleFormat {
        guard locale != format.locale else { return format }
        return engine.book.formats.first { $0.locale == locale } ?? format
    }

    /// `limit`, `asked`, a value of the policy, or a fact by its qualified name.
    private func value(of name: String, _ context: TextContext?) -> MessageValue? {
        if name == "limit" { return context?.limit.flatMap(Self.value) }
        if name == "asked" { return engine.question.asked.map(Self.value) }
        let book = engine.book
        if let context {
            let version = book.policies[context.policy].versions[context.version]
            let key = name.hasPrefix("values.") ? String(name.dropFirst("values.".count)) : name
            if let value = version.values.first(where: { $0.name == key }) {
                return value.value.messageValue(in: engine.question.currency)
            }
        }
        return book.facts.slot(of: name).flatMap { engine.activation[$0] }?.messageValue
    }

    private static func value(_ limit: GrantLimit) -> MessageValue? {
        guard case .amount(let amount) = limit else { return nil }
        return value(amount)
    }

    private static func value(_ amount: Amount) -> MessageValue {
        switch amount {
        case .money(let money): .money(money)
        case .quantity(let count): .integer(count)
        }
    }
}
