import CEL

/// Limits that say more, or less, than their author meant.
extension VersionChecks {
    /// Rows with an amount that nothing but the customer's own word decides.
    ///
    /// A row with something to confirm before is not among them: staff look.
    func claims() -> [BookFinding] {
        rules.rows.enumerated()
            .compactMap { index, row in
                let isLookedAt = row.confirm.contains { id in
                    book.obligations.contains { $0.id == id && $0.moment == .before }
                }
                let hasAmount = row.remedies.contains { book.remedy($0)?.kind.hasAmount ?? false }
                guard hasAmount, !isLookedAt else { return nil }
                let read =
                    (rules.require.map(\.condition) + [row.condition].compactMap(\.self))
                    .map(\.root) + [limit(of: row)].compactMap(\.self)
                let facts = Set(read.flatMap(\.slots)).sorted()
                    .compactMap { book.facts.fact(inSlot: $0) }
                guard let claim = facts.first,
                    facts.allSatisfy({ $0.isClaim && !$0.needsVerification })
                else { return nil }
                return finding(
                    .row(index),
                    "`\(claim.qualifiedName)`, which the customer tells, alone decides what the row "
                        + "`\(row.id)` gives",
                    hint: "let it depend on something staff know as well, or name under `confirm` "
                        + "what to look at before"
                )
            }
    }

    /// Rows that promise more than budgets leave to any role that holds them.
    func unreachableAmounts() -> [BookFinding] {
        rules.rows.indices.compactMap { index in
            let row = rules.rows[index]
            guard row.offer != .owed else { return nil }
            return row.remedies.lazy.compactMap { unreachable(index, row, $0) }.first
        }
    }

    private func unreachable(
        _ index: Int,
        _ row: DiscretionRow,
        _ remedy: String
    ) -> BookFinding? {
        guard book.remedy(remedy)?.kind == .money, let limit = limit(of: row),
            hasBudget(remedy)
        else { return nil }
        var worst: (promised: Money, left: Money)?
        var tries = 0
        probe(row) { activation in
            tries += 1
            if let found = shortfall(activation, index, remedy),
                found.promised.minorUnits > worst?.promised.minorUnits ?? 0
            {
                worst = found
            }
            return tries >= Self.maxTries
        }
        // A limit that is whatever a fact says has no end that a budget could be held against.
        guard let worst, isBounded(limit) else { return nil }
        return finding(
            .row(index),
            "the row `\(row.id)` gives up to \(worst.promised), of which budgets leave no role "
                + "more than \(worst.left)",
            hint: "raise a budget that covers `\(remedy)` for a role that holds the row, or lower "
                + "the limit"
        )
    }

    // LIMIT: what is found in the first thousand tries is enough of an example.
    static let maxTries = 1_000

    private func hasBudget(_ remedy: String) -> Bool {
        book.budgets.contains { $0.covers(remedy) && $0.limit != nil }
    }

    /// Whether a limit has a greatest value, whatever the facts are.
    private func isBounded(_ limit: Expr) -> Bool {
        switch limit.kind {
        case .call("min", _, let arguments): arguments.contains(where: isBounded)
        case .call("max", _, let arguments): arguments.allSatisfy(isBounded)
        case .conditional(_, let then, let otherwise): isBounded(then) && isBounded(otherwise)
        case .call("percent", _, let arguments), .call("_*_", _, let arguments):
            arguments.allSatisfy(isBounded)
        case .call(let function, _, let arguments) where ["_[_]", "_[_:_]"].contains(function):
            arguments.first.map { $0.slots.isEmpty } ?? false
        default: limit.slots.isEmpty
        }
    }

    private func shortfall(
        _ activation: Activation,
        _ index: Int,
        _ remedy: String
    ) -> (promised: Money, left: Money)? {
        let place = RowPlace(plan.policy, plan.version, .row(index))
        var promised: Money?
        var left: Money?
        for role in book.roles.roles {
            guard var engine = engine(activation, remedy, role: role.id),
                let number = book.decisions.roleIndex[role.id]
            else { continue }
            let standing = engine.standing(of: number, in: scope)
            guard
                let row = standing.rows.first(where: {
                    book.decisions.rows[$0.row].place == place
                }),
                case .applies(.amount(.money(let limit)), _)? = row.state
            else { continue }
            let room = engine.budgetRoom(for: number, policy: plan.policy)
            promised = limit
            let reached = room.moneyLeft(in: limit.currency) ?? limit
            if reached.minorUnits > left?.minorUnits ?? -1 { left = reached }
        }
        guard let promised, let left, left.minorUnits < promised.minorUnits else { return nil }
        return (promised, left)
    }

    /// A loyal tier that gets less than a lesser one, all else being the same.
    ///
    /// Tiers are the words of an enumeration `customer.tier`, the least loyal first.
    func lesserTiers() -> [BookFinding] {
        guard let slot = book.facts.slot(of: "customer.tier"),
            case .enumeration(let tiers)? = book.facts.fact(inSlot: slot)?.type
        else { return [] }
        var findings: [BookFinding] = []
        for (index, row) in rules.rows.enumerated() {
            let read = conditions(of: row) + [limit(of: row)].compactMap(\.self)
            guard read.contains(where: { $0.readsVariable(slot) }) else { continue }
            for remedy in row.remedies {
                guard let found = lesserTier(row, remedy, slot, tiers, read) else { continue }
                findings.append(
                    finding(
                        .row(index),
                        found,
                        hint: "give the more loyal at least as much: tiers are listed from the "
                            + "least loyal to the most"
                    )
                )
                break
            }
        }
        return findings
    }

    private func lesserTier(
        _ row: DiscretionRow,
        _ remedy: String,
        _ slot: Int,
        _ tiers: [String],
        _ read: [Expr]
    ) -> String? {
        guard let role = row.roles.first else { return nil }
        var found: String?
        var tries = 0
        probe(row) { activation in
            tries += 1
            found = lesserTier(activation, remedy, role, slot, tiers)
                .map { "\($0) (with \(facts(activation, readBy: read)))" }
            return found != nil || tries >= Self.maxTries
        }
        return found
    }

    /// A tier that gets less than the one of the given facts.
    private func lesserTier(
        _ activation: Activation,
        _ remedy: String,
        _ role: String,
        _ slot: Int,
        _ tiers: [String]
    ) -> String? {
        guard case .string(let tier)? = activation[slot], let own = tiers.firstIndex(of: tier),
            case .reached(let most) = reach(activation, remedy, role)
        else { return nil }
        var other = activation
        for loyal in tiers[(own + 1)...] {
            other[slot] = .string(loyal)
            let given: String
            switch reach(other, remedy, role) {
            case .open: continue
            case .nothing: given = "nothing"
            case .reached(let limit):
                guard most?.isGreater(than: limit) ?? false else { continue }
                given = limit?.description ?? "it"
            }
            return
                "a customer of tier `\(loyal)` gets less `\(remedy)` than one of tier `\(tier)`: "
                + "\(given) instead of \(most?.description ?? "it") for role \(role)"
        }
        return nil
    }

    private enum TierReach {
        /// Nil for remedies without an amount.
        case reached(GrantLimit?)
        case nothing
        /// A fact would have to be known first.
        case open
    }

    private func reach(_ activation: Activation, _ remedy: String, _ role: String) -> TierReach {
        guard var engine = engine(activation, remedy, role: role),
            let number = book.decisions.roleIndex[role]
        else { return .open }
        let isForbidden = engine.blocks(in: scope)
            .contains { block in
                if case .holds = block.state { true } else { false }
            }
        guard !isForbidden else { return .nothing }
        let standing = engine.standing(of: number, in: scope)
        if let best = standing.best, best.covers { return .reached(best.limit) }
        return standing.missing == nil ? .nothing : .open
    }
}
