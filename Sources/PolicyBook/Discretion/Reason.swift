/// Why a decision is as it is, as far as one row goes.
package struct Reason: Sendable, Hashable {
    /// What programs may rely on: a code keeps its meaning.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The row applies and covers what was asked.
        case withinLimit = "within_limit"
        /// The row applies, but not so far.
        case limitExceeded = "limit_exceeded"
        /// The row applies, but only to one exact amount.
        case notExact = "not_exact"
        /// The row's own condition is known not to hold.
        case conditionNotMet = "condition_not_met"
        /// A precondition of the policy is known not to hold.
        case requirementNotMet = "requirement_not_met"
        /// A fact is missing or not verified.
        case factsMissing = "facts_missing"
        /// An expression of the book failed; it counts against the request.
        case conditionFailed = "condition_failed"
        /// The row is for those who ask, and nobody did.
        case notAskedFor = "not_asked_for"
        /// Other rows have to be tried before.
        case notTriedYet = "not_tried_yet"
        /// The row is held by a higher role, or another branch.
        case beyondRole = "beyond_role"
        /// A budget has too little left.
        case budgetExceeded = "budget_exceeded"
        /// The row's limit is in another currency.
        case otherCurrency = "other_currency"
        /// A principle that no discretion overrides.
        case never
        /// Nothing in force speaks of the remedy.
        case notCovered = "not_covered"
    }

    /// A part of a condition that did not hold: which fact, what it is, what was needed.
    package struct FailingTest: Sendable, Hashable {
        /// The qualified name.
        package let fact: String
        /// As a book writes it; nil where the fact is unknown.
        package let value: String?
        /// The comparison, as CEL writes it.
        package let comparison: String
        /// As a book writes it.
        package let needed: String

        /// Makes the test.
        package init(fact: String, value: String?, comparison: String, needed: String) {
            self.fact = fact
            self.value = value
            self.comparison = comparison
            self.needed = needed
        }
    }

    package let code: Code
    package let place: Decision.RowReference
    /// In the customer's words.
    package let text: RenderedText
    /// For staff: the parts of the condition that did not hold.
    package var failing: [FailingTest]

    /// Makes the reason.
    package init(
        _ code: Code,
        at place: Decision.RowReference,
        text: RenderedText,
        failing: [FailingTest] = []
    ) {
        self.code = code
        self.place = place
        self.text = text
        self.failing = failing
    }
}
