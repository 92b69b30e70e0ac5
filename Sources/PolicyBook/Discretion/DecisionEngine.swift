import CEL

/// Decides one question over a book, whether a role may give a remedy now.
///
/// The steps are those of the documentation: scope, never, rows, unknown facts, grace, budgets,
/// outcome. What it finds is put into words afterwards, by ``DecisionWriter``.
struct DecisionEngine {
    let book: PolicyBook
    /// The slots of all facts, filled for this question.
    var activation: Activation
    var question: Question
    /// What items of the same request have been granted before.
    var granted = Granted()
    /// What came of the conditions that several rows share, once it was looked at.
    var results: [Evaluation?] = []

    /// What is asked, in the book's own numbers.
    struct Question {
        var remedy: Int
        var role: Int
        var asked: Amount?
        /// The policy or topic named; nil where none was.
        var policy: Int?
        var topic: String?
        var isAskedFor: Bool
        /// The kinds of row that count; nil for all.
        var offers: Set<DiscretionRow.Offer>?
        var tried: [String]
        var now: Instant
        var today: CalendarDate
        var currency: Currency
        var usage: BudgetUsage
    }

    /// Evaluates a condition or limit; one that several rows share only once.
    mutating func evaluate(_ condition: PlannedCondition) -> Evaluation {
        guard let number = condition.shared else {
            return condition.program.evaluate(activation)
        }
        if results.isEmpty {
            results = Array(repeating: nil, count: book.decisions.sharedConditions)
        }
        if let known = results[number] { return known }
        let found = condition.program.evaluate(activation)
        results[number] = found
        return found
    }

    /// Decides the question.
    mutating func judge() -> Judgement {
        let scope = scope()
        let judgement = judge(scope)
        guard judgement.outcome != .allow, judgement.decidingBlock == nil else { return judgement }
        let beside = scopeBesideGrace(scope)
        guard !beside.isEmpty else { return judgement }
        let other = judge(beside)
        return other.outcome > judgement.outcome ? other : judgement
    }

    private mutating func judge(_ scope: [ScopeEntry]) -> Judgement {
        var judgement = Judgement(outcome: .deny, scope: scope)
        guard !scope.isEmpty else { return judgement }
        judgement.blocks = blocks(in: scope)
        let standing = standing(of: question.role, in: scope)
        judgement.standing = standing
        guard judgement.decidingBlock == nil else { return judgement }
        settle(&judgement, standing)
        return judgement
    }

    /// What the role itself may do; nil where nothing speaks of the remedy or a `never` blocks.
    mutating func unblockedStanding() -> Standing? {
        let scope = scope()
        guard scopeBesideGrace(scope).isEmpty else {
            let judgement = judge()
            return judgement.blocks.isEmpty ? judgement.standing : nil
        }
        guard !scope.isEmpty, blocks(in: scope).isEmpty else { return nil }
        return standing(of: question.role, in: scope)
    }

    /// Weighs what the rows give, and what might yet be known, against each other.
    private mutating func settle(_ judgement: inout Judgement, _ standing: Standing) {
        let (known, approver) = outcomeOfRows(standing, judgement.scope)
        judgement.outcome = known
        judgement.approver = approver
        var best = known
        var missing = UnknownSet()
        if known < .allow, let needed = standing.missing {
            best = .allow
            missing = needed
        } else if known == .deny, !isRefusedByBudget(standing),
            let needed = missingAbove(judgement.scope)
        {
            best = .escalate
            missing = needed
        }
        let blocked = judgement.blocks.reduce(into: UnknownSet()) { all, block in
            if case .unknown(let facts) = block.state { all.formUnion(facts) }
        }
        if !blocked.isEmpty {
            // INVARIANT: a `never` that is not known not to hold blocks: nothing is allowed, and
            // there is something to ask only where not holding would be better than a refusal.
            judgement.outcome = best > .deny ? .ask : .deny
            if best > .deny { missing.formUnion(blocked) }
            if known == .allow { judgement.approver = nil }
        } else if best > known {
            judgement.outcome = .ask
        }
        if judgement.outcome == .ask { judgement.missing = missing }
    }

    /// The outcome as far as it is known, and who can go further.
    private mutating func outcomeOfRows(
        _ standing: Standing,
        _ scope: [ScopeEntry]
    ) -> (Decision.Outcome, Decision.Approver?) {
        if standing.isAllowed { return (.allow, nil) }
        if isRefusedByBudget(standing) { return (.deny, nil) }
        for role in book.decisions.above[question.role] {
            let above = self.standing(of: role, in: scope)
            guard above.isAllowed, let reach = above.best else { continue }
            return (
                .escalate, Decision.Approver(role: book.roles.roles[role].id, limit: reach.limit)
            )
        }
        if let approver = approverBeyondBudgets(standing, scope) {
            return (.escalate, approver)
        }
        if let target = escalationTarget(standing, scope) {
            return (.escalate, Decision.Approver(role: target, limit: nil))
        }
        return (standing.isBlockedByBudget ? .escalate : .deny, nil)
    }

    /// The lowest role above whose rows cover what was asked where budgets alone stand in the way:
    /// to go beyond those is an exception that the role decides; nil where there is none.
    private mutating func approverBeyondBudgets(
        _ standing: Standing,
        _ scope: [ScopeEntry]
    ) -> Decision.Approver? {
        for role in book.decisions.above[question.role] {
            let above = self.standing(of: role, in: scope)
            guard above.isBlockedByBudget, above.room.beyond(question.asked) == .escalate else {
                continue
            }
            return Decision.Approver(role: book.roles.roles[role].id, limit: nil)
        }
        return nil
    }

    /// Whether a budget that denies what is beyond it is exceeded.
    ///
    /// It is so whatever rows apply: to ask for more than a row gives is no way around a budget.
    func isRefusedByBudget(_ standing: Standing) -> Bool {
        !standing.isAllowed && standing.room.beyond(question.asked) == .deny
    }

    /// Where the policies of the scope send what no role's rows cover; nil where they do not.
    private mutating func escalationTarget(
        _ standing: Standing,
        _ scope: [ScopeEntry]
    ) -> String? {
        let above = book.decisions.above[question.role]
        let own = book.roles.roles[question.role].id
        var targets: [String] = []
        for entry in scope {
            let escalation =
                book.policies[entry.policy].versions[entry.version].discretion.escalation
            guard let target = escalation.to, !book.roles.holds(own, authorityOf: target) else {
                continue
            }
            let standings = ([question.role] + above).map { self.standing(of: $0, in: [entry]) }
            let applies = standings.contains(where: \.hasRowThatApplies)
            let isException =
                escalation.allowsExceptions && standings.contains(where: \.hasConditionNotMet)
            if applies || isException { targets.append(target) }
        }
        let lowest = above.first { targets.contains(book.roles.roles[$0].id) }
        return lowest.map { book.roles.roles[$0].id } ?? targets.first
    }

    /// The lowest role above that may give more than the judgement's own; nil where none may.
    func approverBeyond(_ judgement: Judgement) -> Decision.Approver? {
        guard let own = judgement.standing?.best?.limit else { return nil }
        var engine = self
        for role in book.decisions.above[question.role] {
            let standing = engine.standing(of: role, in: judgement.scope)
            guard standing.isAllowed, let limit = standing.best?.limit, limit.isGreater(than: own)
            else { continue }
            return Decision.Approver(role: book.roles.roles[role].id, limit: limit)
        }
        return nil
    }

    /// What would have to be known for some role above to be able to allow it; nil where nothing.
    private mutating func missingAbove(_ scope: [ScopeEntry]) -> UnknownSet? {
        for role in book.decisions.above[question.role] {
            if let missing = standing(of: role, in: scope).missing { return missing }
        }
        return nil
    }
}
