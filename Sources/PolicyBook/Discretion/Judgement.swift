import CEL

/// A row of the book that covers the remedy asked for.
struct RowPlace: Hashable {
    let policy: Int
    let version: Int
    let kind: Kind

    enum Kind: Hashable {
        case row(Int)
        /// An alternative that stands for a row, where the book has none for its remedy.
        case alternative(Int)
    }

    init(_ policy: Int, _ version: Int, _ kind: Kind) {
        self.policy = policy
        self.version = version
        self.kind = kind
    }
}

/// What became of a row's conditions, whoever holds it.
enum RowState {
    /// It applies, up to the limit (or exactly that); nil for remedies without an amount.
    case applies(GrantLimit?, isExact: Bool)
    case requirementNotMet(Int)
    case conditionNotMet
    /// A fact is missing. The limit is the most that it could be, nil where that is open.
    case unknown(UnknownSet, limit: GrantLimit?)
    case failed(EvaluationError)
    case notAskedFor
    case notTriedYet
    case otherCurrency
}

/// A row with what became of it.
struct JudgedRow {
    let plan: RowPlan
    /// Nil where the role does not hold the row, and it was not judged.
    let state: RowState?

    var place: RowPlace { plan.place }
    var isHeld: Bool { state != nil }
    var isOwed: Bool { plan.offer == .owed }
}

/// A `never` that blocks, with what is known of it.
struct Block {
    enum State {
        case holds
        case unknown(UnknownSet)
        case failed(EvaluationError)
    }

    /// Nil for the house's.
    let version: (policy: Int, version: Int)?
    let index: Int
    let state: State
}

/// A row that lets a role give something, with how far.
struct Reach {
    let place: RowPlace
    /// Lowered by budgets and by what the same request has been granted already.
    let limit: GrantLimit?
    let isExact: Bool
    /// Whether what was asked is within it.
    let covers: Bool
    /// Whether it would be, were it not for budgets.
    let coversBeforeBudgets: Bool
    /// What budgets leave to the policy of this row.
    let room: BudgetRoom
}

/// What one role may do, by the rows it holds.
struct Standing {
    let rows: [JudgedRow]
    /// How far each row that applies goes.
    let reaches: [Reach]
    /// The row that decides: the furthest that covers what was asked, else the furthest that
    /// applies.
    let best: Reach?
    /// Whether some row covers what was asked, and budgets alone stand in the way.
    let isBlockedByBudget: Bool
    let room: BudgetRoom
    /// What would have to be known for the request to be allowed, where that is possible.
    let missing: UnknownSet?

    func reach(of place: RowPlace) -> Reach? {
        reaches.first { $0.place == place }
    }

    var isAllowed: Bool { best?.covers ?? false }
    var hasRowThatApplies: Bool {
        rows.contains { row in
            if case .applies? = row.state { true } else { false }
        }
    }
    var hasConditionNotMet: Bool {
        rows.contains { row in
            switch row.state {
            case .conditionNotMet, .requirementNotMet, .failed, .otherCurrency: true
            case .applies, .unknown, .notAskedFor, .notTriedYet, nil: false
            }
        }
    }
}

/// A decision before it is put into words.
struct Judgement {
    var outcome: Decision.Outcome
    var scope: [ScopeEntry]
    var standing: Standing?
    var blocks: [Block] = []
    var approver: Decision.Approver?
    var missing = UnknownSet()

    /// Whether nothing in force speaks of the remedy.
    var isNotCovered: Bool { scope.isEmpty }

    /// Whether a `never` blocks that is not known to hold.
    var isHeldBack: Bool {
        blocks.contains { block in
            if case .unknown = block.state { true } else { false }
        }
    }

    /// The `never` that decided; nil where none did.
    var decidingBlock: Block? {
        blocks.first { block in
            if case .unknown = block.state { false } else { true }
        }
    }
}

/// A version of a policy in the scope of a request.
struct ScopeEntry {
    /// How it speaks of the remedy.
    enum Mode {
        /// By rows or a `never`.
        case speaking
        /// As an alternative only.
        case offering
    }

    let plan: VersionPlan
    /// Whether it is the newest; of the one before, in grace, only the rows count.
    let isNewest: Bool
    let mode: Mode
    /// What would have to be known to say whether it is in force at all.
    let unknown: UnknownSet

    var policy: Int { plan.policy }
    var version: Int { plan.version }
}
