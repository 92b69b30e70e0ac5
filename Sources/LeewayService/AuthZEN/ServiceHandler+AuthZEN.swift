import HTTPWire
import JSON
import PolicyBook

/// OpenID AuthZEN: the Authorization API 1.0 over the same decisions as a check.
extension ServiceHandler {
    /// `POST /access/v1/evaluation`.
    func evaluateAccess(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        let root = try readAccess(request)
        try evaluateOne(root, request, &reply)
    }

    /// `POST /access/v1/evaluations`; without any it is one evaluation.
    func evaluateAccesses(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        let root = try readAccess(request)
        try tape.requireKind(.object, of: root)
        guard let list = tape.present("evaluations", of: root) else {
            return try evaluateOne(root, request, &reply)
        }
        try tape.requireKind(.array, of: list)
        guard tape.firstElement(of: list) != nil else {
            return try evaluateOne(root, request, &reply)
        }
        let locale = try LocaleNegotiation.outside(request).preference()
        let answers = try answers(to: list, of: root, locale)
        let ids = answers.map { _ in service.environment.makeID() }
        Self.sendAccess(&reply) { json in
            json.beginObject()
            json.list("evaluations", Array(zip(answers, ids))) { $0.access($1.0, id: $1.1) }
            json.endObject()
        }
    }

    /// `POST /access/v1/search/…`.
    func searchAccess(
        for target: AccessReader.Target,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) throws(Problem) {
        let root = try readAccess(request)
        let search = try AccessSearch(
            tape,
            root,
            for: target,
            in: served.book,
            at: service.environment.now()
        )
        Self.sendAccess(&reply) { search.write(to: &$0) }
    }

    /// `GET /.well-known/authzen-configuration`: where everything is, as the caller sees it.
    func authzenConfiguration(_ request: borrowing Request, _ reply: inout Reply) {
        let scheme = request.isSecure ? "https" : "http"
        let address =
            service.environment.publicURL
            ?? "\(scheme)://\(request.string(request.authority))"
        Self.sendAccess(&reply) { json in
            json.beginObject()
            json.member("policy_decision_point", address)
            for (name, path) in Self.endpoints { json.member(name, address + path) }
            json.endObject()
        }
    }

    /// Source: Authorization API 1.0, section 9.1.
    private static let endpoints = [
        ("access_evaluation_endpoint", "/access/v1/evaluation"),
        ("access_evaluations_endpoint", "/access/v1/evaluations"),
        ("search_subject_endpoint", "/access/v1/search/subject"),
        ("search_resource_endpoint", "/access/v1/search/resource"),
        ("search_action_endpoint", "/access/v1/search/action"),
    ]

    private func evaluateOne(
        _ root: JSONNode,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) throws(Problem) {
        let access = try AccessReader(root).request(tape)
        let locale = try LocaleNegotiation.outside(request).preference()
        let answer = answer(access, locale)
        let id = service.environment.makeID()
        Self.sendAccess(&reply) { $0.access(answer, id: id) }
    }

    /// One answer for each evaluation, as far as the batch is carried out.
    private func answers(
        to list: JSONNode,
        of root: JSONNode,
        _ locale: LocalePreference?
    ) throws(Problem) -> [AccessAnswer] {
        let semantic = try BatchSemantic(tape, root)
        for name in ["subject", "action", "resource", "context"] {
            if let shared = tape.present(name, of: root) {
                try tape.requireKind(.object, of: shared)
            }
        }
        guard tape.count(of: list) <= BatchSemantic.maxEvaluations else {
            throw Problem(
                .malformedRequest,
                at: "/evaluations",
                "at most \(BatchSemantic.maxEvaluations) evaluations can stand here"
            )
        }
        var answers: [AccessAnswer] = []
        var next = tape.firstElement(of: list)
        while let own = next {
            let answer: AccessAnswer
            do throws(Problem) {
                let access = try AccessReader(own, defaults: root).request(tape)
                answer = self.answer(access, locale)
            } catch {
                answer = .refused(error)
            }
            answers.append(answer)
            next =
                semantic.ends(after: answer.isPermitted) ? nil : tape.element(after: own, of: list)
        }
        return answers
    }

    private func answer(_ access: AccessRequest, _ locale: LocalePreference?) -> AccessAnswer {
        let book = served.book
        do throws(Problem) {
            let question = try access.question(
                to: book,
                for: .evaluation,
                at: service.environment.now(),
                locale
            )
            let decision = try Self.decide(question, book)
            observer.metrics.count(decision.outcome)
            return .decided(decision)
        } catch {
            return .refused(error)
        }
    }

    /// The content as JSON; another content type is 400 here, as the standard's harness wants it.
    private func readAccess(_ request: borrowing Request) throws(Problem) -> JSONNode {
        try requireStaffAssertion()
        do throws(Problem) {
            return try readContent(request)
        } catch {
            guard error.kind == .unsupportedMediaType else { throw error }
            throw Problem(.malformedRequest, error.detail)
        }
    }

    private static func sendAccess(_ reply: inout Reply, _ write: (inout JSONWriter) -> Void) {
        reply.send(
            status: 200,
            contentType: "application/json",
            fields: [.init(.cacheControl, "no-store")]
        ) { body in
            JSONWriter.append(to: &body) { write(&$0) }
        }
    }
}
