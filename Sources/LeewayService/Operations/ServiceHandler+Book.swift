import BookLoader
import HTTPWire
import JSON
import PolicyBook

extension ServiceHandler {
    /// `GET /v1/book`: which book is in force, and what came of the last attempt to read another.
    func book(_ reply: inout Reply) {
        let attempt = service.books.lastAttempt
        reply.send(
            status: 200,
            contentType: "application/json",
            fields: [.init(.cacheControl, "no-store")]
        ) { body in
            JSONWriter.append(to: &body) { json in
                json.beginObject()
                json.member("book", served.book.digest)
                json.member("name", served.book.name)
                json.member("loaded_at", served.loadedAt.description)
                json.member("policies", served.book.policies.count)
                json.strings("locales", served.book.locales.map(\.text))
                json.list("warnings", served.warnings) { $0.fault($1) }
                json.name("last_attempt")
                json.beginObject()
                json.member("at", attempt.at.description)
                json.member("outcome", attempt.outcomeWord)
                json.list("errors", attempt.refusal?.errors ?? []) { $0.fault($1) }
                json.member("omitted", attempt.refusal?.omittedCount ?? 0)
                json.endObject()
                json.endObject()
            }
        }
    }

    /// `POST /v1/book/reload`: reads the files again, and answers what came of it when it has.
    func reloadBook(_ instance: String, _ reply: inout Reply) {
        guard let pending = reply.later() else { return }
        service.reload { attempt in
            pending.complete(Self.response(to: attempt, instance: instance))
        }
    }

    private static func response(to attempt: BookAttempt, instance: String) -> Response {
        if let refusal = attempt.refusal {
            return Problem(refusal, inForce: attempt.after).response(instance: instance)
        }
        var json = JSONWriter()
        json.beginObject()
        json.member("outcome", attempt.outcomeWord)
        json.member("before", attempt.before)
        json.member("after", attempt.after)
        json.member("at", attempt.at.description)
        var warnings: [Fault] = []
        if case .replaced(let result) = attempt.outcome { warnings = result.warnings }
        json.list("warnings", warnings) { $0.fault($1) }
        json.endObject()
        return Response(
            status: 200,
            fields: [.init(.contentType, "application/json"), .init(.cacheControl, "no-store")],
            content: json.bytes
        )
    }
}

extension Problem {
    /// The answer to a reload whose files hold no book.
    init(_ refusal: LoadResult, inForce digest: String) {
        let count = refusal.errors.count + refusal.omittedCount
        let first = refusal.errors.first.map { ", the first is `\($0.headline)`" } ?? ""
        self.init(
            .bookAtFault,
            "the files hold \(count) error\(count == 1 ? "" : "s")\(first); "
                + "the book `\(digest)` stays in force"
        )
        faults = refusal.errors
    }
}

extension BookAttempt {
    /// `loaded` for the book that the service started with.
    fileprivate var outcomeWord: String {
        switch outcome {
        case .unchanged: "unchanged"
        case .replaced: before == nil ? "loaded" : "replaced"
        case .refused: "refused"
        }
    }
}

extension JSONWriter {
    /// Writes a fault of the book's files with its place.
    mutating func fault(_ fault: Fault) {
        beginObject()
        member("severity", fault.severity.rawValue)
        member("file", fault.file)
        member("line", fault.position.line)
        member("column", fault.position.column)
        member("message", fault.message)
        member("hint", fault.hint)
        member("excerpt", fault.excerpt?.text)
        endObject()
    }
}
