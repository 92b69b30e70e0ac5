import JSON
import PolicyBook

/// Writes a version's public parts in one language, and notes which texts are not what they seem:
/// borrowed from another language, or older than the source they were made from.
///
/// Only what is public: the parts for staff never come near this type's output.
struct PageWriter {
    private var json = JSONWriter()
    private let policy: Policy
    private let version: PolicyVersion
    private let texts: VersionTexts
    private var borrowed: [(pointer: String, locale: LocaleTag)] = []
    private var outdated: [String] = []

    init(_ policy: Policy, _ version: PolicyVersion, _ texts: VersionTexts) {
        self.policy = policy
        self.version = version
        self.texts = texts
        json.beginObject()
    }

    /// The object with its last members: what is true of the languages, and the book's digest.
    consuming func finish(_ choice: LocaleChoice, _ book: PolicyBook) -> [UInt8] {
        json.name("translation")
        json.beginObject()
        json.member("from_version", origin(of: texts.format.locale))
        json.strings("outdated", outdated)
        json.borrowed(borrowed)
        json.endObject()
        json.locale(choice)
        json.member("book", book.digest)
        json.endObject()
        return json.bytes
    }

    /// Everything that anyone may read of the version.
    mutating func page(_ book: PolicyBook) {
        json.member("id", version.id)
        json.member("version", version.version)
        json.member("status", version.status.rawValue)
        json.member("topic", version.topic)
        json.member("pillar", version.pillar.rawValue)
        json.strings("applies_to", version.appliesTo.map(\.rawValue))
        text("title", at: "/title") { $0.title }
        text("plain", at: "/plain") { $0.plain }
        text("rule", at: "/rule") { $0.rule }
        list("steps", at: "/steps") { $0.steps }
        why()
        list("standards", at: "/standards") { $0.standards }
        json.name("wording")
        json.beginObject()
        list("acknowledge", at: "/wording/acknowledge") { $0.wording.acknowledge }
        list("explain", at: "/wording/explain") { $0.wording.explain }
        json.endObject()
        alternatives(book.facts)
        resources()
        json.values(version.publicValues(book.facts))
        json.dates(of: version)
    }

    private mutating func why() {
        json.name("why")
        json.beginObject()
        text("benefit", at: "/why/benefit") { $0.why.benefit }
        text("change", at: "/why/change") { $0.why.change }
        json.name("evidence")
        json.beginArray()
        for (index, evidence) in version.why.evidence.enumerated() {
            json.beginObject()
            json.member("kind", evidence.kind.rawValue)
            text("text", at: "/why/evidence/\(index)/text") {
                $0.why.evidence.element(at: index)?.text
            }
            json.member("link", evidence.link)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private mutating func alternatives(_ schema: FactSchema) {
        json.name("alternatives")
        json.beginArray()
        let shown = version.alternatives.indices
            .filter { version.alternatives[$0].isPublic(schema) }
        for (place, index) in shown.enumerated() {
            json.beginObject()
            json.member("remedy", version.alternatives[index].remedy)
            text("text", at: "/alternatives/\(place)/text") {
                $0.alternatives.element(at: index)?.text
            }
            json.endObject()
        }
        json.endArray()
    }

    private mutating func resources() {
        json.name("resources")
        json.beginArray()
        for (index, resource) in version.resources.enumerated() {
            json.beginObject()
            json.member("kind", resource.kind.rawValue)
            text("label", at: "/resources/\(index)/label") {
                $0.resources.element(at: index)?.label
            }
            json.member("target", resource.target)
            json.endObject()
        }
        json.endArray()
    }

    private mutating func text(
        _ name: String,
        at pointer: String,
        _ part: (PolicyVersion) -> LocalizedText?
    ) {
        guard let text = part(version) else { return json.member(name, nil) }
        let rendered = texts.text(text)
        json.member(name, rendered.text)
        note(pointer, rendered.locale) { older in part(older)?.source != text.source }
    }

    private mutating func list(
        _ name: String,
        at pointer: String,
        _ part: (PolicyVersion) -> LocalizedTexts
    ) {
        let list = part(version)
        guard let found = texts.texts(list) else { return json.strings(name, []) }
        json.strings(name, found.texts)
        guard !list.isEmpty else { return }
        note(pointer, found.locale) { older in part(older).source != list.source }
    }

    /// Remembers where a text is borrowed, or made from a source that reads otherwise by now.
    private mutating func note(
        _ pointer: String,
        _ locale: LocaleTag,
        _ differs: (PolicyVersion) -> Bool
    ) {
        if locale != texts.format.locale { borrowed.append((pointer, locale)) }
        let origin = origin(of: locale)
        guard origin != version.version else { return }
        // What a source that is not in the book said is not known, so the text may be older.
        if policy.version(origin).map(differs) ?? true { outdated.append(pointer) }
    }

    /// From which version of the source a language's texts were made.
    private func origin(of locale: LocaleTag) -> Int {
        version.translatedFrom[locale] ?? version.version
    }
}

extension Array {
    /// The element there; nil beyond the end.
    fileprivate func element(at index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}

extension JSONWriter {
    /// Writes which texts are in another language than the rest, each by its JSON Pointer.
    mutating func borrowed(_ texts: [(pointer: String, locale: LocaleTag)]) {
        list("borrowed", texts) { json, text in
            json.beginObject()
            json.member("pointer", text.pointer)
            json.member("locale", text.locale.text)
            json.endObject()
        }
    }

    fileprivate mutating func dates(of version: PolicyVersion) {
        member("announced_on", version.announcedOn?.description)
        member("effective_from", version.effectiveFrom.description)
        member("grace_until", version.grace.end?.description)
        member("review_by", version.reviewBy?.description)
    }

    fileprivate mutating func values(_ values: [NamedValue]) {
        name("values")
        beginObject()
        for named in values {
            name(named.name)
            value(named.value)
        }
        endObject()
    }

    /// Writes a value of the book.
    mutating func value(_ value: PolicyValue) {
        switch value {
        case .bool(let value): bool(value)
        case .integer(let value): int(value)
        case .decimal(let value): string(value.description)
        case .percentage(let value): string(value.description)
        case .money(let value): amount(value)
        case .date(let value): string(value.description)
        case .text(let value): string(value)
        case .moneyByCurrency(let amounts):
            beginArray()
            for money in amounts { amount(money) }
            endArray()
        case .list(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .table(let rows):
            beginObject()
            for row in rows {
                name(row.name)
                self.value(row.value)
            }
            endObject()
        }
    }

    private mutating func amount(_ money: Money) {
        beginObject()
        member("value", money.majorUnits)
        member("currency", money.currency.code)
        endObject()
    }
}
