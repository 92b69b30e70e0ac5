import BookLoader
package import HTTPWire
import JSON
import PolicyBook

/// Answers the requests of one loop.
///
/// Isolation: used on its loop's thread only; what it keeps between requests is memory to use again.
package final class ServiceHandler: RequestHandler {
    let service: LeewayService
    var requestIDs: RequestIDs
    var tape = JSONTape()
    private var reading: BookHolder<ServedBook>.Reading
    /// The book of the request at hand: the same from its start to its end.
    private(set) var view: BookView

    var served: ServedBook { view.served }
    var today: BookDay { view.today }

    init(_ service: LeewayService) {
        self.service = service
        requestIDs = RequestIDs(prefix: service.environment.makeID())
        reading = service.books.holder.reading()
        view = BookView(reading.snapshot, at: service.environment.now())
    }

    /// Answers one request, with an id that the answer and the log share.
    package func handle(_ request: borrowing Request, _ reply: inout Reply) {
        if service.books.holder.renew(&reading) {
            view = BookView(reading.snapshot, at: service.environment.now())
        }
        let id = requestIDs.identify(request, &reply)
        do throws(Problem) {
            try answer(request, id, &reply)
        } catch {
            reply.send(error.response(instance: requestIDs.text(id, in: request)))
        }
    }

    /// The present moment, with ``today`` being its day.
    func renewToday() -> Instant {
        let now = service.environment.now()
        if !view.today.contains(now) { view = BookView(view.served, at: now) }
        return now
    }

    /// Gives the server's own refusals the form of every other error.
    package func handle(refused refusal: Refusal, _ reply: inout Reply) {
        requestIDs.make(&reply)
        reply.send(Problem.response(to: refusal, instance: requestIDs.text))
    }

    private func answer(
        _ request: borrowing Request,
        _ id: RequestIDs.ID,
        _ reply: inout Reply
    ) throws(Problem) {
        switch service.router.match(request.method, request.bytes.span, path: request.path) {
        case .found(let endpoint, let scope, let parameters):
            try service.access.require(scope)
            try answer(endpoint, parameters, request, id, &reply)
        case .otherMethods(let node) where request.method == .options:
            let allow = service.router.allow(at: node)
            reply.send(Response(status: 204, fields: [.init(.allow, allow)]))
        case .otherMethods(let node):
            let allow = service.router.allow(at: node)
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
        _ parameters: Router.Parameters,
        _ request: borrowing Request,
        _ id: RequestIDs.ID,
        _ reply: inout Reply
    ) throws(Problem) {
        switch endpoint {
        case .listPolicies: try listPolicies(request, &reply)
        case .policy: try policy(parameters.first, request, &reply)
        case .policyVersions: try policyVersions(parameters.first, request, &reply)
        case .policyVersion: try policyVersion(parameters, request, &reply)
        case .policyChanges: try policyChanges(parameters.first, request, &reply)
        case .discretionCheck: try checkDiscretion(request, &reply)
        case .discretionOptions: try discretionOptions(request, &reply)
        case .accessEvaluation: try evaluateAccess(request, &reply)
        case .accessEvaluations: try evaluateAccesses(request, &reply)
        case .subjectSearch: try searchAccess(for: .subject, request, &reply)
        case .resourceSearch: try searchAccess(for: .resource, request, &reply)
        case .actionSearch: try searchAccess(for: .action, request, &reply)
        case .authzenConfiguration: authzenConfiguration(request, &reply)
        case .feedback: try recordFeedback(request, requestIDs.text(id, in: request), &reply)
        case .book: book(&reply)
        case .reloadBook: reloadBook(requestIDs.text(id, in: request), &reply)
        case .livez: reply.send(.status("alive"))
        case .readyz: try readiness(&reply)
        case .healthz: health(&reply)
        case .version: version(&reply)
        }
    }
}
