import PolicyBook

/// An access request of AuthZEN, whether a subject may do something to a resource.
///
/// Source: Authorization API 1.0, section 5 (information model) and section 6.1.
struct AccessRequest {
    /// A subject or resource.
    struct Entity {
        var type: String
        /// Empty in a search, until somebody or something is tried.
        var id: String
        var properties: [FactInput.Member]
    }

    var subject: Entity
    /// The action's name; empty in a search for actions.
    var action: String
    var actionProperties: [FactInput.Member]
    var resource: Entity
    /// Beside facts it holds what Leeway reads: `customer`, `policy`, `verified`, `tried`,
    /// `asked_for`.
    var context: [FactInput.Member]
}

extension AccessRequest {
    /// Where the answer to a question about entities of the book comes from.
    enum Purpose {
        /// What the request says of a subject is what counts.
        case evaluation
        /// What the book says of its subjects counts where the request says nothing.
        case search
    }

    /// The question as the book understands it.
    ///
    /// Throws: `unknownName` and `invalidValue` for an action that is no remedy, a subject without
    /// a role, or a fact or amount of another type; the decision is then no.
    func question(
        to book: PolicyBook,
        for purpose: Purpose,
        at now: Instant,
        _ locale: LocalePreference?
    ) throws(Problem) -> DecisionRequest {
        let known = book.entities.staff.first { $0.type == subject.type && $0.id == subject.id }
        let subjectFacts = purpose == .search ? known?.properties ?? [] : []
        let resourceFacts =
            book.entities.cases.first { $0.type == resource.type && $0.id == resource.id }?
            .properties ?? []
        var facts = AccessFacts(book.facts)
        try facts.read(.staff, subjectFacts + subject.properties + subject.identity)
        try facts.read(.case, resourceFacts + resource.properties + resource.identity)
        try facts.read(.action, actionProperties)
        try facts.read(.context, context.filter { !Self.membersOfContext.contains($0.name) })
        try facts.read(.customer, try customer())
        try facts.verify(try strings("verified"))
        var request = DecisionRequest(remedy: action, facts: facts.values, now: now)
        request.asked = try asked()
        request.role = try role(known, purpose, book)
        request.policy = try policy()
        request.tried = try strings("tried")
        request.isAskedFor = try isAskedFor()
        request.locale = locale
        return request
    }

    private static let membersOfContext = [
        "customer", "policy", "verified", "tried", "asked_for",
    ]

    /// The authority of the subject: a role of the book that the request names, else the default or
    /// the one that the book knows it has.
    private func role(
        _ known: Entities.Entity?,
        _ purpose: Purpose,
        _ book: PolicyBook
    ) throws(Problem) -> String {
        if case .string(let named)? = subject.properties.last(named: "role"),
            book.roles.contains(named)
        {
            return named
        }
        let found =
            switch purpose {
            case .evaluation: book.defaultRole ?? known?.role
            case .search: known?.role ?? book.defaultRole
            }
        guard let found else {
            throw Problem(
                .invalidValue,
                at: "/subject/properties/role",
                "the subject has no role of the book"
            )
        }
        return found
    }

    private func customer() throws(Problem) -> [FactInput.Member] {
        let inContext = context.last(named: "customer")
        switch inContext ?? resource.properties.last(named: "customer") {
        case nil, .null: return []
        case .object(let members): return members
        default:
            let pointer = inContext == nil ? "/resource/properties/customer" : "/context/customer"
            throw Problem(.invalidValue, at: pointer, "must be an object of facts")
        }
    }

    private func asked() throws(Problem) -> Amount? {
        let amount = actionProperties.last(named: "amount") ?? .null
        let quantity = actionProperties.last(named: "quantity") ?? .null
        switch (amount, quantity) {
        case (.null, .null): return nil
        case (.null, .number(let digits)):
            guard let count = Int64(wholeNumber: digits) else { break }
            return .quantity(count)
        case (_, .null):
            do {
                return .money(try Money(from: amount))
            } catch {
                throw FactReader.problem(error, at: "/action/properties/amount")
            }
        default: break
        }
        throw Problem(
            .invalidValue,
            at: "/action/properties/quantity",
            "a whole number is needed, and no amount beside it"
        )
    }

    private func policy() throws(Problem) -> String? {
        switch context.last(named: "policy") {
        case nil, .null: return nil
        case .string(let name): return name
        default: throw Problem(.invalidValue, at: "/context/policy", "must be a policy's id")
        }
    }

    private func isAskedFor() throws(Problem) -> Bool {
        switch context.last(named: "asked_for") {
        case nil, .null: return false
        case .bool(let flag): return flag
        default: throw Problem(.invalidValue, at: "/context/asked_for", "must be true or false")
        }
    }

    private func strings(_ name: String) throws(Problem) -> [String] {
        var strings: [String] = []
        switch context.last(named: name) {
        case nil, .null: return []
        case .list(let items):
            for item in items {
                if case .string(let text) = item { strings.append(text) }
            }
            if strings.count == items.count { return strings }
        default: break
        }
        throw Problem(.invalidValue, at: "/context/\(name)", "must be a list of strings")
    }
}

extension AccessRequest.Entity {
    /// The facts that stand beside the properties and win over them.
    fileprivate var identity: [FactInput.Member] {
        [.init("type", .string(type)), .init("id", .string(id))]
    }
}

extension [FactInput.Member] {
    func last(named name: String) -> FactInput? {
        last { $0.name == name }?.value
    }
}

/// The facts of an access request.
///
/// What the book does not declare is no error on a standard interface, but a declared fact of
/// another type is.
private struct AccessFacts {
    private let schema: FactSchema
    private(set) var values: FactValues

    private static let properties: [FactGroup: String] = [
        .staff: "/subject/properties", .case: "/resource/properties",
        .action: "/action/properties", .context: "/context", .customer: "/context/customer",
    ]

    init(_ schema: FactSchema) {
        self.schema = schema
        values = FactValues(schema)
    }

    mutating func read(_ group: FactGroup, _ members: [FactInput.Member]) throws(Problem) {
        let known = members.filter {
            schema.slot(of: "\(group.rawValue).\($0.name)") != nil
        }
        // PEPs write times in forms of their own; one that cannot be read is one not given.
        let refusal = values.read(group, known, schema)
            .first { group != .context || $0.name != "time" }
        guard let refusal else { return }
        let place = Self.properties[group, default: ""]
        throw FactReader.problem(
            refusal.fault,
            at: "\(place)/\(JSONPointer.escaped(refusal.name.shortened))"
        )
    }

    mutating func verify(_ names: [String]) throws(Problem) {
        guard let unknown = values.verify(names, schema).first else { return }
        throw .unknown("fact", unknown, known: nil, at: "/context/verified")
    }
}
