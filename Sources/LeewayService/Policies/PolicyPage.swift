import HTTPWire
import JSON
import PolicyBook

/// What the public reads of one version in one language: as bytes, and the parts that lists show.
struct PolicyPage: Sendable {
    let version: PolicyVersion
    let locale: LocaleTag
    let title: String
    /// The policy in plain words.
    let summary: String
    /// How customers say it.
    let situations: [String]
    /// The answer for a reader who asked for this very language.
    let prepared: PreparedResponse
    /// The object's members up to its `locale`, without the closing brace.
    private let members: [UInt8]
    private let book: String

    init(_ version: PolicyVersion, _ format: LocaleFormat, book: PolicyBook) {
        let texts = VersionTexts(version, format, book)
        self.version = version
        locale = format.locale
        title = texts.text(version.title)
        summary = texts.text(version.plain)
        situations = version.situations[format.locale] ?? []
        members = Self.members(version, texts, book.facts)
        self.book = book.digest
        let choice = LocaleChoice(asked: format.locale, used: format.locale)
        prepared = PreparedResponse(
            Self.response(members, version, choice, book: book.digest)
        )
    }

    /// The answer for a reader who asked for another language than the page's, or for none.
    func response(_ choice: LocaleChoice) -> Response {
        Self.response(members, version, choice, book: book)
    }

    private static func response(
        _ members: [UInt8],
        _ version: PolicyVersion,
        _ choice: LocaleChoice,
        book: String
    ) -> Response {
        var json = JSONWriter()
        json.beginObject()
        json.locale(choice)
        json.member("book", book)
        json.endObject()
        return Response(
            status: 200,
            fields: [
                .init(.contentType, "application/json"),
                .init(.contentLanguage, choice.used.text),
                .init(.vary, "Accept-Language"),
                .init(.cacheControl, "public, max-age=60"),
                .init(.etag, entityTag(version, choice, book: book)),
            ],
            // The tail's own brace gives way to a comma.
            content: members + [UInt8(ascii: ",")] + json.bytes.dropFirst()
        )
    }

    /// Strong: the book's digest, the version and the languages decide every octet.
    private static func entityTag(
        _ version: PolicyVersion,
        _ choice: LocaleChoice,
        book: String
    ) -> String {
        let digest = book.split(separator: ":").last?.prefix(16) ?? ""
        let asked = choice.asked == choice.used ? "" : "-\(choice.asked?.text ?? "*")"
        return "\"\(digest)-\(version.version)-\(choice.used.text)\(asked)-\(Release.version)\""
    }

    /// Only what is public: staff's parts never come near this function's output.
    private static func members(
        _ version: PolicyVersion,
        _ texts: VersionTexts,
        _ schema: FactSchema
    ) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", version.id)
        json.member("version", version.version)
        json.member("status", version.status.rawValue)
        json.member("topic", version.topic)
        json.member("pillar", version.pillar.rawValue)
        json.strings("applies_to", version.appliesTo.map(\.rawValue))
        json.member("title", texts.text(version.title))
        json.member("plain", texts.text(version.plain))
        json.member("rule", version.rule.map(texts.text))
        json.strings("steps", texts.texts(version.steps))
        json.why(version.why, texts)
        json.strings("standards", texts.texts(version.standards))
        json.name("wording")
        json.beginObject()
        json.strings("acknowledge", texts.texts(version.wording.acknowledge))
        json.strings("explain", texts.texts(version.wording.explain))
        json.endObject()
        json.list("alternatives", version.alternatives.filter { $0.isPublic(schema) }) {
            $0.alternative($1, texts)
        }
        json.list("resources", version.resources) { $0.resource($1, texts) }
        json.values(version.publicValues(schema))
        json.dates(of: version)
        json.endObject()
        return json.bytes.dropLast()
    }
}

extension JSONWriter {
    fileprivate mutating func why(_ why: Why, _ texts: VersionTexts) {
        name("why")
        beginObject()
        member("benefit", why.benefit.map(texts.text))
        member("change", why.change.map(texts.text))
        list("evidence", why.evidence) { json, evidence in
            json.beginObject()
            json.member("kind", evidence.kind.rawValue)
            json.member("text", texts.text(evidence.text))
            json.member("link", evidence.link)
            json.endObject()
        }
        endObject()
    }

    fileprivate mutating func alternative(_ alternative: Alternative, _ texts: VersionTexts) {
        beginObject()
        member("remedy", alternative.remedy)
        member("text", alternative.text.map(texts.text))
        endObject()
    }

    fileprivate mutating func resource(_ resource: Resource, _ texts: VersionTexts) {
        beginObject()
        member("kind", resource.kind.rawValue)
        member("label", texts.text(resource.label))
        member("target", resource.target)
        endObject()
    }

    fileprivate mutating func dates(of version: PolicyVersion) {
        member("announced_on", version.announcedOn?.description)
        member("effective_from", version.effectiveFrom.description)
        if case .until(let day) = version.grace {
            member("grace_until", day.description)
        } else {
            member("grace_until", nil)
        }
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

    private mutating func value(_ value: PolicyValue) {
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
