import HTTPWire
import JSON
import PolicyBook

extension ServiceHandler {
    /// `GET /v1/policies/{id}/versions`: the versions that anyone may read, the newest first.
    func policyVersions(
        _ id: Range<Int>,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) throws(Problem) {
        let now = renewToday()
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let window = try PageWindow(query)
        let policy = served.pages.policies[try publicPolicy(id, request)]
        let shown = window.cut(policy.versions.reversed())
        var json = JSONWriter()
        json.beginObject()
        json.member("policy", policy.policy.id)
        json.list("versions", Array(shown.elements)) { json, index in
            let isInForce = policy.policy.isInForce(index, on: today.day)
            json.version(policy, index, isInForce: isInForce, texts(policy, index, choice))
        }
        json.member("next_cursor", shown.nextCursor)
        json.locale(choice)
        json.member("book", served.book.digest)
        json.endObject()
        reply.send(.public(json.bytes, choice, maxAge: today.maxAge(at: now)))
    }

    /// `GET /v1/policies/{id}/versions/{n}`: one version, whether it is in force or not.
    func policyVersion(
        _ parameters: Router.Parameters,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) throws(Problem) {
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let policy = try publicPolicy(parameters.first, request)
        try send(version: request.string(parameters.second), of: policy, choice, &reply)
    }

    /// `GET /v1/policies/{id}/changes`: what one version says otherwise than another, and why.
    ///
    /// Without `to` the version in force is meant, without `from` the one before `to`.
    func policyChanges(
        _ id: Range<Int>,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) throws(Problem) {
        let now = renewToday()
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let policy = served.pages.policies[try publicPolicy(id, request)]
        let newest = policy.timeline.version(on: today.day) ?? policy.versions.last ?? 0
        let to = try version("to", query, of: policy) ?? newest
        let from =
            try version("from", query, of: policy)
            ?? policy.versions.last { policy.policy.precedes($0, to) }
        if let from, from > to {
            throw Problem(.invalidValue, "`from` is a version before `to`, or the same")
        }
        var json = JSONWriter()
        json.beginObject()
        json.member("policy", policy.policy.id)
        json.name("from")
        if let from { json.int(policy.policy.versions[from].version) } else { json.null() }
        json.member("to", policy.policy.versions[to].version)
        let between = policy.versions.filter { version in
            from.map { version > $0 } ?? false
                && (version == to || policy.policy.precedes(version, to))
        }
        json.list("reasons", between) { json, index in
            json.reason(policy.policy.versions[index], texts(policy, index, choice))
        }
        let changes = from.map { self.changes(policy, from: $0, to: to, choice) } ?? []
        json.list("changes", changes) { $0.change($1, choice.used) }
        json.locale(choice)
        json.member("book", served.book.digest)
        json.endObject()
        reply.send(.public(json.bytes, choice, maxAge: today.maxAge(at: now)))
    }

    private func texts(
        _ policy: PublicPolicy,
        _ index: Int,
        _ choice: LocaleChoice
    ) -> VersionTexts {
        let format = served.book.formats.first { $0.locale == choice.used }
        return VersionTexts(
            policy.policy.versions[index],
            format ?? served.book.formats[0],
            served.book
        )
    }

    private func version(
        _ name: String,
        _ query: QueryParameters,
        of policy: PublicPolicy
    ) throws(Problem) -> Int? {
        guard let text = try query[name] else { return nil }
        let number = try Self.versionNumber(text, name)
        guard let index = policy.index(ofVersion: number) else {
            throw Problem.noVersion(number, of: policy)
        }
        return index
    }

    private func changes(
        _ policy: PublicPolicy,
        from older: Int,
        to newer: Int,
        _ choice: LocaleChoice
    ) -> [ShownChange] {
        let before = (policy.policy.versions[older], texts(policy, older, choice))
        let after = (policy.policy.versions[newer], texts(policy, newer, choice))
        return after.0.changes(since: before.0, facts: served.book.facts)
            .filter { $0.audience == .everyone }
            .map { ShownChange($0, before, after, currency: served.book.currency) }
    }
}

/// A change as the public reads it.
private struct ShownChange {
    let change: VersionChange
    let before: Side
    let after: Side
    let sentence: RenderedText

    /// One side of a change.
    enum Side {
        case none
        case value(PolicyValue)
        case text(RenderedText)
        case texts([String], LocaleTag)

        var locale: LocaleTag? {
            switch self {
            case .none, .value: nil
            case .text(let text): text.locale
            case .texts(_, let locale): locale
            }
        }
    }

    typealias Version = (PolicyVersion, VersionTexts)

    init(_ change: VersionChange, _ older: Version, _ newer: Version, currency: Currency) {
        self.change = change
        before = Self.side(change.before, change.field, older)
        after = Self.side(change.after, change.field, newer)
        let format = newer.1.format
        sentence = change.sentence(
            before: Self.words(change.before, format, currency),
            after: Self.words(change.after, format, currency),
            format
        )
    }

    private static func side(
        _ side: VersionChange.Side?,
        _ field: String,
        _ version: Version
    ) -> Side {
        switch side {
        case .value(let value): return .value(value)
        case .date(let day): return .value(.date(day))
        case .source(let text): return .value(.text(text))
        case nil: break
        }
        if let text = PublicTexts.texts[field]?(version.0) { return .text(version.1.text(text)) }
        guard let list = PublicTexts.lists[field]?(version.0), !list.isEmpty,
            let found = version.1.texts(list)
        else { return .none }
        return .texts(found.texts, found.locale)
    }

    /// A value as a sentence holds it; nil for lists, tables and texts, which stand beside it.
    private static func words(
        _ side: VersionChange.Side?,
        _ format: LocaleFormat,
        _ currency: Currency
    ) -> String? {
        switch side {
        case .value(let value): value.messageValue(in: currency)?.text(format)
        case .date(let day): format.text(day)
        case .source(let text): text
        case nil: nil
        }
    }
}

extension JSONWriter {
    fileprivate mutating func version(
        _ policy: PublicPolicy,
        _ index: Int,
        isInForce: Bool,
        _ texts: VersionTexts
    ) {
        let version = policy.policy.versions[index]
        let ending = policy.ending(of: index)?.ending
        let title = texts.text(version.title)
        let change = version.why.change.map(texts.text)
        beginObject()
        member("version", version.version)
        member("status", version.status.rawValue)
        member("in_force", isInForce)
        member("material", version.isMaterial)
        member("title", title.text)
        member("change", change?.text)
        member("announced_on", version.announcedOn?.description)
        member("effective_from", version.effectiveFrom.description)
        member("grace_until", version.grace.end?.description)
        member("superseded_on", ending?.supersededOn.description)
        member("gone_on", ending?.goneOn?.description)
        borrowed(
            [("/title", title.locale), ("/change", change?.locale ?? texts.format.locale)]
                .filter { $0.1 != texts.format.locale }
        )
        endObject()
    }

    /// Writes why a version came to be, in its author's words.
    fileprivate mutating func reason(_ version: PolicyVersion, _ texts: VersionTexts) {
        let reason = version.why.change.map(texts.text)
        beginObject()
        member("version", version.version)
        member("text", reason?.text)
        borrowed(
            [("/text", reason?.locale ?? texts.format.locale)]
                .filter { $0.1 != texts.format.locale }
        )
        endObject()
    }

    fileprivate mutating func change(_ shown: ShownChange, _ locale: LocaleTag) {
        beginObject()
        member("field", shown.change.field)
        member("kind", shown.change.kind.rawValue)
        member("text", shown.sentence.text)
        side("before", shown.before)
        side("after", shown.after)
        let locales: [(String, LocaleTag?)] = [
            ("/text", shown.sentence.locale), ("/before", shown.before.locale),
            ("/after", shown.after.locale),
        ]
        borrowed(
            locales.compactMap { pointer, found in
                found.flatMap { $0 == locale ? nil : (pointer, $0) }
            }
        )
        endObject()
    }

    private mutating func side(_ name: String, _ side: ShownChange.Side) {
        switch side {
        case .none: member(name, nil)
        case .text(let text): member(name, text.text)
        case .texts(let texts, _): strings(name, texts)
        case .value(let value):
            self.name(name)
            self.value(value)
        }
    }
}
