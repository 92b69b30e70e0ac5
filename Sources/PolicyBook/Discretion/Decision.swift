/// The answer to a request: what may be done, how far, by whom, and why.
package struct Decision: Sendable {
    /// From the worst to the kindest.
    package enum Outcome: String, Sendable, CaseIterable {
        case deny
        case escalate
        case ask
        case allow
    }

    package var outcome: Outcome
    package var remedy: String
    package var asked: Amount?
    /// The most that this person may give now; nil for remedies without an amount, and where no row
    /// applies.
    package var limit: GrantLimit?
    /// Whether only the limit itself may be given, no less.
    package var isExact = false
    /// How the deciding row is offered; nil where none applies.
    package var offer: DiscretionRow.Offer?
    package var decidedBy: RowReference?
    /// The budgets that cover the remedy, in the order of the book.
    package var budgets: [BudgetState] = []
    package var approver: Approver?
    /// The smallest changes of a fact that would raise the limit.
    package var wouldRaise: [Hint] = []
    /// Other ways to help that are within this person's limit.
    package var alternatives: [AlternativeOffer] = []
    package var obligations: [ObligationDue] = []
    /// What goes with the remedy.
    package var companions: [CompanionOffer] = []
    package var reasons: [Reason] = []
    /// For staff only; never part of what a customer sees.
    package var staffNotes: [String] = []
    package var wording = WordingTexts()
    /// What would have to be known; empty unless the outcome is `ask`.
    package var missing: [MissingFact] = []
    /// What to say when it goes to somebody else; nil unless the outcome is `escalate`.
    package var escalationText: RenderedText?
    /// Whether a second person should join.
    package var needsSecondPerson = false
    /// Faults of the book that came to light; each counted against the request.
    package var faults: [BookFault] = []
    /// How each row was judged; empty unless asked for.
    package var trace: [TraceEntry] = []
    package var locale: LocaleChoice
    /// The digest of the book.
    package var book: String
    package var at: Instant

    /// Makes a decision with nothing said but its outcome.
    package init(
        _ outcome: Outcome,
        remedy: String,
        asked: Amount?,
        locale: LocaleChoice,
        book: String,
        at: Instant
    ) {
        self.outcome = outcome
        self.remedy = remedy
        self.asked = asked
        self.locale = locale
        self.book = book
        self.at = at
    }
}

extension Decision.Outcome: Comparable {
    /// Whether the first outcome is worse for the customer.
    package static func < (left: Self, right: Self) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .deny: 0
        case .escalate: 1
        case .ask: 2
        case .allow: 3
        }
    }
}
