import CEL

/// What the roles above may do by the rows of one scope, each worked out when it is asked for.
struct Superiors {
    let scope: [ScopeEntry]
    /// The lowest first.
    fileprivate var standings: [Standing] = []

    init(_ scope: [ScopeEntry]) {
        self.scope = scope
    }
}

/// Who can go further.
extension DecisionEngine {
    private var rolesAbove: [Int] { book.decisions.above[question.role] }

    /// What one of the roles above may do, counted from the lowest.
    private mutating func standing(ofRoleAbove place: Int, _ superiors: inout Superiors) -> Standing
    {
        while superiors.standings.count <= place {
            let role = rolesAbove[superiors.standings.count]
            superiors.standings.append(standing(of: role, in: superiors.scope))
        }
        return superiors.standings[place]
    }

    /// The outcome as far as it is known, and who can go further.
    mutating func outcomeOfRows(
        _ standing: Standing,
        _ superiors: inout Superiors
    ) -> (Decision.Outcome, Decision.Approver?) {
        if standing.isAllowed { return (.allow, nil) }
        if isRefusedByBudget(standing) { return (.deny, nil) }
        for (place, role) in rolesAbove.enumerated() {
            let above = self.standing(ofRoleAbove: place, &superiors)
            guard above.isAllowed, let reach = above.best else { continue }
            return (
                .escalate, Decision.Approver(role: book.roles.roles[role].id, limit: reach.limit)
            )
        }
        if let approver = approverBeyondBudgets(&superiors) {
            return (.escalate, approver)
        }
        if let target = escalationTarget(superiors.scope) {
            return (.escalate, Decision.Approver(role: target, limit: nil))
        }
        return (standing.isBlockedByBudget ? .escalate : .deny, nil)
    }

    /// The lowest role above whose rows cover what was asked where budgets alone stand in the way:
    /// to go beyond those is an exception that the role decides; nil where there is none.
    private mutating func approverBeyondBudgets(
        _ superiors: inout Superiors
    ) -> Decision.Approver? {
        for (place, role) in rolesAbove.enumerated() {
            let above = standing(ofRoleAbove: place, &superiors)
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
    private mutating func escalationTarget(_ scope: [ScopeEntry]) -> String? {
        let above = rolesAbove
        let own = book.roles.roles[question.role].id
        var targets: [String] = []
        for entry in scope {
            guard let target = entry.plan.escalatesTo,
                !book.roles.holds(own, authorityOf: target)
            else { continue }
            let rows = ([question.role] + above).map { self.rows(of: $0, in: [entry]) }
            let applies = rows.contains { $0.contains(where: \.applies) }
            let isException =
                entry.plan.allowsExceptions
                && rows.contains { $0.contains(where: \.hasConditionNotMet) }
            if applies || isException { targets.append(target) }
        }
        let lowest = above.first { targets.contains(book.roles.roles[$0].id) }
        return lowest.map { book.roles.roles[$0].id } ?? targets.first
    }

    /// The lowest role above that may give more than the judgement's own; nil where none may.
    func approverBeyond(_ judgement: Judgement) -> Decision.Approver? {
        guard let own = judgement.standing?.best?.limit else { return nil }
        var engine = copy()
        for role in rolesAbove {
            let standing = engine.standing(of: role, in: judgement.scope)
            guard standing.isAllowed, let limit = standing.best?.limit, limit.isGreater(than: own)
            else { continue }
            return Decision.Approver(role: book.roles.roles[role].id, limit: limit)
        }
        return nil
    }

    /// What would have to be known for some role above to be able to allow it; nil where nothing.
    mutating func missingAbove(_ superiors: inout Superiors) -> UnknownSet? {
        for place in rolesAbove.indices {
            if let missing = standing(ofRoleAbove: place, &superiors).missing { return missing }
        }
        return nil
    }
}
