import CEL

/// Refusals that leave the customer with nothing.
extension VersionChecks {
    /// `never` and rows whose refusal comes without any alternative, whatever the facts are.
    func bareRefusals() -> [BookFinding] {
        let prohibited = rules.never.enumerated()
            .compactMap { index, never -> BookFinding? in
                let goals = [never.condition?.root].compactMap(\.self)
                    .map { FactSearch.Goal(expression: $0, wanted: .holds) }
                guard !hasAlternative(to: never.covers, goals) else { return nil }
                return finding(
                    .never(index),
                    "the refusal by `\(never.id)` offers no alternative",
                    hint: Self.hint
                )
            }
        // Where exceptions can be asked for, nothing is refused because a condition fails.
        guard !rules.escalation.allowsExceptions || rules.escalation.to == nil else {
            return prohibited
        }
        var said: Set<String> = []
        let refused = rules.rows.enumerated()
            .compactMap { index, row -> BookFinding? in
                let remedy = row.remedies.first { remedy in
                    !said.contains(remedy) && isBare(row, remedy)
                }
                guard let remedy else { return nil }
                said.insert(remedy)
                return finding(
                    .row(index),
                    "where `\(remedy)` is refused, no alternative is offered",
                    hint: Self.hint
                )
            }
        return prohibited + refused
    }

    private static let hint = "say under `alternatives` what can be done instead"

    private func isBare(_ row: DiscretionRow, _ remedy: String) -> Bool {
        let conditions = rules.require.map(\.condition) + [row.condition].compactMap(\.self)
        return conditions.contains { condition in
            !hasAlternative(
                to: { $0 == remedy },
                [FactSearch.Goal(expression: condition.root, wanted: .fails)]
            )
        }
    }

    /// Whether there is anything to offer instead of what is refused, in words or as a remedy.
    private func hasAlternative(
        to isRefused: (String) -> Bool,
        _ goals: [FactSearch.Goal]
    ) -> Bool {
        content.alternatives.contains { alternative in
            if let remedy = alternative.remedy, isRefused(remedy) { return false }
            guard let condition = alternative.condition?.root else { return true }
            return !isImpossible(goals + [.init(expression: condition, wanted: .holds)])
        }
    }
}
