import BookLoader
package import HTTPWire
import JSON

extension Problem {
    /// The answer, as `application/problem+json`.
    ///
    /// `instance` names the request, for the log.
    package func response(instance: String) -> Response {
        Self.response(
            status: kind.status,
            type: "urn:leeway:problem:\(kind.rawValue)",
            title: kind.title,
            detail: detail,
            instance: instance,
            errors: errors,
            faults: faults,
            fields: fields
        )
    }

    /// The answer to a request that the server refused before any route saw it.
    package static func response(to refusal: Refusal, instance: String) -> Response {
        var fields: [Response.Field] = []
        if let seconds = refusal.retryAfterSeconds {
            fields.append(Response.Field(.retryAfter, String(seconds)))
        }
        return response(
            status: refusal.status,
            type: "about:blank",
            title: Status.reason(refusal.status),
            detail: "\(refusal.reason) (\(refusal.source))",
            instance: instance,
            errors: [],
            fields: fields
        )
    }

    private static func response(
        status: Int,
        type: String,
        title: String,
        detail: String,
        instance: String,
        errors: [MemberError],
        faults: [Fault] = [],
        fields: [Response.Field]
    ) -> Response {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", type)
        json.member("title", title)
        json.member("status", status)
        json.member("detail", detail)
        json.member("instance", "urn:leeway:request:\(instance)")
        if !errors.isEmpty {
            json.list("errors", errors) { json, error in
                json.beginObject()
                json.member("pointer", error.pointer)
                json.member("detail", error.detail)
                json.endObject()
            }
        }
        if !faults.isEmpty { json.list("faults", faults) { $0.fault($1) } }
        json.endObject()
        // A cache may keep a 404 of its own accord (RFC 9111, section 4.2.2), and the next book or
        // the next day may have what is missing.
        let own = [
            Response.Field(.contentType, "application/problem+json"),
            Response.Field(.cacheControl, "no-store"),
        ]
        return Response(status: status, fields: own + fields, content: json.bytes)
    }
}
