import CEL
import Foundation
import PolicyBook

/// Decodes `book.yaml`.
struct BookDecoder {
    let log: FaultLog
    let surveys: [String]

    /// What the file says, and the words it gives to policies.
    ///
    /// Returns: nil where policies could not even be checked against it; the faults are in the log.
    func decode(_ node: YAMLNode) -> (preamble: PolicyBook.Preamble, vocabulary: Vocabulary)? {
        ShapeChecker(log: log).check(node, .object(BookShape.book), "book.yaml")
        let locales = locales(node["locales"])
        // A zone and a currency that are none have been reported; another one serves to find the
        // faults of policies as well.
        let zone = timeZone(node["time_zone"]) ?? .gmt
        let currency = currency(node["currency"]) ?? Currency("EUR")
        let roles = RoleDecoder(log: log).roles(node["roles"])
        guard let source = locales.first, let currency, let roles else { return nil }
        let languages = languages(locales, node["reading_level"])
        let texts = TextDecoder(log: log, languages: languages, placeholders: .none)
        let facts = FactDecoder(log: log, texts: texts).schema(node["facts"])
        var preamble = PolicyBook.Preamble(
            name: node["name"]?.text ?? source.text,
            locales: locales,
            timeZone: zone,
            currency: currency,
            facts: facts,
            roles: roles
        )
        preamble.topics = distinct(node["topics"], "topic")
        preamble.remedies = (node["remedies"]?.entries ?? []).compactMap { remedy($0, texts) }
        preamble.obligations = (node["obligations"]?.entries ?? [])
            .compactMap { obligation($0, texts) }
        let vocabulary = Vocabulary(
            languages: languages,
            currency: currency,
            topics: preamble.topics,
            facts: facts,
            roles: roles,
            remedies: preamble.remedies,
            obligations: preamble.obligations.map(\.id),
            surveys: surveys,
            environment: BookEnvironment(facts, timeZone: zone),
            today: CalendarDate(Instant(seconds: Int64(Date().timeIntervalSince1970)), in: zone)
        )
        finish(&preamble, node, vocabulary)
        return (preamble, vocabulary)
    }

    /// The parts that speak of the others.
    private func finish(
        _ preamble: inout PolicyBook.Preamble,
        _ node: YAMLNode,
        _ vocabulary: Vocabulary
    ) {
        let references = ReferenceChecker(log: log)
        let roles = vocabulary.roles.roles.map(\.id)
        preamble.defaultRole = references.name(node["default_role"], among: roles, "role")
        let budgets = node["budgets"]?.items ?? []
        references.requireDistinct(budgets, "budget")
        preamble.budgets = budgets.compactMap {
            BudgetDecoder(log: log, vocabulary: vocabulary).budget($0)
        }
        let rules = ProhibitionDecoder(
            log: log,
            vocabulary: vocabulary,
            texts: TextDecoder(
                log: log,
                languages: vocabulary.languages,
                placeholders: .init(known: vocabulary.placeholders)
            ),
            environment: vocabulary.environment
        )
        preamble.never = rules.prohibitions(node["never"])
        let entities = EntityDecoder(log: log, vocabulary: vocabulary)
        preamble.entities = entities.entities(node["entities"])
        TextWarnings(log: log, languages: vocabulary.languages, values: [])
            .check(node, BookShape.book)
    }

    private func locales(_ node: YAMLNode?) -> [LocaleTag] {
        guard let items = node?.items else { return [] }
        var locales: [LocaleTag] = []
        for item in items {
            guard let text = item.text else { continue }
            guard let locale = LocaleTag(text) else {
                log.report(
                    at: item.position,
                    "`\(text)` is no language tag",
                    hint: "write it as BCP 47 does: `en`, `pt-BR`"
                )
                continue
            }
            if locales.contains(locale) {
                log.report(at: item.position, "the language `\(locale)` stands twice")
            } else {
                locales.append(locale)
            }
        }
        if let node, items.isEmpty {
            log.report(at: node.position, "a book needs at least one language")
        }
        return locales
    }

    /// The languages with the reading level of each; `reading_level` is one for all or one by
    /// language.
    private func languages(_ locales: [LocaleTag], _ node: YAMLNode?) -> [BookLanguage] {
        var levels: [LocaleTag: Int64] = [:]
        for entry in node?.entries ?? [] {
            if let locale = LocaleTag(entry.key), locales.contains(locale) {
                levels[locale] = entry.value.integer
            } else {
                log.report(at: entry.keyPosition, "`\(entry.key)` is no language of the book")
            }
        }
        let usual = node?.integer.map { Int($0) } ?? BookLanguage.usualReadingLevel
        return locales.map { locale in
            BookLanguage(locale, readingLevel: levels[locale].map { Int($0) } ?? usual)
        }
    }

    private func timeZone(_ node: YAMLNode?) -> TimeZone? {
        guard let node, let text = node.text else { return nil }
        // Foundation also reads offsets such as `GMT+2`, which know no summer time.
        let known = TimeZone.knownTimeZoneIdentifiers
        if known.contains(text) || ["UTC", "GMT", "Etc/UTC"].contains(text) {
            return TimeZone(identifier: text)
        }
        log.report(
            at: node.position,
            "unknown time zone `\(text)`",
            hint: NearestName.suggest(text, among: known).map { "did you mean `\($0)`?" }
                ?? "write it as the IANA does: `Europe/Riga`"
        )
        return nil
    }

    private func currency(_ node: YAMLNode?) -> Currency? {
        guard let node, let text = node.text else { return nil }
        if let currency = Currency(text) { return currency }
        let fault = Money.Fault.unknownCurrency(text)
        log.report(at: node.position, fault.message(for: text))
        return nil
    }

    private func distinct(_ node: YAMLNode?, _ what: String) -> [String] {
        var words: [String] = []
        for item in node?.items ?? [] {
            guard let word = item.text else { continue }
            if words.contains(word) {
                log.report(at: item.position, "the \(what) `\(word)` stands twice")
            } else {
                words.append(word)
            }
        }
        return words
    }

    private func remedy(_ entry: YAMLNode.Entry, _ texts: TextDecoder) -> Remedy? {
        checkID(entry, "a remedy")
        let node = entry.value
        guard let kind = node["kind"]?.word(Remedy.Kind.self),
            let label = texts.text(node["label"])
        else { return nil }
        if kind == .quantity, node["unit"] == nil {
            log.report(at: node.position, "a quantity needs a `unit` to count")
        } else if kind != .quantity, let unit = node.entry("unit") {
            log.report(at: unit.keyPosition, "only a quantity has a `unit`")
        }
        if kind == .money, let cost = node.entry("cost") {
            log.report(at: cost.keyPosition, "money costs what it is, it has no `cost`")
        }
        return Remedy(
            id: entry.key,
            kind: kind,
            label: label,
            unit: node["unit"]?.text,
            cost: node["cost"]?.money
        )
    }

    private func obligation(_ entry: YAMLNode.Entry, _ texts: TextDecoder) -> Obligation? {
        checkID(entry, "an obligation")
        guard let moment = entry.value["when"]?.word(Obligation.Moment.self),
            let label = texts.text(entry.value["label"])
        else { return nil }
        return Obligation(id: entry.key, moment: moment, label: label)
    }

    private func checkID(_ entry: YAMLNode.Entry, _ what: String) {
        guard !ShapeChecker.isIdentifier(entry.key) else { return }
        log.report(at: entry.keyPosition, "\(what) needs \(Shape.identifier.demand)")
    }
}
