import CEL

extension PolicyBook {
    /// Decides how far somebody may go.
    ///
    /// Throws: why the request is no question that the book can answer. A refusal, an escalation
    /// and a question back are decisions. Deterministic: the same book and request give the same
    /// answer.
    package func decide(_ request: consuming DecisionRequest) throws(DecisionRefusal) -> Decision {
        var engine = try DecisionEngine.reading(&request, of: self)
        let judgement = engine.judge()
        return DecisionWriter(engine, request).decision(judgement)
    }

    /// The outcome alone, for those who look for what is allowed among many.
    ///
    /// Throws: as a decision does.
    package func outcome(
        of request: consuming DecisionRequest
    ) throws(DecisionRefusal) -> Decision.Outcome {
        var engine = try DecisionEngine.reading(&request, of: self)
        return engine.judge().outcome
    }

    /// Decides several remedies of one request in turn, each grant counting for the next.
    ///
    /// What an item is granted counts against budgets, against the limit of the row that decided,
    /// and as tried. The request's own remedy and amount are not looked at. Throws: the first item
    /// that is no question that the book can answer.
    package func decide(
        _ items: [RequestedItem],
        _ request: DecisionRequest
    ) throws(RequestedItem.Refused) -> [Decision] {
        guard items.count <= RequestedItem.maxCount else {
            throw RequestedItem.Refused(
                index: RequestedItem.maxCount,
                refusal: .tooManyItems(limit: RequestedItem.maxCount)
            )
        }
        var request = request
        var granted = Granted()
        var decisions: [Decision] = []
        for (index, item) in items.enumerated() {
            request.remedy = item.remedy
            request.asked = item.asked
            var engine = try RequestedItem.engine(at: index, self, request)
            engine.granted = granted
            let judgement = engine.judge()
            let writer = DecisionWriter(engine, request)
            decisions.append(writer.decision(judgement))
            guard judgement.outcome == .allow else { continue }
            writer.engine.record(judgement, in: &request, &granted)
        }
        return decisions
    }
}

extension PolicyBook {
    /// Whether the book lists the topic, or a policy is of it.
    fileprivate func knows(topic: String) -> Bool {
        topics.contains(topic)
            || policies.contains { $0.versions.contains { $0.topic == topic } }
    }
}

/// One of several remedies asked for at once.
package struct RequestedItem: Sendable, Hashable {
    package var remedy: String
    package var asked: Amount?

    /// LIMIT: a conversation settles a few things at once; each is a decision of its own.
    package static let maxCount = 32

    /// An item that the book cannot decide, and why.
    package struct Refused: Error, Sendable, Equatable {
        /// Its place among the items, from 0.
        package let index: Int
        package let refusal: DecisionRefusal
    }

    /// Makes the item.
    package init(remedy: String, asked: Amount?) {
        self.remedy = remedy
        self.asked = asked
    }

    fileprivate static func engine(
        at index: Int,
        _ book: PolicyBook,
        _ request: DecisionRequest
    ) throws(Refused) -> DecisionEngine {
        do {
            var request = request
            return try DecisionEngine.reading(&request, of: book)
        } catch {
            throw Refused(index: index, refusal: error)
        }
    }
}

extension DecisionEngine {
    /// Reads a request in the book's own numbers, and takes its facts along.
    static func reading(
        _ request: inout DecisionRequest,
        of book: PolicyBook
    ) throws(DecisionRefusal) -> DecisionEngine {
        guard let remedy = book.remedyIndex[request.remedy] else {
            throw .unknownRemedy(
                request.remedy,
                nearest: NearestName.suggest(request.remedy, among: book.remedies.map(\.id))
            )
        }
        try check(request.asked, for: book.remedies[remedy].kind)
        let role = try role(book, request)
        let currency = currency(book, request.facts, asked: request.asked)
        var engine = DecisionEngine(
            book: book,
            activation: activation(book, &request.facts),
            question: Question(
                remedy: remedy,
                role: role,
                asked: request.asked,
                policy: nil,
                topic: request.topic,
                isAskedFor: request.isAskedFor,
                tried: request.tried,
                now: request.now,
                today: book.day(of: request.now),
                currency: currency,
                usage: request.usage
            ),
            memory: ConditionMemory(count: book.decisions.programs.count)
        )
        engine.fillRequest()
        engine.question.policy = try engine.namedPolicy(request)
        if let topic = request.topic, !book.knows(topic: topic) {
            throw .unknownTopic(topic, nearest: NearestName.suggest(topic, among: book.topics))
        }
        return engine
    }

    private static func check(
        _ asked: Amount?,
        for kind: Remedy.Kind
    ) throws(DecisionRefusal) {
        switch (asked, kind) {
        case (nil, _): return
        case (.money(let money), .money):
            guard money.minorUnits >= 0 else { throw .amountNegative(.money) }
        case (.quantity(let count), .quantity):
            guard count >= 0 else { throw .amountNegative(.quantity) }
        default:
            throw .amountDoesNotFit(kind)
        }
    }

    private static func role(
        _ book: PolicyBook,
        _ request: DecisionRequest
    ) throws(DecisionRefusal) -> Int {
        guard let role = request.role ?? book.defaultRole else { throw .roleMissing }
        guard let index = book.decisions.roleIndex[role] else {
            let names = book.roles.roles.map(\.id)
            throw .unknownRole(role, nearest: NearestName.suggest(role, among: names))
        }
        return index
    }

    /// The facts by slot, taken over; one that needs somebody to look it up counts only when it is
    /// verified.
    static func activation(_ book: PolicyBook, _ facts: inout FactValues) -> Activation {
        var activation = Activation(facts.takeValues(), slotCount: book.decisions.activationSlots)
        for slot in book.facts.slotsToVerify where !facts.verified.contains(slot) {
            activation[slot] = nil
        }
        return activation
    }

    /// The currency of the amount asked for, else of the first amount among the facts, else the
    /// book's.
    static func currency(
        _ book: PolicyBook,
        _ facts: FactValues,
        asked: Amount? = nil
    ) -> Currency {
        if case .money(let money)? = asked { return money.currency }
        for slot in book.facts.facts.indices {
            guard case .host(let value)? = facts[slot], value.type == HostTypes.money.id
            else { continue }
            return ExactMoney(value).currency
        }
        return book.currency
    }

    /// Puts what the request brings of itself into its slots.
    mutating func fillRequest() {
        let facts = book.facts
        activation[facts.staffRole] = ownRoleFact
        activation[facts.now] = .instant(question.now)
        activation[facts.today] = .date(question.today)
        activation[facts.remedy] = .string(book.remedies[question.remedy].id)
        switch question.asked {
        case nil: activation[facts.asked] = nil
        case .money(let money): activation[facts.asked] = .money(money)
        case .quantity(let count): activation[facts.asked] = .int(count)
        }
    }

    /// A role of the request that is none of the book gives no authority, and is a fact all the same.
    private var ownRoleFact: Value {
        if case .string(let named)? = activation[book.facts.staffRole],
            named != book.roles.roles[question.role].id, book.decisions.roleIndex[named] == nil
        {
            return .string(named)
        }
        return book.decisions.roleValues[question.role]
    }

    private mutating func namedPolicy(
        _ request: DecisionRequest
    ) throws(DecisionRefusal) -> Int? {
        guard let name = request.policy else { return nil }
        guard let policy = book.policyIndex[name] else {
            let names = book.policies.map(\.id)
            throw .unknownPolicy(name, nearest: NearestName.suggest(name, among: names))
        }
        question.policy = policy
        guard scope().isEmpty else { return policy }
        guard standing(of: policy) != nil else { throw .policyNotInForce(name) }
        question.policy = nil
        let speaking = Set(scope().map { book.policies[$0.policy].id }).subtracting([name])
        throw .policySilent(name, remedy: request.remedy, speaking: speaking.sorted())
    }

    /// Counts what was granted against budgets, the deciding row, and the rows that were tried.
    func record(
        _ judgement: Judgement,
        in request: inout DecisionRequest,
        _ granted: inout Granted
    ) {
        guard let best = judgement.standing?.best else { return }
        let row = book.decisions.rows[best.row]
        if case .row = row.place.kind, let id = row.reference.row {
            request.tried.append(id)
            guard row.rule.offer != .owed else { return }
        }
        var amount = question.asked
        if amount == nil, case .amount(let limit)? = best.limit { amount = limit }
        if let amount { granted.add(amount, to: row.place) }
        let remedy = book.remedies[question.remedy]
        for index in book.decisions.budgets[question.remedy] {
            let budget = book.budgets[index]
            let holder = holder(of: budget, policy: row.place.policy)
            var use = request.usage[budget.id, holder: holder]
            use.count = use.count.addingReportingOverflow(1).partialValue
            let spent: Money? =
                if case .money(let money)? = amount { money } else { remedy.cost }
            let limit = budget.moneyLimit(
                for: book.roles.roles[question.role].id,
                in: book.roles
            )
            if let spent, spent.currency == limit?.currency {
                use.minorUnits =
                    use.minorUnits.addingReportingOverflow(spent.minorUnits).partialValue
            }
            request.usage[budget.id, holder: holder] = use
        }
    }
}

extension Granted {
    mutating func add(_ amount: Amount, to place: RowPlace) {
        switch (byRow[place], amount) {
        case (.money(let sum), .money(let more)):
            byRow[place] = .money(sum.adding(more) ?? sum)
        case (.quantity(let sum), .quantity(let more)):
            byRow[place] = .quantity(sum.addingReportingOverflow(more).partialValue)
        default:
            byRow[place] = amount
        }
    }
}
