import CEL
import PolicyBook

/// A policy version as its file states it, with the places that faults between versions point at.
struct DecodedPolicy: Sendable {
    let version: PolicyVersion
    /// The context the version is confined to: the names of facts with their values.
    let onlyIn: [String: Set<String>]
    let file: SourceFile
    let versionPosition: SourcePosition
    let effectivePosition: SourcePosition
    let fallbackPosition: SourcePosition
    /// Of the rows and the `never`, in their order.
    let rowPositions: [SourcePosition]
    let neverPositions: [SourcePosition]
}

/// Decodes a document of `policies`.
struct PolicyDecoder {
    let log: FaultLog
    let vocabulary: Vocabulary
    /// Of the book's zone; for what time has overtaken.
    let today: CalendarDate

    /// Returns: nil where what is required is not there; the faults are in the log.
    func policy(_ node: YAMLNode) -> DecodedPolicy? {
        ShapeChecker(log: log).check(node, .object(PolicyShape.policy), "policy")
        let decoder = ValueDecoder(log: log, currency: vocabulary.currency)
        let values = decoder.values(node["values"])
        let tables = decoder.tables(node["tables"])
        let names = values.map(\.name) + values.map { "values.\($0.name)" }
        let texts = TextDecoder(
            log: log,
            languages: vocabulary.languages,
            placeholders: .init(known: vocabulary.placeholders.union(names))
        )
        let title = texts.text(node["title"])
        let plain = texts.text(node["plain"])
        let topic = topic(node["topic"])
        var version = PolicyVersion(
            id: node["id"]?.text ?? "",
            version: node["version"]?.integer.map { Int($0) } ?? 0,
            topic: topic ?? "",
            title: title ?? .missing(vocabulary.locales),
            plain: plain ?? .missing(vocabulary.locales),
            effectiveFrom: node["effective_from"]?.date ?? CalendarDate(dayNumber: 0)
        )
        version.values = values
        version.tables = tables
        decodeDates(node, into: &version)
        decodeTexts(node, texts, into: &version)
        let environment = vocabulary.environment.adding(values: values, tables: tables)
        let onlyIn = onlyIn(node["only_in"])
        let rules = RulesDecoder(
            log: log,
            vocabulary: vocabulary,
            texts: texts,
            environment: environment
        )
        version.discretion = rules.rules(node, scope: onlyIn)
        version.alternatives = rules.alternatives(node["alternatives"])
        version.opportunities = rules.opportunities(node["opportunities"])
        version.understanding = UnderstandingDecoder(
            log: log,
            vocabulary: vocabulary,
            texts: texts
        )
        .questions(node["understanding"])
        warn(node, version)
        guard node["id"]?.text != nil, version.version > 0, title != nil, plain != nil else {
            return nil
        }
        return DecodedPolicy(
            version: version,
            onlyIn: onlyIn,
            file: log.file,
            versionPosition: node.entry("version")?.keyPosition ?? node.position,
            effectivePosition: node.entry("effective_from")?.keyPosition ?? node.position,
            fallbackPosition: node.entry("fallback")?.keyPosition ?? node.position,
            rowPositions: Self.idPositions(node["discretion"]),
            neverPositions: Self.idPositions(node["never"])
        )
    }

    private static func idPositions(_ node: YAMLNode?) -> [SourcePosition] {
        (node?.items ?? []).map { $0["id"]?.position ?? $0.position }
    }

    private func warn(_ node: YAMLNode, _ version: PolicyVersion) {
        DateWarnings(log: log, today: today).check(node, version)
        TextWarnings(log: log, languages: vocabulary.languages, values: version.values)
            .check(node, PolicyShape.policy)
    }

    private func topic(_ node: YAMLNode?) -> String? {
        guard !vocabulary.topics.isEmpty else { return node?.text }
        return ReferenceChecker(log: log).name(node, among: vocabulary.topics, "topic")
    }

    private func decodeDates(_ node: YAMLNode, into version: inout PolicyVersion) {
        version.status = node["status"]?.word(PolicyVersion.Status.self) ?? .published
        version.pillar = node["pillar"]?.word(PolicyVersion.Pillar.self) ?? .policies
        version.visibility = node["visibility"]?.word(PolicyVersion.Visibility.self) ?? .public
        if let audiences = node["applies_to"]?.items {
            version.appliesTo = audiences.compactMap { $0.word(PolicyVersion.Audience.self) }
        }
        version.owner = node["owner"]?.text
        version.announcedOn = node["announced_on"]?.date
        version.reviewBy = node["review_by"]?.date
        version.isMaterial = node["material"]?.bool ?? true
        version.isFallback = node["fallback"]?.bool ?? false
        version.grace = grace(node, effectiveFrom: version.effectiveFrom)
        version.readiness = readiness(node["readiness"])
        version.translatedFrom = translations(node["translations"], of: version.version)
        version.survey = ReferenceChecker(log: log)
            .name(node["survey"], among: vocabulary.surveys, "survey")
        if let announced = version.announcedOn, node["effective_from"]?.date != nil,
            announced > version.effectiveFrom, let entry = node.entry("announced_on")
        {
            log.report(at: entry.keyPosition, "announced only after it is in force")
        }
        if version.status == .withdrawn, !(version.readiness?.isWhole ?? false) {
            log.report(
                at: node.entry("readiness")?.keyPosition ?? node.entry("status")?.keyPosition
                    ?? node.position,
                "a withdrawn version needs documentation, online_support and training",
                hint: "say under `readiness` where customers find them; `pending` if not yet"
            )
        }
    }

    private func grace(
        _ node: YAMLNode,
        effectiveFrom: CalendarDate
    ) -> PolicyVersion.Grace {
        let isRefused = node["grace"]?.text == "none"
        guard let entry = node.entry("grace_until"), let end = entry.value.date else {
            return isRefused ? .refused : .absent
        }
        if isRefused {
            log.report(
                at: entry.keyPosition,
                "`grace: none` and `grace_until` contradict each other"
            )
        } else if node["effective_from"]?.date != nil, end <= effectiveFrom {
            log.report(at: entry.keyPosition, "grace ends before the version is in force")
        }
        return isRefused ? .refused : .until(end)
    }

    private func readiness(_ node: YAMLNode?) -> PolicyVersion.Readiness? {
        guard let node, node.entries != nil else { return nil }
        var readiness = PolicyVersion.Readiness()
        readiness.documentation = page(node["documentation"])
        readiness.onlineSupport = page(node["online_support"])
        if let training = node["training"], let text = training.text {
            if text == "pending" {
                readiness.training = .pending
            } else if let day = training.date {
                readiness.training = .on(day)
            } else {
                log.report(
                    at: training.position,
                    "`training` must be a date such as 2026-03-01 or `pending`, not `\(text)`"
                )
            }
        }
        return readiness
    }

    private func page(_ node: YAMLNode?) -> PolicyVersion.Readiness.Page {
        guard let node, let text = node.text else { return .absent }
        if text == "pending" { return .pending }
        LinkChecker(log: log).check(node)
        return .link(text)
    }

    private func translations(_ node: YAMLNode?, of version: Int) -> [LocaleTag: Int] {
        let texts = TextDecoder(log: log, languages: vocabulary.languages, placeholders: .none)
        var translations: [LocaleTag: Int] = [:]
        for entry in node?.entries ?? [] {
            guard let locale = texts.locale(entry), let number = entry.value.integer else {
                continue
            }
            if number > version {
                log.report(
                    at: entry.value.position,
                    "version \(number) is later than this one, which is version \(version)"
                )
            }
            translations[locale] = Int(number)
        }
        return translations
    }

    /// Facts of the context with the values to which they confine the version.
    private func onlyIn(_ node: YAMLNode?) -> [String: Set<String>] {
        let known = vocabulary.facts.names(in: .context)
        var onlyIn: [String: Set<String>] = [:]
        for entry in node?.entries ?? [] {
            guard known.contains(entry.key) else {
                log.report(
                    at: entry.keyPosition,
                    "unknown fact `context.\(entry.key)`",
                    hint: NearestName.suggest(entry.key, among: known)
                        .map { "did you mean `\($0)`?" }
                )
                continue
            }
            checkWords(entry)
            onlyIn[entry.key] = Set(entry.value.items?.compactMap(\.text) ?? [])
            if entry.value.items?.isEmpty ?? false {
                log.report(
                    at: entry.value.position,
                    "an empty list confines the version to nothing"
                )
            }
        }
        return onlyIn
    }

    /// A version confined to what a fact can never be would never be in force.
    private func checkWords(_ entry: YAMLNode.Entry) {
        let name = "context.\(entry.key)"
        let fact = vocabulary.facts.slot(of: name).flatMap(vocabulary.facts.fact(inSlot:))
        switch fact?.type {
        case .string, nil: return
        case .enumeration(let words):
            for item in entry.value.items ?? [] {
                guard let word = item.text, !words.contains(word) else { continue }
                log.report(
                    at: item.position,
                    "`\(name)` is never `\(word)`",
                    hint: NearestName.suggest(word, among: words).map { "did you mean `\($0)`?" }
                        ?? "it is one of \(words.joined(separator: ", "))"
                )
            }
        default:
            log.report(
                at: entry.keyPosition,
                "`\(name)` is no text, so that no version can be confined by it",
                hint: "declare it as text, or as the words of an enumeration"
            )
        }
    }
}

extension LocalizedText {
    /// Stands in for a required text that is missing, so that the rest can be checked; a book with
    /// one is never used.
    fileprivate static func missing(_ locales: [LocaleTag]) -> LocalizedText {
        LocalizedText(MessagePattern(verbatim: ""), in: locales[0])
    }
}
