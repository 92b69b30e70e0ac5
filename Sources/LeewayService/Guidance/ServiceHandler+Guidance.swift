import CEL
import HTTPWire
import JSON
import PolicyBook

extension ServiceHandler {
    /// `POST /v1/guidance`: what to say and do in a situation told in the customer's own words.
    func guidance(
        _ request: borrowing Request,
        _ requestID: String,
        _ reply: inout Reply
    ) throws(Problem) {
        let root = try readContent(request)
        let served = served
        let audience = try GuidancePayload.audience(tape, root)
        // Before facts are read: what is wrong with them is told to staff in the book's own names.
        if audience == .staff { try caller.require(.staff) }
        var payload = try GuidancePayload(
            tape,
            root,
            for: audience,
            book: served.book,
            requestID: requestID,
            now: service.environment.now(),
            languages: try LocaleNegotiation.outside(request)
        )
        if audience == .staff {
            try authorize(&payload.request.role, &payload.request.facts, root)
        }
        let answer = try GuidanceAnswer(payload, served)
        Self.send(answer.locale, &reply) { $0.answer(answer) }
    }
}

/// The policies that fit a situation, and what one of them advises.
struct GuidanceAnswer {
    /// A policy that fits, as its reader sees it.
    struct Match {
        let policy: Policy
        let version: PolicyVersion
        let score: Double
        let title: String
        let snippet: SearchSnippet
    }

    /// Best first.
    private(set) var matches: [Match] = []
    /// Whether the first match is likely enough to be acted upon; else the advice is the fallback's.
    let isConfident: Bool
    /// Nil where nothing fits and the book has no fallback that the reader may see.
    let guidance: Guidance?
    let locale: LocaleChoice
    let book: String

    /// Finds the policies and composes the best one's advice.
    ///
    /// Throws: where a staff member's options cannot be told.
    init(_ payload: GuidancePayload, _ served: ServedBook) throws(Problem) {
        let book = served.book
        let request = payload.request
        let index = request.audience == .staff ? served.staffSearch : served.search
        let answer = index.search(
            payload.situation,
            locale: request.locale.text,
            limit: payload.limit,
            where: { id in book.policy(id).flatMap { book.version(of: $0, for: request) } != nil }
        )
        isConfident = answer.isConfident
        let texts = book.formats.first { $0.locale == request.locale } ?? book.formats[0]
        for found in answer.matches {
            guard let policy = book.policy(found.id),
                let version = book.version(of: policy, for: request)
            else { continue }
            let rendered = VersionTexts(version, texts, book)
            let title = rendered.text(version.title).text
            let plain = rendered.text(version.plain).text
            let snippet = found.snippet(title: title, text: plain)
            matches.append(
                Match(
                    policy: policy,
                    version: version,
                    score: found.score,
                    title: title,
                    snippet: snippet
                )
            )
        }
        let advising = isConfident ? matches.first?.policy : book.fallbackPolicy
        do {
            guidance = try advising.flatMap { policy throws(DecisionRefusal) in
                try book.guidance(from: policy, for: request)
            }
        } catch {
            throw Problem(error)
        }
        locale = payload.locale
        self.book = book.digest
    }
}
