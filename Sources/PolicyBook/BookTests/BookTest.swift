/// A question to a book with what its author expects to hear.
package struct BookTest: Sendable {
    /// What it is about; of a matrix, with the names of its own place in it.
    package let name: String
    package let place: Place
    /// The clock, the facts and the role; of several items, what they share.
    package let request: DecisionRequest
    /// Remedies asked for in one request, in turn; empty where the request names the only one.
    package let items: [RequestedItem]
    /// For each answer, what is expected of it; one where there are no items.
    package let expectations: [[Expectation]]

    /// Makes the test.
    package init(
        name: String,
        place: Place,
        request: DecisionRequest,
        items: [RequestedItem],
        expectations: [[Expectation]]
    ) {
        self.name = name
        self.place = place
        self.request = request
        self.items = items
        self.expectations = expectations
    }

    /// Where something of a test stands.
    package struct Place: Sendable, Hashable {
        /// Relative to the book's directory.
        package let file: String
        /// Counted from 1.
        package let line: Int
        /// Counted from 1, in code points.
        package let column: Int

        /// Makes the place.
        package init(file: String, line: Int, column: Int) {
            self.file = file
            self.line = line
            self.column = column
        }
    }

    /// One thing that is expected of an answer.
    package struct Expectation: Sendable, Hashable {
        package let facet: Facet
        /// As a book writes it; empty: nothing at all.
        package let values: [String]
        package let place: Place

        /// Makes the expectation.
        package init(_ facet: Facet, _ values: [String], at place: Place) {
            self.facet = facet
            self.values = values
            self.place = place
        }
    }
}

extension BookTest {
    /// What a test can look at in an answer.
    package enum Facet: Sendable, Hashable {
        case outcome
        case limit
        case isExact
        case offer
        case decidingPolicy
        case decidingVersion
        case decidingRow
        case approver
        case approverLimit
        /// Of the budget of that id.
        case budgetLeft(String)
        case budgetCountLeft(String)
        case obligations
        case companions
        case alternatives
        case hints
        case missing
        case reasons
        /// What the customer is told of the reasons.
        case tells
        case acknowledge
        case explain
        case ask
        case avoid
        case escalationText
        case staffNotes
        case secondPerson
        case locale
        /// Why the book cannot answer at all.
        case refusal
    }
}

extension BookTest.Facet {
    /// As a test names it.
    package var name: String {
        switch self {
        case .outcome: "outcome"
        case .limit: "limit"
        case .isExact: "exact"
        case .offer: "offer"
        case .decidingPolicy: "decided_by.policy"
        case .decidingVersion: "decided_by.version"
        case .decidingRow: "decided_by.row"
        case .approver: "approver.role"
        case .approverLimit: "approver.limit"
        case .budgetLeft(let id): "budgets.\(id).left"
        case .budgetCountLeft(let id): "budgets.\(id).count_left"
        case .obligations: "obligations"
        case .companions: "also"
        case .alternatives: "alternatives"
        case .hints: "would_raise"
        case .missing: "missing"
        case .reasons: "reasons"
        case .tells: "tells"
        case .acknowledge: "wording.acknowledge"
        case .explain: "wording.explain"
        case .ask: "wording.ask"
        case .avoid: "wording.avoid"
        case .escalationText: "escalation_text"
        case .staffNotes: "staff_notes"
        case .secondPerson: "second_person"
        case .locale: "locale"
        case .refusal: "refused"
        }
    }

    /// Whether a test names all there is, or only some of it: of texts there are many.
    var isWhole: Bool {
        switch self {
        case .tells, .acknowledge, .explain, .ask, .avoid, .refusal: false
        default: true
        }
    }
}
