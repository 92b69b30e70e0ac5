import BookLoader
import HTTPWire
import JSON
import Ledger
import PolicyBook

extension Response {
    /// The short answer of a probe.
    static func status(_ word: String) -> Response {
        var json = JSONWriter()
        json.beginObject()
        json.member("status", word)
        json.endObject()
        return Response(
            status: 200,
            fields: [.init(.contentType, "application/json"), .init(.cacheControl, "no-store")],
            content: json.bytes
        )
    }
}

extension ServiceHandler {
    /// `GET /readyz`: whether requests should be sent here.
    func readiness(_ reply: inout Reply) throws(Problem) {
        guard !service.state.isDraining else {
            throw Problem(.unavailable, "this service is about to end; use another one")
        }
        reply.send(.status("ready"))
    }

    /// `GET /healthz`: how the parts are, as `application/health+json`
    /// (draft-inadarei-api-health-check-06).
    func health(_ reply: inout Reply) {
        let storage = service.ledger.isAvailable
        let attempt = service.books.lastAttempt
        let fileFaults = service.state.fileFaults
        let sound = attempt.refusal == nil && fileFaults.isEmpty ? "pass" : "warn"
        let showsFault = caller.permits(.operator)
        reply.send(
            status: storage ? 200 : 503,
            contentType: "application/health+json",
            fields: [.init(.cacheControl, "no-store")]
        ) { body in
            JSONWriter.append(to: &body) { json in
                json.beginObject()
                json.member("status", storage ? sound : "fail")
                json.member("version", "1")
                json.member("releaseId", Release.version)
                json.name("checks")
                json.beginObject()
                json.bookCheck(served, attempt, showsFault: showsFault)
                json.storageCheck(isAvailable: storage)
                for (file, fault) in fileFaults {
                    json.fileCheck(file, fault, showsFault: showsFault)
                }
                json.endObject()
                json.endObject()
            }
        }
    }

    /// `GET /version`: which Leeway this is.
    func version(_ reply: inout Reply) {
        reply.send(
            status: 200,
            contentType: "application/json",
            fields: [.init(.cacheControl, "no-cache")]
        ) { body in
            JSONWriter.append(to: &body) { json in
                json.beginObject()
                json.member("name", "leeway")
                json.member("version", Release.version)
                json.endObject()
            }
        }
    }
}

extension JSONWriter {
    /// A fault may quote what is for staff, so only operators are shown the first one.
    fileprivate mutating func bookCheck(
        _ served: ServedBook,
        _ attempt: BookAttempt,
        showsFault: Bool
    ) {
        name("book:loaded")
        beginArray()
        beginObject()
        member("componentType", "component")
        member("status", attempt.refusal == nil ? "pass" : "warn")
        // Of the last success: the book in force is as old as this.
        member("time", served.loadedAt.description)
        if let refusal = attempt.refusal {
            member("observedValue", refusal.errors.count + refusal.omittedCount)
            member("observedUnit", "errors")
            let first = refusal.errors.first.flatMap { showsFault ? $0.headline : nil }
            let place = first.map { "the first is `\($0)`" } ?? "operators find them at /v1/book"
            member("output", "the files read at \(attempt.at) hold errors; \(place)")
        }
        endObject()
        endArray()
    }

    fileprivate mutating func storageCheck(isAvailable: Bool) {
        name("storage:writes")
        beginArray()
        beginObject()
        member("componentType", "datastore")
        member("status", isAvailable ? "pass" : "fail")
        if !isAvailable {
            member("output", "the store cannot be written; lookups and checks go on")
        }
        endObject()
        endArray()
    }

    /// A fault names files of the machine, so only operators are shown it.
    fileprivate mutating func fileCheck(_ file: WatchedFile, _ fault: String, showsFault: Bool) {
        name(file.rawValue)
        beginArray()
        beginObject()
        member("componentType", "component")
        member("status", "warn")
        let reason = showsFault ? fault : "the log says why"
        member("output", "the file cannot be used and changes nothing: \(reason)")
        endObject()
        endArray()
    }
}
