/// Something in a book that is no error, and hardly what its author meant.
package struct BookFinding: Sendable, Hashable {
    /// What it concerns.
    package enum Subject: Sendable, Hashable {
        /// By its place among the rows of the version.
        case row(Int)
        /// By its place among the `never` of the version.
        case never(Int)
    }

    /// The policy's id.
    package let policy: String
    package let version: Int
    package let subject: Subject
    /// Lower case, no full stop.
    package let message: String
    /// What to do about it.
    package let hint: String
}

extension PolicyBook {
    /// LIMIT: a book of a hundred policies has a thousand rows; of one beyond five thousand only the
    /// first policies are looked at, so that to check a book of ten thousand takes seconds.
    package static let maxCheckedRows = 5_000
    /// LIMIT: a book of two hundred rows, each held against every other, in one topic; of a larger
    /// one only the first pairs are looked at.
    package static let maxComparedPairs = 50_000

    /// What stands out when a book is decided by, rather than only read.
    ///
    /// Limits: policies are looked at up to the one with which `maxRows` is reached, and rows held
    /// against those of other policies until that would take more than `maxPairs` pairs. Where a rule reads so
    /// many facts that not all of them can be tried, nothing is said.
    /// Complexity: up to tens of thousands of evaluations for each rule; not for a request.
    package func findings(
        on today: CalendarDate,
        maxRows: Int = maxCheckedRows,
        maxPairs: Int = maxComparedPairs
    ) -> [BookFinding] {
        var findings: [BookFinding] = []
        var rows = 0
        for plan in decisions.policies.joined() where !plan.isWithdrawn && rows < maxRows {
            let checks = VersionChecks(self, plan, today)
            rows += checks.rules.rows.count
            findings += checks.idleRows() + checks.claims() + checks.unreachableAmounts()
            findings += checks.lesserTiers() + checks.bareRefusals()
        }
        return findings + OverlapCheck(self, today).findings(maxPairs: maxPairs)
    }
}
