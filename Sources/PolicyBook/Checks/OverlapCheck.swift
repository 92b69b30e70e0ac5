import CEL

/// Finds remedies that two policies of one topic give in the same cases, each up to a limit of its
/// own.
///
/// Conditions that meet here and there are what the greatest limit is for; a row that applies
/// wherever one of another policy does leaves open which of both was meant to hold.
struct OverlapCheck {
    private let current: [VersionChecks]
    private let book: PolicyBook

    init(_ book: PolicyBook, _ today: CalendarDate) {
        self.book = book
        current = book.decisions.policies.indices.compactMap { index in
            guard index != book.decisions.fallback,
                let plan = book.decisions.policies[index].last(where: \.isPublished)
            else { return nil }
            return VersionChecks(book, plan, today)
        }
    }

    /// One for each row, at the row that always meets another.
    func findings(maxPairs: Int) -> [BookFinding] {
        var pairs = 0
        return current.flatMap { version in
            let others = current.filter {
                $0.plan.policy != version.plan.policy && $0.content.topic == version.content.topic
            }
            return version.rules.rows.indices.compactMap { index in
                pairs += others.reduce(0) { $0 + $1.rules.rows.count }
                return pairs <= maxPairs ? finding(version, index, others) : nil
            }
        }
    }

    private func finding(
        _ version: VersionChecks,
        _ index: Int,
        _ others: [VersionChecks]
    ) -> BookFinding? {
        let row = version.rules.rows[index]
        for other in others {
            for met in other.rules.rows {
                guard let remedy = row.remedies.first(where: met.remedies.contains),
                    isDifferent(version.limit(of: row), other.limit(of: met)),
                    row.offer == met.offer, isHeldTogether(row, met),
                    meetsAlways(version.conditions(of: row), other.conditions(of: met), version)
                else { continue }
                return version.finding(
                    .row(index),
                    "wherever the row `\(row.id)` gives `\(remedy)`, `\(met.id)` of "
                        + "`\(other.content.id)` does so too, with a limit of its own",
                    hint: "both are of the topic `\(version.content.topic)`: let conditions keep "
                        + "them apart, or give the remedy in one of them"
                )
            }
        }
        return nil
    }

    private func isDifferent(_ left: Expr?, _ right: Expr?) -> Bool {
        guard let left, let right else { return false }
        return !left.isSame(as: right)
    }

    private func isHeldTogether(_ row: DiscretionRow, _ other: DiscretionRow) -> Bool {
        row.roles.contains { role in
            other.roles.contains { book.roles.holds(role, authorityOf: $0) }
        }
    }

    private func meetsAlways(
        _ conditions: [Expr],
        _ others: [Expr],
        _ version: VersionChecks
    ) -> Bool {
        others.allSatisfy { other in
            version.isImpossible(
                conditions.map { .init(expression: $0, wanted: .holds) }
                    + [.init(expression: other, wanted: .doesNotHold)]
            )
        }
    }
}
