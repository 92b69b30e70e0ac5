import CEL

/// What decisions look up in a book, worked out once when the book is made.
struct DecisionIndex: Sendable {
    /// By policy, in the order of the book.
    let policies: [PolicyIndex]
    /// By remedy: the policies with a version that speaks of it, the fallback policy apart.
    let speaking: [[Int]]
    /// By remedy, of those without an amount: the policies that name it as an alternative.
    let offering: [[Int]]
    /// The framework for the unforeseen; nil where the book has none.
    let fallback: Int?
    /// By remedy.
    let houseNever: [[Int]]
    /// By remedy: the budgets that cover it.
    let budgets: [[Int]]
    /// By role: the roles to ask for more, lowest first.
    let above: [[Int]]
    let roleIndex: [String: Int]
    let activationSlots: Int

    struct PolicyIndex: Sendable {
        /// In the order of the policy's versions.
        let versions: [VersionIndex]
    }

    struct VersionIndex: Sendable {
        /// By remedy: the rows that cover it.
        let rows: [[Int]]
        /// By remedy: the `never` that cover it.
        let never: [[Int]]
        /// By row and role: whether the role holds the row.
        let holders: [[Bool]]
        /// By row: whether what it says depends on the role that asks.
        let readsRole: [Bool]
        /// By remedy: the alternatives that name it, of remedies without an amount.
        let alternatives: [[Int]]
        /// Amounts by currency, in the order of their slots.
        let amountsByCurrency: [[Money]]
    }

    init(
        policies: [Policy],
        remedies: [Remedy],
        never: [Prohibition],
        budgets: [Budget],
        roles: RoleHierarchy,
        facts: FactSchema
    ) {
        let roleIndex = Dictionary(
            uniqueKeysWithValues: roles.roles.enumerated().map { ($1.id, $0) }
        )
        self.roleIndex = roleIndex
        above = roles.roles.map { role in roles.above(role.id).compactMap { roleIndex[$0] } }
        self.policies = policies.map { policy in
            PolicyIndex(
                versions: policy.versions.map { version in
                    VersionIndex(version, remedies: remedies, roles: roles, facts: facts)
                }
            )
        }
        fallback = policies.firstIndex { $0.versions.contains(where: \.isFallback) }
        houseNever = remedies.map { remedy in
            never.indices.filter { never[$0].covers(remedy.id) }
        }
        self.budgets = remedies.map { remedy in
            budgets.indices.filter { budgets[$0].covers(remedy.id) }
        }
        let ordinary = policies.indices.filter { [fallback] in $0 != fallback }
        let versions = self.policies
        speaking = remedies.map { remedy in
            ordinary.filter { policy in
                policies[policy].versions.contains { $0.discretion.speaks(of: remedy.id) }
            }
        }
        offering = remedies.indices.map { remedy in
            ordinary.filter { policy in
                versions[policy].versions.contains { !$0.alternatives[remedy].isEmpty }
            }
        }
        let ownSlots = versions.flatMap(\.versions).map(\.amountsByCurrency.count).max() ?? 0
        activationSlots = facts.slotCount + ownSlots
    }
}

extension DecisionIndex.VersionIndex {
    init(
        _ version: PolicyVersion,
        remedies: [Remedy],
        roles: RoleHierarchy,
        facts: FactSchema
    ) {
        let rules = version.discretion
        rows = remedies.map { remedy in
            rules.rows.indices.filter { rules.rows[$0].remedies.contains(remedy.id) }
        }
        never = remedies.map { remedy in
            rules.never.indices.filter { rules.never[$0].covers(remedy.id) }
        }
        holders = rules.rows.map { row in
            roles.roles.map { role in
                row.roles.contains { roles.holds(role.id, authorityOf: $0) }
            }
        }
        let requireReadsRole = rules.require.contains {
            $0.condition.variables.contains(facts.staffRole)
        }
        readsRole = rules.rows.map { row in
            requireReadsRole || row.programs.contains { $0.variables.contains(facts.staffRole) }
        }
        alternatives = remedies.map { remedy in
            remedy.kind.hasAmount
                ? []
                : version.alternatives.indices.filter {
                    version.alternatives[$0].remedy == remedy.id
                }
        }
        amountsByCurrency = version.values.compactMap { value in
            if case .moneyByCurrency(let amounts) = value.value { amounts } else { nil }
        }
    }
}

extension DiscretionRow {
    /// Every expression of the row.
    var programs: [Condition] {
        var programs: [Condition] = []
        if let condition { programs.append(condition) }
        switch limit {
        case .unlimited: break
        case .upTo(let program), .exactly(let program): programs.append(program)
        }
        return programs
    }
}
