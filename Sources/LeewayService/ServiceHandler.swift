import BookLoader
package import HTTPWire
import JSON

/// Answers the requests of one loop.
///
/// Isolation: used on its loop's thread only; what it keeps between requests is memory to use again.
package final class ServiceHandler: RequestHandler {
    let service: LeewayService
    var requestIDs: RequestIDs
    var tape = JSONTape()
    private var reading: BookHolder<ServedBook>.Reading

    /// The book of the request at hand: the same from its start to its end.
    var served: ServedBook { reading.snapshot }

    init(_ service: LeewayService) {
        self.service = service
        requestIDs = RequestIDs(prefix: service.environment.makeID())
        reading = service.books.holder.reading()
    }

    /// Answers one request, with an id that the answer and the log share.
    package func handle(_ request: borrowing Request, _ reply: inout Reply) {
        _ = service.books.holder.renew(&reading)
        let id = requestIDs.identify(request, &reply)
        do throws(Problem) {
            try answer(request, id, &reply)
        } catch {
            reply.send(error.response(instance: id.text(in: request)))
        }
    }

    /// Gives the server's own refusals the form of every other error.
    package func handle(refused refusal: Refusal, _ reply: inout Reply) {
        let id = requestIDs.make()
        reply.addField(.xRequestID, id)
        reply.send(Problem.response(to: refusal, instance: id))
    }

    private func answer(
        _ request: borrowing Request,
        _ id: RequestIDs.ID,
        _ reply: inout Reply
    ) throws(Problem) {
        switch service.router.match(request.method, request.bytes.span, path: request.path) {
        case .found(let endpoint, let scope, let parameter):
            try service.access.require(scope)
            try answer(endpoint, parameter, request, id, &reply)
        case .otherMethods(let allow) where request.method == .options:
            reply.send(Response(status: 204, fields: [.init(.allow, allow)]))
        case .otherMethods(let allow):
            var problem = Problem(.methodNotAllowed, "this path takes \(allow)")
            problem.fields = [.init(.allow, allow)]
            throw problem
        case .nothing:
            let path = request.string(request.path).shortened
            throw Problem(.notFound, "there is no path `\(path)`")
        }
    }

    private func answer(
        _ endpoint: Endpoint,
        _ parameter: Range<Int>?,
        _ request: borrowing Request,
        _ id: RequestIDs.ID,
        _ reply: inout Reply
    ) throws(Problem) {
        switch endpoint {
        case .listPolicies: try listPolicies(request, &reply)
        case .policy: try policy(parameter ?? request.path, request, &reply)
        case .discretionCheck: try checkDiscretion(request, &reply)
        case .feedback: try recordFeedback(request, id.text(in: request), &reply)
        case .book: book(&reply)
        case .reloadBook: reloadBook(id.text(in: request), &reply)
        case .livez: reply.send(.status("alive"))
        case .readyz: try readiness(&reply)
        case .healthz: health(&reply)
        case .version: version(&reply)
        }
    }
}
