import CEL
import PolicyBook

/// Decodes texts and their translations.
struct TextDecoder {
    /// What a text may insert.
    struct Placeholders {
        /// The policy's values, `limit`, `asked`, facts; empty for texts of the book itself.
        let known: Set<String>

        static let none = Placeholders(known: [])
    }

    let log: FaultLog
    /// The first is the source language; never empty.
    let languages: [BookLanguage]
    let placeholders: Placeholders

    private var locales: [LocaleTag] { languages.map(\.locale) }

    /// A text that must be there in the source language.
    ///
    /// Returns: nil where it is not, which is reported.
    func text(_ node: YAMLNode?) -> LocalizedText? {
        guard let node else { return nil }
        guard let versions = versions(of: node) else { return nil }
        var source: MessagePattern?
        var translations: [(LocaleTag, MessagePattern)] = []
        for (locale, node) in versions {
            guard let pattern = pattern(node, in: locale) else { continue }
            if locale == locales[0] {
                source = pattern
            } else {
                translations.append((locale, pattern))
                if let source { checkTranslation([pattern], at: node.position, of: [source]) }
            }
        }
        return source.map { LocalizedText($0, in: locales[0], translations: translations) }
    }

    /// A list of texts that must be there in the source language; empty where the key is absent.
    func texts(_ node: YAMLNode?) -> LocalizedTexts {
        guard let node, let versions = versions(of: node) else { return LocalizedTexts() }
        var source: [MessagePattern] = []
        var translations: [(LocaleTag, [MessagePattern])] = []
        for (locale, node) in versions {
            let patterns = (node.items ?? []).compactMap { pattern($0, in: locale) }
            if locale == locales[0] {
                source = patterns
            } else {
                translations.append((locale, patterns))
                checkTranslation(patterns, at: node.position, of: source)
            }
        }
        return LocalizedTexts(source, in: locales[0], translations: translations)
    }

    /// Lists of words by language that insert nothing, such as what customers say.
    func phrases(_ node: YAMLNode?) -> [LocaleTag: [String]] {
        guard let node, let versions = versions(of: node) else { return [:] }
        return Dictionary(
            versions.map { ($0, $1.items?.compactMap(\.text) ?? []) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The node of each language, the source first.
    ///
    /// Returns: nil where the source is missing, which is reported.
    private func versions(of node: YAMLNode) -> [(locale: LocaleTag, node: YAMLNode)]? {
        guard let entries = node.entries else { return [(locales[0], node)] }
        // A placeholder without quotes; its shape has been reported.
        if entries.contains(where: \.value.isNull) { return nil }
        var versions: [(locale: LocaleTag, node: YAMLNode)] = []
        for entry in entries {
            guard let locale = locale(entry) else { continue }
            if versions.contains(where: { $0.locale == locale }) {
                log.report(at: entry.keyPosition, "the language `\(locale)` is given twice")
            } else {
                versions.append((locale, entry.value))
            }
        }
        guard let source = versions.firstIndex(where: { $0.locale == locales[0] }) else {
            log.report(
                at: node.position,
                "the text in `\(locales[0])`, the source language of the book, is missing"
            )
            return nil
        }
        versions.insert(versions.remove(at: source), at: 0)
        return versions
    }

    /// The language of a key; nil where the book has no such language, which is reported.
    func locale(_ entry: YAMLNode.Entry) -> LocaleTag? {
        guard let locale = LocaleTag(entry.key), locales.contains(locale) else {
            let known = locales.map(\.text)
            log.report(
                at: entry.keyPosition,
                "`\(entry.key)` is no language of the book",
                hint: NearestName.suggest(entry.key, among: known).map { "did you mean `\($0)`?" }
                    ?? "the book has \(known.joined(separator: ", "))"
            )
            return nil
        }
        return locale
    }

    private func pattern(_ node: YAMLNode, in locale: LocaleTag) -> MessagePattern? {
        guard let scalar = node.scalar, case .string(let text) = CoreValue(scalar) else {
            return nil
        }
        let pattern: MessagePattern
        do {
            pattern = try MessagePattern(parsing: text)
        } catch {
            let places = ScalarPositions(scalar, at: node.position, in: log.file)
            log.report(at: places.position(ofScalarOffset: error.offset), error.message)
            return nil
        }
        for name in pattern.placeholders where !placeholders.known.contains(name) {
            reportUnknown(name, scalar, at: node.position)
        }
        if let language = languages.first(where: { $0.locale == locale }) {
            warn(of: pattern, scalar, at: node.position, language)
        }
        return pattern
    }

    /// Warns of a text that is hard to read, and of plurals that its language does not form so.
    private func warn(
        of pattern: MessagePattern,
        _ scalar: YAMLNode.Scalar,
        at position: SourcePosition,
        _ language: BookLanguage
    ) {
        for gap in pattern.pluralGaps(language.plurals) {
            let places = ScalarPositions(scalar, at: position, in: log.file)
            log.warn(
                at: places.position(ofScalarOffset: Self.offset(of: gap.argument, in: scalar.text)),
                "the plural of `\(gap.argument)` lacks "
                    + gap.missing.map { "`\($0.rawValue)`" }.joined(separator: ", ")
                    + ", which `\(language.locale)` tells apart"
            )
        }
        guard scalar.text.utf8.count > ReadingEase.leastWords * 2 else { return }
        let ease = ReadingEase(pattern.outline)
        guard ease.wordCount >= ReadingEase.leastWords, ease.lix > language.readingLevel else {
            return
        }
        log.warn(
            at: position,
            "this text is hard to read: LIX \(ease.lix), and `\(language.locale)` has at most "
                + "\(language.readingLevel)",
            hint: "make its sentences and words shorter"
        )
    }

    private func reportUnknown(
        _ name: String,
        _ scalar: YAMLNode.Scalar,
        at position: SourcePosition
    ) {
        let places = ScalarPositions(scalar, at: position, in: log.file)
        let nearest = NearestName.suggest(name, among: placeholders.known.sorted())
        let values = placeholders.known.filter { !$0.contains(".") }.sorted()
        log.report(
            at: places.position(ofScalarOffset: Self.offset(of: name, in: scalar.text)),
            "the text inserts `{\(name)}`, which is no value, fact, `limit` or `asked`",
            hint: nearest.map { "did you mean `{\($0)}`?" }
                ?? (values.isEmpty
                    ? "texts of the book itself insert nothing"
                    : "values here: \(values.joined(separator: ", "))")
        )
    }

    /// Where the placeholder's brace stands; 0 where it cannot be found as it is written.
    private static func offset(of name: String, in text: String) -> Int {
        let scalars = Array(text.unicodeScalars)
        let wanted = Array(name.unicodeScalars)
        for start in scalars.indices where scalars[start] == "{" {
            let rest = scalars[(start + 1)...].drop { $0 == " " }
            guard rest.starts(with: wanted) else { continue }
            let next = rest.dropFirst(wanted.count).first { $0 != " " }
            if next == "}" || next == "," { return start }
        }
        return 0
    }

    private func checkTranslation(
        _ patterns: [MessagePattern],
        at position: SourcePosition,
        of sources: [MessagePattern]
    ) {
        let needed = sources.flatMap(\.placeholders)
        guard !needed.isEmpty else { return }
        let given = Set(patterns.flatMap(\.placeholders))
        for name in Set(needed).subtracting(given).sorted() {
            log.report(
                at: position,
                "the translation lacks `{\(name)}`, which the source text has"
            )
        }
    }
}
