import JSON
import PolicyBook

/// A search for the subjects, resources or actions with which an access request is permitted.
///
/// Source: Authorization API 1.0, section 8.
struct AccessSearch {
    private let request: AccessRequest
    private let target: AccessReader.Target
    private let page: SearchPage
    private let book: PolicyBook
    private let now: Instant

    /// Reads a search.
    ///
    /// Throws: `malformedRequest` for what is missing or of the wrong JSON type.
    init(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        for target: AccessReader.Target,
        in book: PolicyBook,
        at now: Instant
    ) throws(Problem) {
        request = try AccessReader(root).request(tape, for: target)
        page = try SearchPage(tape, root)
        self.target = target
        self.book = book
        self.now = now
    }

    /// Writes `results` and, where pages were asked for or are needed, `page`.
    func write(to json: inout JSONWriter) {
        let found = isAboutKnown ? results() : (requests: [], next: nil)
        json.beginObject()
        json.list("results", found.requests) { json, request in
            json.beginObject()
            switch target {
            case .action: json.member("name", request.action)
            case .subject: json.entity(request.subject)
            case .resource: json.entity(request.resource)
            }
            json.endObject()
        }
        if page.isAskedFor || found.next != nil {
            json.name("page")
            json.beginObject()
            json.member("next_token", found.next.map(SearchPage.token) ?? "")
            json.member("count", found.requests.count)
            json.endObject()
        }
        json.endObject()
    }

    /// The permitted candidates of this page, and the place of the next page's first.
    private func results() -> (requests: [AccessRequest], next: Int?) {
        let candidates = candidates
        var found: [AccessRequest] = []
        var index = page.start
        while index < candidates.count {
            if isPermitted(candidates[index]) {
                guard found.count < page.limit else { return (found, index) }
                found.append(candidates[index])
            }
            index += 1
        }
        return (found, nil)
    }

    private func isPermitted(_ request: AccessRequest) -> Bool {
        do {
            let question = try request.question(to: book, for: .search, at: now, nil)
            return try book.outcome(of: question) == .allow
        } catch {
            // What the book cannot answer is no, as in an evaluation.
            return false
        }
    }

    private var candidates: [AccessRequest] {
        switch target {
        case .subject:
            book.entities.staff.filter { $0.type == request.subject.type }
                .map { entity in
                    var request = request
                    request.subject.id = entity.id
                    return request
                }
        case .resource:
            book.entities.cases.filter { $0.type == request.resource.type }
                .map { entity in
                    var request = request
                    request.resource.id = entity.id
                    return request
                }
        case .action:
            book.remedies.map { remedy in
                var request = request
                request.action = remedy.id
                return request
            }
        }
    }

    /// Whether the book knows those that the search names; of a kind of which it lists none, all.
    private var isAboutKnown: Bool {
        let (staff, cases) = (book.entities.staff, book.entities.cases)
        let isSubjectKnown =
            target == .subject || staff.isEmpty
            || staff.contains { $0.type == request.subject.type && $0.id == request.subject.id }
        let isResourceKnown =
            target == .resource || cases.isEmpty
            || cases.contains { $0.type == request.resource.type && $0.id == request.resource.id }
        return isSubjectKnown && isResourceKnown
    }
}

/// The part of a search's results that one answer gives.
struct SearchPage {
    let isAskedFor: Bool
    let limit: Int
    /// The first candidate to try.
    let start: Int

    /// Reads the member `page` of the object at `root`.
    ///
    /// Throws: `malformedRequest` for a limit that is no number above 0, and a token that this
    /// service did not give.
    init(_ tape: borrowing JSONTape, _ root: JSONNode) throws(Problem) {
        guard let page = tape.present("page", of: root) else {
            (isAskedFor, limit, start) = (false, PageWindow.defaultLimit, 0)
            return
        }
        try tape.requireKind(.object, of: page)
        let limit = try tape.optionalInteger("limit", of: page) ?? Int64(PageWindow.defaultLimit)
        guard limit > 0 else {
            throw Problem(.malformedRequest, at: "/page/limit", "a number above 0 is needed")
        }
        isAskedFor = true
        self.limit = Int(min(limit, Int64(PageWindow.maxLimit)))
        let token = try tape.optionalString("token", of: page) ?? ""
        start = token.isEmpty ? 0 : try PageWindow.offset(token)
    }

    static func token(_ start: Int) -> String {
        PageWindow.cursor(start)
    }
}

extension JSONWriter {
    fileprivate mutating func entity(_ entity: AccessRequest.Entity) {
        member("type", entity.type)
        member("id", entity.id)
    }
}
