import CEL
import HTTPWire
import JSON
import PolicyBook

extension ServiceHandler {
    /// `GET /v1/policies/{id}`: one policy in the reader's language, as of a day or a version.
    func policy(
        _ id: Range<Int>,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) throws(Problem) {
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let name = request.string(id)
        guard let policy = served.book.policy(name) else { throw unknownPolicy(name) }
        guard policy.versions.contains(where: \.isPublic) else { throw unknownPolicy(name) }
        let version = try self.version(of: policy, query)
        guard let version, let page = served.pages.page(policy, version, choice.used) else {
            throw Problem(
                .notFound,
                "the policy `\(name)` has no such version, or none in force then"
            )
        }
        if choice.asked == choice.used {
            reply.send(prepared: page.prepared)
        } else {
            reply.send(page.response(choice))
        }
    }

    /// `GET /v1/policies`: the public policies in force, filtered, or ranked by what `q` says.
    func listPolicies(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let filter = try PolicyFilter(query, topics: served.book.topics)
        let window = try PageWindow(query)
        let day = try day(query)
        let pages = served.pages.inForce(on: day, choice.used).filter(filter.accepts)
        let found = try served.found(pages, query["q"], choice.used)
        let shown = window.cut(found)
        var json = JSONWriter()
        json.beginObject()
        json.list("policies", Array(shown.elements)) { $0.listed($1) }
        json.member("next_cursor", shown.nextCursor)
        json.locale(choice)
        json.member("book", served.book.digest)
        json.endObject()
        reply.send(Self.list(json.bytes, choice))
    }

    private static func list(_ content: [UInt8], _ choice: LocaleChoice) -> Response {
        Response(
            status: 200,
            fields: [
                .init(.contentType, "application/json"),
                .init(.contentLanguage, choice.used.text),
                .init(.vary, "Accept-Language"),
                .init(.cacheControl, "public, max-age=60"),
                .init(.etag, "\"\(String(content.fingerprint, radix: 16))\""),
            ],
            content: content
        )
    }

    /// The version a query names, else the one in force at its time; nil where there is none.
    private func version(
        of policy: Policy,
        _ query: QueryParameters
    ) throws(Problem) -> PolicyVersion? {
        guard let text = try query["version"] else {
            return policy.inForce(on: try day(query))
        }
        guard let number = Int(text), number >= 1, !text.hasPrefix("+") else {
            throw Problem(
                .malformedRequest,
                "`version` is a whole number from 1, not `\(text.shortened)`"
            )
        }
        return policy.versions.first { $0.version == number }
    }

    /// The day that `at` names in the book's zone, else today.
    private func day(_ query: QueryParameters) throws(Problem) -> CalendarDate {
        guard let text = try query["at"] else {
            return served.book.day(of: service.environment.now())
        }
        if let date = CalendarDate(iso8601: text) { return date }
        if let instant = Instant(rfc3339: text) { return served.book.day(of: instant) }
        throw Problem(
            .malformedRequest,
            "`at` is a date such as `2026-02-01` or a time such as `2026-02-01T10:00:00Z`, "
                + "not `\(text.shortened)`"
        )
    }

    private func locale(
        _ query: QueryParameters,
        _ request: borrowing Request
    ) throws(Problem) -> LocaleChoice {
        let named = try LocaleNegotiation.preference(named: try query["locale"], at: "?locale")
        return LocaleNegotiation.choose(
            named ?? LocaleNegotiation.acceptLanguage(request),
            in: served.book
        )
    }

    /// Only policies that anyone may read are suggested.
    private func unknownPolicy(_ name: String) -> Problem {
        let known = served.book.policies.filter { $0.versions.contains(where: \.isPublic) }
        let nearest = NearestName.suggest(name, among: known.map(\.id))
        let suggestion = nearest.map { ", did you mean `\($0)`?" } ?? ""
        return Problem(.notFound, "there is no policy `\(name.shortened)` in force\(suggestion)")
    }
}

extension [UInt8] {
    /// FNV-1a, 64 bits: tells two lists apart for a cache; it guards nothing.
    fileprivate var fingerprint: UInt64 {
        reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

extension JSONWriter {
    fileprivate mutating func listed(_ policy: FoundPolicy) {
        beginObject()
        member("id", policy.page.version.id)
        member("version", policy.page.version.version)
        member("title", policy.page.title)
        member("topic", policy.page.version.topic)
        member("summary", policy.page.summary)
        if let score = policy.score {
            name("score")
            double(score)
        }
        endObject()
    }
}
