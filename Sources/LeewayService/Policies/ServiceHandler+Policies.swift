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
        let now = renewToday()
        let view = view
        let maxAge = view.today.maxAge(at: now)
        if maxAge == PolicyPage.maxAge, view.sendUsual(id, request, &reply) { return }
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let policy = try publicPolicy(id, request)
        if let text = try query["version"] {
            return try send(version: text, of: policy, choice, &reply)
        }
        let day = try day(query)
        guard let first = served.pages.firstPage(of: policy, on: day) else {
            throw Problem.notInForce(served.pages.policies[policy], on: day, in: served.book)
        }
        send(first, choice, maxAge: maxAge, &reply)
    }

    /// Sends a version of a policy by its number, whatever the day.
    func send(
        version text: String,
        of policy: Int,
        _ choice: LocaleChoice,
        _ reply: inout Reply
    ) throws(Problem) {
        let number = try Self.versionNumber(text, "version")
        let known = served.pages.policies[policy]
        guard let version = known.index(ofVersion: number) else {
            throw Problem.noVersion(number, of: known)
        }
        let first = served.pages.firstPage(of: policy, version: version)
        send(first, choice, maxAge: PolicyPage.maxAge, &reply)
    }

    private func send(
        _ firstPage: Int,
        _ choice: LocaleChoice,
        maxAge: Int,
        _ reply: inout Reply
    ) {
        guard let language = served.book.locales.firstIndex(of: choice.used),
            let page = served.pages.page(at: firstPage + language)
        else { return }
        guard maxAge == PolicyPage.maxAge else {
            return reply.send(prepared: page.prepare(choice, maxAge: maxAge))
        }
        if choice.asked == choice.used || choice.asked == nil && language == 0 {
            page.send(isAsked: choice.asked != nil, &reply)
        } else {
            view.send(page, at: firstPage + language, choice, &reply)
        }
    }

    /// `GET /v1/policies`: the public policies in force, filtered, or ranked by what `q` says.
    func listPolicies(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        let now = renewToday()
        let query = try QueryParameters(request.bytes, request.query)
        let choice = try locale(query, request)
        let filter = try PolicyFilter(query, topics: served.topics)
        let window = try PageWindow(query)
        let day = try day(query)
        let found = served.find(try Self.words(query), on: day, choice.used, filter)
        let shown = window.cut(found)
        var json = JSONWriter()
        json.beginObject()
        json.list("policies", Array(shown.elements)) { $0.listed($1, choice.used) }
        json.member("next_cursor", shown.nextCursor)
        json.locale(choice)
        json.member("book", served.book.digest)
        json.endObject()
        reply.send(.public(json.bytes, choice, maxAge: today.maxAge(at: now)))
    }

    /// LIMIT: in any script it fits a target of 8 KiB, at 12 octets a scalar; longer stories are for
    /// `POST /v1/guidance`.
    static let maxQueryScalars = 500

    /// What is searched for.
    ///
    /// Throws: `malformedRequest` beyond ``maxQueryScalars``.
    private static func words(_ query: QueryParameters) throws(Problem) -> String? {
        guard let words = try query["q"] else { return nil }
        guard words.unicodeScalars.count <= Self.maxQueryScalars else {
            throw Problem(
                .malformedRequest,
                "`q` has at most \(Self.maxQueryScalars) characters"
            )
        }
        return words
    }

    /// The day that `at` names in the book's zone, else today.
    func day(_ query: QueryParameters) throws(Problem) -> CalendarDate {
        guard let text = try query["at"] else { return today.day }
        if let date = CalendarDate(iso8601: text) { return date }
        if let instant = Instant(rfc3339: text) { return served.book.day(of: instant) }
        throw Problem(
            .malformedRequest,
            "`at` is a date such as `2026-02-01` or a time such as `2026-02-01T10:00:00Z`, "
                + "not `\(text.shortened)`"
        )
    }

    /// The language of the answer: `?locale=` wins over `Accept-Language`.
    func locale(
        _ query: QueryParameters,
        _ request: borrowing Request
    ) throws(Problem) -> LocaleChoice {
        let named = try LocaleNegotiation.preference(named: try query["locale"], at: "?locale")
        return LocaleChoice(
            named ?? LocaleNegotiation.acceptLanguage(request),
            among: served.book.locales
        )
    }

    /// The number of the policy that a path names; only those that anyone may read are known.
    func publicPolicy(
        _ id: Range<Int>,
        _ request: borrowing Request
    ) throws(Problem) -> Int {
        if let number = served.pages.number(of: request.bytes.span.extracting(id)) { return number }
        let name = request.string(id)
        let nearest = NearestName.suggest(name, among: served.pages.policies.map(\.policy.id))
        let suggestion = nearest.map { ", did you mean `\($0)`?" } ?? ""
        throw Problem(.notFound, "there is no policy `\(name.shortened)`\(suggestion)")
    }

    /// Reads a version's number; `name` is what holds it.
    static func versionNumber(_ text: String, _ name: String) throws(Problem) -> Int {
        guard let number = Int(text), number >= 1, !text.hasPrefix("+") else {
            throw Problem(
                .malformedRequest,
                "`\(name)` is a whole number from 1, not `\(text.shortened)`"
            )
        }
        return number
    }
}

extension Problem {
    static func noVersion(_ number: Int, of policy: PublicPolicy) -> Problem {
        let known = policy.versions.map { String(policy.policy.versions[$0].version) }
        return Problem(
            .notFound,
            "the policy `\(policy.policy.id)` has no version \(number); "
                + "there are \(known.joined(separator: ", "))"
        )
    }

    /// A policy that holds on other days only, which are the public's to know.
    fileprivate static func notInForce(
        _ policy: PublicPolicy,
        on day: CalendarDate,
        in book: PolicyBook
    ) -> Problem {
        let id = policy.policy.id
        var problem = Problem(
            .notFound,
            "the policy `\(id)` is not in force on \(day); "
                + "its versions stand at `/v1/policies/\(id)/versions`"
        )
        problem.fields = [
            .init(.link, "</v1/policies/\(id)/versions>; rel=\"version-history\"")
        ]
        return problem
    }
}

extension JSONWriter {
    fileprivate mutating func listed(_ found: FoundPolicy, _ locale: LocaleTag) {
        let page = found.page
        beginObject()
        member("id", page.policy.policy.id)
        member("version", page.version.version)
        member("title", page.title.text)
        member("topic", page.version.topic)
        member("summary", page.summary.text)
        if let score = found.score {
            name("score")
            double(score)
        }
        borrowed(
            [("/title", page.title), ("/summary", page.summary)]
                .filter { $0.1.locale != locale }
                .map { ($0.0, $0.1.locale) }
        )
        endObject()
    }
}
