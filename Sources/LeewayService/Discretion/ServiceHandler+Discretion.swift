import HTTPWire
import JSON
import PolicyBook

extension ServiceHandler {
    /// `POST /v1/discretion/check`: whether this person may do this, now, for this customer.
    func checkDiscretion(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        let root = try readContent(request)
        let book = served.book
        var check = try CheckPayload(
            check: tape,
            root,
            book: book,
            now: service.environment.now(),
            languages: try LocaleNegotiation.outside(request)
        )
        try authorize(&check.request.role, &check.request.facts, root)
        let id = service.environment.makeID()
        guard let items = check.items else {
            let decision = try Self.decide(check.request, book)
            observer.metrics.count(decision.outcome)
            return Self.send(decision.locale, &reply) { $0.decision(decision, id: id) }
        }
        let decisions = try Self.decide(items, check.request, book)
        for decision in decisions { observer.metrics.count(decision.outcome) }
        Self.send(decisions[0].locale, &reply) { $0.decisions(decisions, id: id) }
    }

    /// `POST /v1/discretion/options`: everything this person may offer here, and how far.
    func discretionOptions(_ request: borrowing Request, _ reply: inout Reply) throws(Problem) {
        let root = try readContent(request)
        let book = served.book
        var question = try CheckPayload(
            options: tape,
            root,
            book: book,
            now: service.environment.now(),
            languages: try LocaleNegotiation.outside(request)
        )
        try authorize(&question.request.role, &question.request.facts, root)
        let options: Options
        do {
            options = try book.options(for: question.request)
        } catch {
            throw Problem(error)
        }
        Self.send(options.locale, &reply) { $0.options(options) }
    }

    static func decide(
        _ request: DecisionRequest,
        _ book: PolicyBook
    ) throws(Problem) -> Decision {
        do {
            return try book.decide(request)
        } catch {
            throw Problem(error)
        }
    }

    private static func decide(
        _ items: [RequestedItem],
        _ request: DecisionRequest,
        _ book: PolicyBook
    ) throws(Problem) -> [Decision] {
        do throws(RequestedItem.Refused) {
            return try book.decide(items, request)
        } catch {
            throw Problem(error.refusal, of: "/items/\(error.index)")
        }
    }

    static func send(
        _ locale: LocaleChoice,
        _ reply: inout Reply,
        _ write: (inout JSONWriter) -> Void
    ) {
        reply.send(
            status: 200,
            contentType: "application/json",
            fields: [
                .init(.contentLanguage, locale.used.text),
                .init(.cacheControl, "no-store"),
            ]
        ) { body in
            JSONWriter.append(to: &body) { write(&$0) }
        }
    }
}

extension Problem {
    /// The answer to a question that the book cannot answer; `item` is where the remedy stands.
    init(_ refusal: DecisionRefusal, of item: String = "") {
        switch refusal {
        case .unknownRemedy(let name, let nearest):
            self = .unknown("remedy", name, known: nearest, at: item + "/remedy")
        case .unknownRole(let name, let nearest):
            self = .unknown("role", name, known: nearest, at: "/staff/role")
        case .unknownPolicy(let name, let nearest):
            self = .unknown("policy", name, known: nearest, at: "/policy")
        case .unknownTopic(let name, let nearest):
            self = .unknown("topic", name, known: nearest, at: "/topic")
        case .roleMissing:
            self.init(.invalidValue, at: "/staff/role", "the book has no default role; name one")
        case .policyNotInForce(let name):
            self.init(.invalidValue, at: "/policy", "the policy `\(name)` is not in force here now")
        case .policySilent(let name, let remedy, let speaking):
            let others = speaking.isEmpty ? "no policy does" : speaking.joined(separator: ", ")
            self.init(
                .invalidValue,
                at: "/policy",
                "the policy `\(name)` does not speak of `\(remedy)`; these do: \(others)"
            )
        case .amountDoesNotFit(let kind):
            self.init(
                .invalidValue,
                at: item + (kind == .money ? "/quantity" : "/amount"),
                kind.expectedAmount
            )
        case .amountNegative(let kind):
            self.init(
                .invalidValue,
                at: item + (kind == .money ? "/amount" : "/quantity"),
                "what is asked for must not be negative"
            )
        case .tooManyItems(let limit):
            self.init(.invalidValue, at: "/items", "at most \(limit) items can be asked at once")
        }
    }
}

extension Remedy.Kind {
    /// What a request for such a remedy says of how much.
    fileprivate var expectedAmount: String {
        switch self {
        case .money: "this remedy is money: `amount` belongs to it, and no `quantity`"
        case .quantity: "this remedy is counted: `quantity` belongs to it, and no `amount`"
        case .action, .item, .gesture, .handover:
            "this remedy has neither `amount` nor `quantity`"
        }
    }
}
