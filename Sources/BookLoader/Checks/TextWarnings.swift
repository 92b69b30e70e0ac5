import PolicyBook

/// Finds texts that can be read but should not stay as they are.
struct TextWarnings {
    let log: FaultLog
    /// The first is the source language; never empty.
    let languages: [BookLanguage]
    let values: [NamedValue]

    /// Warns of what a document's texts lack, one warning for each language and each text.
    func check(_ node: YAMLNode, _ shape: ObjectShape) {
        var texts: [YAMLNode] = []
        Self.collect(node, .object(shape), into: &texts)
        let spoken = texts.map { text in
            (position: text.position, locales: (text.entries ?? []).map { LocaleTag($0.key) })
        }
        for language in languages.dropFirst() {
            let missing = spoken.filter { !$0.locales.contains(language.locale) }
            warnOfMissing(language.locale, missing.map(\.position))
        }
        guard !values.isEmpty else { return }
        for text in texts { warnOfNumbers(text) }
    }

    /// The nodes at which the shape has texts, in the order of the file's keys.
    private static func collect(_ node: YAMLNode, _ shape: Shape, into texts: inout [YAMLNode]) {
        switch shape {
        case .text, .texts:
            texts.append(node)
        case .list(let item):
            for child in node.items ?? [] { collect(child, item, into: &texts) }
        case .map(let value):
            for entry in node.entries ?? [] { collect(entry.value, value, into: &texts) }
        case .object(let object):
            for entry in node.entries ?? [] {
                guard let key = object.keys.first(where: { $0.name == entry.key }) else { continue }
                collect(entry.value, key.shape, into: &texts)
            }
        default:
            break
        }
    }

    private func warnOfMissing(_ locale: LocaleTag, _ places: [SourcePosition]) {
        guard let first = places.first else { return }
        let what = places.count == 1 ? "a text has" : "\(places.count) texts have"
        log.warn(
            at: first,
            "\(what) no `\(locale)`" + (places.count == 1 ? "" : ", this is the first"),
            hint: "who reads `\(locale)` gets `\(languages[0].locale)` there"
        )
    }

    /// A number that is written out stays behind when its value is changed.
    private func warnOfNumbers(_ text: YAMLNode, _ language: BookLanguage? = nil) {
        switch text.content {
        case .scalar(let scalar):
            warnOfNumbers(scalar, at: text.position, language ?? languages[0])
        case .sequence(let items):
            for item in items { warnOfNumbers(item, language) }
        case .mapping(let entries):
            for entry in entries {
                let locale = LocaleTag(entry.key)
                warnOfNumbers(entry.value, languages.first { $0.locale == locale })
            }
        }
    }

    private func warnOfNumbers(
        _ scalar: YAMLNode.Scalar,
        at position: SourcePosition,
        _ language: BookLanguage
    ) {
        for number in WrittenNumber.all(in: scalar.text, language) {
            guard let value = values.first(where: { number.isWritten($0.value) }) else {
                continue
            }
            let places = ScalarPositions(scalar, at: position, in: log.file)
            log.warn(
                at: places.position(ofScalarOffset: number.offset),
                "`\(number.digits)` is written out, and `\(value.name)` holds it",
                hint: "write `{\(value.name)}`, so that both change together"
            )
        }
    }
}
