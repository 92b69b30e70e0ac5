extension Decision {
    /// A row, `require` or `never` of the book.
    package struct RowReference: Sendable, Hashable {
        /// Nil for a principle of the house.
        package let policy: String?
        package let version: Int?
        /// Nil where the policy as a whole is meant.
        package let row: String?

        /// Makes the reference.
        package init(policy: String?, version: Int?, row: String?) {
            self.policy = policy
            self.version = version
            self.row = row
        }
    }

    /// What is left of a budget before this grant.
    package struct BudgetState: Sendable, Hashable {
        package let id: String
        /// Nil where the budget does not limit money for this role.
        package let left: Money?
        /// Nil where the budget does not count grants.
        package let countLeft: Int64?

        /// Makes the state.
        package init(id: String, left: Money?, countLeft: Int64?) {
            self.id = id
            self.left = left
            self.countLeft = countLeft
        }
    }

    /// Who can go further.
    package struct Approver: Sendable, Hashable {
        package let role: String
        /// How far; nil where no row covers the request and the role decides an exception.
        package let limit: GrantLimit?

        /// Makes the approver.
        package init(role: String, limit: GrantLimit?) {
            self.role = role
            self.limit = limit
        }
    }

    /// A change of one fact that would raise the limit.
    package struct Hint: Sendable, Hashable {
        /// How the fact would have to compare.
        package enum Comparison: String, Sendable {
            case equal = "=="
            case atLeast = ">="
            case atMost = "<="
        }

        /// The fact's qualified name.
        package let fact: String
        package let comparison: Comparison
        /// The value as a book writes it.
        package let value: String
        /// What the limit would be; nil for remedies without an amount.
        package let limit: GrantLimit?

        /// Makes the hint.
        package init(fact: String, comparison: Comparison, value: String, limit: GrantLimit?) {
            self.fact = fact
            self.comparison = comparison
            self.value = value
            self.limit = limit
        }
    }

    /// Another way to help.
    package struct AlternativeOffer: Sendable, Hashable {
        /// Nil for one that is only words.
        package let remedy: String?
        package let label: RenderedText?
        package let text: RenderedText?
        /// How far it goes; nil where it has no amount.
        package let limit: GrantLimit?

        /// Makes the offer.
        package init(
            remedy: String?,
            label: RenderedText?,
            text: RenderedText?,
            limit: GrantLimit?
        ) {
            self.remedy = remedy
            self.label = label
            self.text = text
            self.limit = limit
        }
    }

    /// Something that goes with the remedy.
    package struct CompanionOffer: Sendable, Hashable {
        package let remedy: String
        package let label: RenderedText
        package let limit: GrantLimit?

        /// Makes the offer.
        package init(remedy: String, label: RenderedText, limit: GrantLimit?) {
            self.remedy = remedy
            self.label = label
            self.limit = limit
        }
    }

    /// Something staff must do, before or after.
    package struct ObligationDue: Sendable, Hashable {
        package let id: String
        package let moment: Obligation.Moment
        package let label: RenderedText

        /// Makes the obligation.
        package init(id: String, moment: Obligation.Moment, label: RenderedText) {
            self.id = id
            self.moment = moment
            self.label = label
        }
    }

    /// A fact that would have to be known.
    package struct MissingFact: Sendable, Hashable {
        /// The qualified name; `amount` where the amount asked for is what is missing.
        package let fact: String
        package let question: RenderedText?
        /// Whether somebody must look it up, the customer's word not being enough.
        package let needsVerification: Bool

        /// Makes the missing fact.
        package init(fact: String, question: RenderedText?, needsVerification: Bool) {
            self.fact = fact
            self.question = question
            self.needsVerification = needsVerification
        }
    }

    /// An expression of the book that failed.
    package struct BookFault: Sendable, Hashable {
        package let place: RowReference
        package let message: String

        /// Makes the fault.
        package init(place: RowReference, message: String) {
            self.place = place
            self.message = message
        }
    }

    /// Words to begin with, in the reader's language.
    package struct WordingTexts: Sendable, Hashable {
        package var composition = Wording.Composition.suggested
        package var acknowledge: [RenderedText] = []
        package var explain: [RenderedText] = []
        package var ask: [RenderedText] = []
        package var avoid: [RenderedText] = []

        /// Makes an empty wording.
        package init() {}
    }

    /// How one row was judged.
    package struct TraceEntry: Sendable, Hashable {
        package let place: RowReference
        /// What became of it.
        package let code: Reason.Code
        package let limit: GrantLimit?
        package let failing: [Reason.FailingTest]

        /// Makes the entry.
        package init(
            place: RowReference,
            code: Reason.Code,
            limit: GrantLimit?,
            failing: [Reason.FailingTest]
        ) {
            self.place = place
            self.code = code
            self.limit = limit
            self.failing = failing
        }
    }
}
