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
    /// Its number in the book.
    let row: Int
    /// Nil where the role does not hold the row, and it was not judged.
    let state: RowState?

    var isHeld: Bool { state != nil }
    var applies: Bool {
        if case .applies? = state { true } else { false }
    }
    var hasConditionNotMet: Bool {
        switch state {
        case .conditionNotMet, .requirementNotMet, .failed, .otherCurrency: true
        case .applies, .unknown, .notAskedFor, .notTriedYet, nil: false
        }
    }
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

    /// Whether it is not known to hold.
    var isDoubt: Bool {
        if case .unknown = state { true } else { false }
    }
}

/// A row that lets a role give something, with how far.
struct Reach {
    /// The row's number in the book.
    let row: Int
    /// Lowered by budgets and by what the same request has been granted already.
    let limit: GrantLimit?
    let isExact: Bool
    /// Whether what was asked is within it.
    let covers: Bool
    /// Whether it would be, were it not for budgets.
    let coversBeforeBudgets: Bool
}

/// What one role may do, by the rows it holds.
struct Standing {
    let rows: [JudgedRow]
    /// The row that decides: the furthest that covers what was asked, else the furthest that
    /// applies.
    let best: Reach?
    /// Whether some row covers what was asked, and budgets alone stand in the way.
    let isBlockedByBudget: Bool
    /// What budgets leave to the policy of the deciding row, else to the first.
    let room: BudgetRoom
    /// What would have to be known for the request to be allowed, where that is possible.
    let missing: UnknownSet?

    var isAllowed: Bool { best?.covers ?? false }
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
        blocks.contains(where: \.isDoubt)
    }

    /// The `never` that decided; nil where none did.
    var decidingBlock: Block? {
        blocks.first { !$0.isDoubt }
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
