import CEL

/// Decides one question over a book, whether a role may give a remedy now.
///
/// The steps are those of the documentation: scope, never, rows, unknown facts, grace, budgets,
/// outcome. What it finds is put into words afterwards, by ``DecisionWriter``.
///
/// Shape: not copied but where another question is tried on it, by ``copy()``.
struct DecisionEngine: ~Copyable {
    let book: PolicyBook
    /// The slots of all facts, filled for this question.
    var activation: Activation
    var question: Question
    /// What items of the same request have been granted before.
    var granted = Granted()
    /// What came of the conditions that were looked at.
    var memory: ConditionMemory

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
        /// Whether nothing matters but what is allowed as things are known.
        var isOnlyForAllowing = false
    }

    /// Another engine for the same question, with what is known of the facts so far.
    func copy() -> DecisionEngine {
        DecisionEngine(
            book: book,
            activation: activation,
            question: question,
            granted: granted,
            memory: memory
        )
    }

    /// Evaluates a condition or limit, a lasting one only once.
    mutating func evaluate(_ condition: PlannedCondition) -> Evaluation {
        if let known = memory[condition.number] { return known }
        let found = book.decisions.programs[condition.number].evaluate(activation)
        if condition.isLasting { memory.remember(found, of: condition.number) }
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
        judgement.standing = standing(of: question.role, in: scope)
        if judgement.decidingBlock == nil { settle(&judgement) }
        return judgement
    }

    /// What came of the question whether the remedy is allowed, and nothing else.
    enum Allowance {
        case allowed(Reach)
        case notAllowed
        /// Nothing in force speaks of the remedy.
        case notCovered
    }

    /// Whether the question is allowed: as ``judge()`` says, without looking for who else could.
    ///
    /// `known` is what a policy alone allows: where it is in the scope, only a `never` of another
    /// could be against it.
    mutating func allowance(knowing known: Reach? = nil) -> Allowance {
        let scope = scope()
        guard !scope.isEmpty else { return .notCovered }
        if let reach = allowingReach(in: scope, known) { return .allowed(reach) }
        let beside = scopeBesideGrace(scope)
        guard !beside.isEmpty, blocks(in: scope).allSatisfy(\.isDoubt),
            let reach = allowingReach(in: beside, known)
        else { return .notAllowed }
        return .allowed(reach)
    }

    private mutating func allowingReach(in scope: [ScopeEntry], _ known: Reach?) -> Reach? {
        guard blocks(in: scope).isEmpty else { return nil }
        if let known, isRow(known.row, in: scope) { return known }
        let standing = standing(of: question.role, in: scope)
        return standing.isAllowed ? standing.best : nil
    }

    private func isRow(_ row: Int, in scope: [ScopeEntry]) -> Bool {
        let place = book.decisions.rows[row].place
        guard case .row = place.kind else { return false }
        return scope.contains {
            $0.policy == place.policy && $0.version == place.version && $0.mode == .speaking
        }
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
    private mutating func settle(_ judgement: inout Judgement) {
        guard let standing = judgement.standing else { return }
        var superiors = Superiors(judgement.scope)
        let (known, approver) = outcomeOfRows(standing, &superiors)
        judgement.outcome = known
        judgement.approver = approver
        var best = known
        var missing = UnknownSet()
        if known < .allow, let needed = standing.missing {
            best = .allow
            missing = needed
        } else if known == .deny, !isRefusedByBudget(standing),
            let needed = missingAbove(&superiors)
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
}
