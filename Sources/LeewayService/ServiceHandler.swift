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
    private var access: AccessInForce.Reading
    private var credentials: CredentialCheck
    private var crossOrigin: CrossOrigin
    private var gate: RateGate
    private(set) var observer: RequestObserver
    /// The place of the request's route in the table; nil for what has none.
    private var route: Int?
    /// Who sent the request at hand.
    private(set) var caller = Caller.anyone

    /// The book of the request at hand: the same from its start to its end.
    private(set) var view: BookView

    var served: ServedBook { view.served }
    var today: BookDay { view.today }

    init(_ service: LeewayService) {
        self.service = service
        requestIDs = RequestIDs(prefix: service.environment.makeID())
        reading = service.books.holder.reading()
        view = BookView(reading.snapshot, at: service.environment.now())
        access = service.access.reading()
        credentials = CredentialCheck(access.snapshot)
        crossOrigin = CrossOrigin(access.snapshot)
        gate = RateGate(service.limiter, access.snapshot.rates)
        observer = RequestObserver(
            service.metrics.makeLoop(),
            service.log.map { AccessLog($0.sink, $0.format, RouteTable.routes) },
            service.environment
        )
    }

    /// Answers one request, with an id that the answer and the log share.
    package func handle(_ request: borrowing Request, _ reply: inout Reply) {
        if service.books.holder.renew(&reading) {
            view = BookView(reading.snapshot, at: service.environment.now())
        }
        if service.access.renew(&access) { applyAccess() }
        let id = requestIDs.identify(request, &reply)
        route = nil
        observer.begin(request, &reply)
        reply.addField(.xContentTypeOptions, fixed: "nosniff")
        do throws(Problem) {
            try answer(request, id, &reply)
        } catch {
            reply.send(error.response(instance: requestIDs.text(id, in: request)))
        }
        observer.end(
            request,
            id,
            made: requestIDs.last,
            route: route,
            caller: caller.id,
            &reply
        )
    }

    /// The present moment, with ``today`` being its day.
    func renewToday() -> Instant {
        let now = service.environment.now()
        if !view.today.contains(now) { view = BookView(view.served, at: now) }
        return now
    }

    /// The member of staff for whom the caller of the request at hand speaks; nil for none.
    var callersStaff: StaffMember? { credentials.staff(of: caller) }

    private func applyAccess() {
        credentials = CredentialCheck(access.snapshot)
        crossOrigin = CrossOrigin(access.snapshot)
        gate = RateGate(service.limiter, access.snapshot.rates)
    }

    /// Gives the server's own refusals the form of every other error.
    package func handle(refused refusal: Refusal, _ reply: inout Reply) {
        if let late = reply.context.note as? LateRequest {
            // It is told of once its refusal is sent.
            reply.addField(.xRequestID, late.id, 0..<late.id.count)
            reply.addField(.xContentTypeOptions, fixed: "nosniff")
            let id = String(decoding: late.id, as: UTF8.self)
            reply.send(Problem.response(to: refusal, instance: id))
            return
        }
        requestIDs.make(&reply)
        reply.addField(.xContentTypeOptions, fixed: "nosniff")
        reply.send(Problem.response(to: refusal, instance: requestIDs.text))
        observer.end(refused: requestIDs.last, reply)
    }

    /// Tells of an answer that came later.
    package func finish(_ note: any AnyObject & Sendable, status: Int, contentBytes: Int) {
        guard let late = note as? LateRequest else { return }
        observer.end(late, status: status, contentBytes: contentBytes)
    }

    /// Hands on the lines of the log.
    package func endTurn() {
        observer.flush()
    }

    private func answer(
        _ request: borrowing Request,
        _ id: RequestIDs.ID,
        _ reply: inout Reply
    ) throws(Problem) {
        let match = service.router.match(request.method, request.bytes.span, path: request.path)
        if case .found(let endpoint, _, let parameters) = match {
            route = parameters.route
            if endpoint.isForWidgets {
                crossOrigin.allow(request, &reply)
            }
        }
        try admit(request, &reply)
        switch match {
        case .found(let endpoint, let scope, let parameters):
            try caller.require(scope)
            try answer(endpoint, parameters, request, id, &reply)
        case .otherMethods(let node) where request.method == .options:
            reply.send(options(at: node, request))
        case .otherMethods(let node):
            let allow = service.router.allow(at: node)
            var problem = Problem(.methodNotAllowed, "this path takes \(allow)")
            problem.fields = [.init(.allow, allow)]
            throw problem
        case .nothing where request.method == .options && request.equals(request.path, "*"):
            // Of the whole server (RFC 9110 section 9.3.7).
            reply.send(Response(status: 204, fields: [.init(.allow, "GET, HEAD, POST, OPTIONS")]))
        case .nothing:
            let path = request.string(request.path).shortened
            throw Problem(.notFound, "there is no path `\(path)`")
        }
    }

    /// Finds out who calls, and counts the request for them; one with a bad credential for its address.
    ///
    /// Where that address has sent too many, no signature is verified for it, so that a flood of bad
    /// tokens costs little.
    private func admit(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        caller = .anyone
        let (now, ticks) = (service.environment.now, service.environment.ticks)
        do throws(Problem) {
            caller = try credentials.caller(of: request, at: now) { () throws(Problem) in
                try gate.admit(request, caller: nil, isCounted: false, at: ticks, &reply)
            }
        } catch {
            if error.kind != .rateLimited {
                try gate.admit(request, caller: nil, at: ticks, &reply)
            }
            throw error
        }
        try gate.admit(request, caller: caller.id, at: ticks, &reply)
    }

    /// The methods of a path, and for pages of other origins whether they may use it.
    private func options(at node: Int, _ request: borrowing Request) -> Response {
        let allow = service.router.allow(at: node)
        let endpoints = service.router.endpoints(at: node)
        if endpoints.contains(where: \.isForWidgets),
            let answer = crossOrigin.preflight(request, allow: allow)
        {
            return answer
        }
        return Response(status: 204, fields: [.init(.allow, allow)])
    }

    private func reference(_ file: ReferenceFile, _ reply: inout Reply) {
        service.reference.send(file, service.environment.compress, &reply)
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
        case .guidance: try guidance(request, requestIDs.text(id, in: request), &reply)
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
        case .metrics: metrics(request, &reply)
        case .version: version(&reply)
        case .openapi: reference(.openapi, &reply)
        case .docs: reference(.docsPage, &reply)
        case .docsStyle: reference(.docsStyle, &reply)
        case .docsScript: reference(.docsScript, &reply)
        }
    }
}
