import CEL

/// Rows that can never apply, or never decide.
extension VersionChecks {
    func idleRows() -> [BookFinding] {
        rules.rows.indices.compactMap { index in
            let row = rules.rows[index]
            if row.remedies.allSatisfy({ neverApplies(row, $0) }) {
                return finding(
                    .row(index),
                    "the row `\(row.id)` can never apply",
                    hint:
                        "whatever the facts are, its condition, `require` or a `never` rules it out"
                )
            }
            let shadows = row.remedies.map { shadow(of: index, $0) }
            guard let first = shadows.first ?? nil, shadows.allSatisfy({ $0 != nil }) else {
                return nil
            }
            return finding(
                .row(index),
                "the row `\(row.id)` never decides, being in the shadow of `\(first)`",
                hint: "`\(first)` applies wherever it does and goes at least as far"
            )
        }
    }

    private func neverApplies(_ row: DiscretionRow, _ remedy: String) -> Bool {
        guard let prohibitions = prohibitions(of: remedy) else { return true }
        return isImpossible(
            conditions(of: row).map { .init(expression: $0, wanted: .holds) }
                + prohibitions.map { .init(expression: $0, wanted: .fails) }
        )
    }

    /// Whether no facts at all bring about what is wanted; false also where that is too much work.
    func isImpossible(_ goals: [FactSearch.Goal]) -> Bool {
        guard !goals.isEmpty else { return false }
        let base = Activation(slotCount: book.decisions.activationSlots)
        let candidates = FactCandidates(book, goals.map(\.expression), today: day)
        var search = FactSearch(
            goals,
            over: base,
            values: candidates.representatives(
                base,
                mayBeLeftOut: goals.contains { $0.wanted == .doesNotHold }
            ),
            isOpaque: { candidates.isOpaque($0, base) }
        )
        var isFound = false
        let isWhole = search.solve { _ in
            isFound = true
            return true
        }
        return isWhole && !isFound
    }

    /// The row that decides wherever another would.
    private func shadow(of index: Int, _ remedy: String) -> String? {
        let row = rules.rows[index]
        return rules.rows.enumerated()
            .first { other, candidate in
                other != index && candidate.remedies.contains(remedy)
                    && isHeldWherever(row, candidate) && isOfferedWherever(row, candidate)
                    && goesAsFar(candidate, as: row, isEarlier: other < index)
                    && appliesWherever(row, candidate)
            }?
            .element.id
    }

    private func isHeldWherever(_ row: DiscretionRow, _ other: DiscretionRow) -> Bool {
        row.roles.allSatisfy { role in
            other.roles.contains { book.roles.holds(role, authorityOf: $0) }
        }
    }

    private func isOfferedWherever(_ row: DiscretionRow, _ other: DiscretionRow) -> Bool {
        let isAsOpen =
            other.offer == row.offer || other.offer == .freely && row.offer == .onRequest
        return isAsOpen && other.after.allSatisfy(row.after.contains)
    }

    /// Of two rows that go equally far the earlier decides.
    private func goesAsFar(
        _ other: DiscretionRow,
        as row: DiscretionRow,
        isEarlier: Bool
    ) -> Bool {
        switch (other.limit, row.limit) {
        case (.unlimited, .unlimited), (.unlimited, .upTo): return isEarlier
        case (.upTo(let more), .upTo(let less)):
            return isEarlier
                ? LimitOrder.isAtMost(less.root, more.root)
                : LimitOrder.isBelow(less.root, more.root)
        default: return false
        }
    }

    private func appliesWherever(_ row: DiscretionRow, _ other: DiscretionRow) -> Bool {
        guard let condition = other.condition?.root else { return true }
        return isImpossible(
            conditions(of: row).map { .init(expression: $0, wanted: .holds) }
                + [.init(expression: condition, wanted: .doesNotHold)]
        )
    }
}

/// What can be told of two limits without knowing the facts.
enum LimitOrder {
    /// Whether the first is never more than the second; false also where it cannot be told.
    static func isAtMost(_ left: Expr, _ right: Expr) -> Bool {
        if left.isSame(as: right) { return true }
        if let (left, right) = constants(left, right) { return left <= right }
        if let parts = arguments(of: "min", left), parts.contains(where: { isAtMost($0, right) }) {
            return true
        }
        if let parts = arguments(of: "max", right), parts.contains(where: { isAtMost(left, $0) }) {
            return true
        }
        if let parts = arguments(of: "min", right) {
            return parts.allSatisfy { isAtMost(left, $0) }
        }
        if let parts = arguments(of: "max", left) {
            return parts.allSatisfy { isAtMost($0, right) }
        }
        return false
    }

    /// Whether both are amounts written out, and the first is less.
    static func isBelow(_ left: Expr, _ right: Expr) -> Bool {
        constants(left, right).map { $0 < $1 } ?? false
    }

    private static func arguments(of function: String, _ expression: Expr) -> [Expr]? {
        guard case .call(function, _, let arguments) = expression.kind else { return nil }
        return arguments
    }

    private static func constants(_ left: Expr, _ right: Expr) -> (Ratio, Ratio)? {
        guard let (left, leftUnit) = constant(left), let (right, rightUnit) = constant(right),
            leftUnit == rightUnit
        else { return nil }
        return (left, right)
    }

    private static func constant(_ expression: Expr) -> (Ratio, FactForm.Unit)? {
        guard expression.slots.isEmpty else { return nil }
        let evaluator = PartialEvaluator(Activation(slotCount: 0))
        return evaluator.value(of: expression).flatMap { FactSolver.number($0) }
    }
}
