import CEL

/// What can be said of the rules of one version.
struct VersionChecks {
    let book: PolicyBook
    let plan: VersionPlan
    /// The first day on or after today on which the version is in force.
    let day: CalendarDate

    init(_ book: PolicyBook, _ plan: VersionPlan, _ today: CalendarDate) {
        self.book = book
        self.plan = plan
        day = max(today, plan.effectiveFrom)
    }

    var content: PolicyVersion { book.policies[plan.policy].versions[plan.version] }
    var rules: DiscretionRules { content.discretion }

    func finding(
        _ subject: BookFinding.Subject,
        _ message: String,
        hint: String
    ) -> BookFinding {
        BookFinding(
            policy: content.id,
            version: content.version,
            subject: subject,
            message: message,
            hint: hint
        )
    }

    /// What has to hold for a row to count: where the version is in force, what it requires, and
    /// the row's own condition.
    func conditions(of row: DiscretionRow) -> [Expr] {
        ([rules.scope] + rules.require.map(\.condition) + [row.condition])
            .compactMap { $0?.root }
    }

    func limit(of row: DiscretionRow) -> Expr? {
        switch row.limit {
        case .unlimited: nil
        case .upTo(let program), .exactly(let program): program.root
        }
    }

    /// The conditions of what forbids a remedy; nil where one forbids it whatever the facts are.
    func prohibitions(of remedy: String) -> [Expr]? {
        let covering = (book.never + rules.never).filter { $0.covers(remedy) }
        let conditions = covering.compactMap { $0.condition?.root }
        return conditions.count == covering.count ? conditions : nil
    }

    /// The facts of a solution that an expression reads, as an author would write them.
    func facts(_ activation: Activation, readBy expressions: [Expr]) -> String {
        let slots = Set(expressions.flatMap(\.slots)).sorted()
        let parts = slots.compactMap { slot -> String? in
            guard let fact = book.facts.fact(inSlot: slot), let value = activation[slot] else {
                return nil
            }
            return "\(fact.qualifiedName) \(value.bookText)"
        }
        return parts.joined(separator: ", ")
    }

    /// An activation in which only the time is known.
    var clock: Activation {
        var activation = Activation(slotCount: book.decisions.activationSlots)
        activation[book.facts.now] = .instant(book.start(of: day))
        activation[book.facts.today] = .date(day)
        return activation
    }

    /// Decides by this version alone, for a role, on facts that were found.
    func engine(_ activation: Activation, _ remedy: String, role: String) -> DecisionEngine? {
        var request = DecisionRequest(
            remedy: remedy,
            facts: FactValues(book.facts),
            now: book.start(of: day)
        )
        request.role = role
        request.isAskedFor = true
        request.tried = rules.rows.map(\.id)
        for slot in book.facts.facts.indices {
            request.facts[slot] = activation[slot]
            if activation[slot] != nil { request.facts.markVerified(slot) }
        }
        // The remedy and the role are the book's own: nothing is refused.
        return try? DecisionEngine.reading(&request, of: book)
    }

    var scope: [ScopeEntry] {
        [ScopeEntry(plan: plan, isNewest: true, mode: .speaking, unknown: UnknownSet())]
    }

    /// Facts worth trying with which a row applies, each passed to `body` until it returns true.
    func probe(_ row: DiscretionRow, _ body: (Activation) -> Bool) {
        let conditions = conditions(of: row)
        let read = conditions + [limit(of: row)].compactMap(\.self)
        let candidates = FactCandidates(book, read, today: day)
        var search = FactSearch(
            conditions.map { FactSearch.Goal(expression: $0, wanted: .holds) },
            over: clock,
            values: candidates.probes()
        )
        _ = search.solve(body)
    }
}
