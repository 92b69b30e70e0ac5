/// Which rows, `require` and `never` of a book have decided in tests.
package struct RowCoverage: Sendable {
    /// Something of a book that decides.
    package struct Rule: Sendable, Hashable {
        /// What it is called in a book.
        package enum Kind: String, Sendable {
            case row
            case require
            case never
        }

        package let kind: Kind
        package let place: Decision.RowReference

        /// Makes the rule.
        package init(_ kind: Kind, at place: Decision.RowReference) {
            self.kind = kind
            self.place = place
        }
    }

    /// All that can decide, in the order of the book.
    package let rules: [Rule]
    private var decided: Set<Rule> = []

    /// Takes down the rules of a book; drafts and withdrawals decide nothing.
    package init(_ book: PolicyBook) {
        var rules = book.never.map { never in
            Rule(.never, at: Decision.RowReference(policy: nil, version: nil, row: never.id))
        }
        for version in book.policies.flatMap(\.versions) where version.status == .published {
            func rule(_ kind: Rule.Kind, _ id: String) -> Rule {
                Rule(
                    kind,
                    at: Decision.RowReference(
                        policy: version.id,
                        version: version.version,
                        row: id
                    )
                )
            }
            let discretion = version.discretion
            rules += discretion.require.map { rule(.require, $0.id) }
            rules += discretion.rows.map { rule(.row, $0.id) }
            rules += discretion.never.map { rule(.never, $0.id) }
        }
        self.rules = rules
    }

    /// Counts what decided.
    package mutating func count(_ decision: Decision) {
        var isProhibited = false
        for reason in decision.reasons {
            switch reason.code {
            case .never:
                decided.insert(Rule(.never, at: reason.place))
                isProhibited = true
            case .requirementNotMet: decided.insert(Rule(.require, at: reason.place))
            default: break
            }
        }
        // Where a `never` holds it is what decided, and not a row of that name.
        if !isProhibited, let place = decision.decidedBy {
            decided.insert(Rule(.row, at: place))
        }
    }

    /// What decided in no test, in the order of the book.
    package var undecided: [Rule] { rules.filter { !decided.contains($0) } }

    /// Whole percents, rounded down so that 100 means all of them; 100 where there is nothing.
    package var percent: Int {
        rules.isEmpty ? 100 : (rules.count - undecided.count) * 100 / rules.count
    }
}
