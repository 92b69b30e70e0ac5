package import HTTPWire

/// Answers each request with what it was read as, so that tests see the parser through the handler.
///
/// `/prepared` answers ahead of time, `/late` later, `/never` not at all, `/peer` who asks, and `*`
/// nothing (RFC 9110 section 9.3.7).
package final class EchoHandler: RequestHandler {
    private let prepared = PreparedResponse(
        Response(
            status: 200,
            fields: [Response.Field(.contentType, "text/plain"), Response.Field(.etag, "\"p1\"")],
            content: Array("ready".utf8)
        ),
        gzip: Array("squeezed".utf8)
    )

    /// A handler without state of its own.
    package init() {}

    package func handle(_ request: borrowing Request, _ reply: inout Reply) {
        if let range = request.field(.xRequestID) {
            reply.addField(.xRequestID, request.bytes, range)
        }
        if request.equals(request.path, "/prepared") {
            reply.send(prepared: prepared)
        } else if request.equals(request.path, "*") {
            reply.send(Response(status: 204))
        } else if request.equals(request.path, "/late") {
            reply.later()?.complete(Response(status: 200, content: Array("late".utf8)))
        } else if request.equals(request.path, "/peer") {
            let peer = request.peer?.description ?? "nobody"
            reply.send(Response(status: 200, content: Array(peer.utf8)))
        } else if !request.equals(request.path, "/never") {
            echo(request, &reply)
        }
    }

    package func handle(refused refusal: Refusal, _ reply: inout Reply) {
        reply.send(Response(status: refusal.status, content: Array(refusal.reason.utf8)))
    }

    private func echo(_ request: borrowing Request, _ reply: inout Reply) {
        let line = "\(request.method.spelling) \(request.string(request.path))"
        let content = request.string(request.content)
        let query = request.string(request.query)
        reply.send(status: 200, contentType: "text/plain") { body in
            body.append(contentsOf: "\(line)?\(query) \(content)".utf8)
        }
    }
}
