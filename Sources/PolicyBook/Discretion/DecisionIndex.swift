import CEL

/// What decisions look up in a book, worked out once when the book is made.
struct DecisionIndex: Sendable {
    /// By policy, in the order of the book: its versions.
    let policies: [[VersionPlan]]
    /// By policy: whether it has one version only, in force everywhere.
    let isSimple: [Bool]
    /// By remedy: the policies with a version that speaks of it, the fallback policy apart.
    let speaking: [[Int]]
    /// By remedy, of those without an amount: the policies that name it as an alternative.
    let offering: [[Int]]
    /// The framework for the unforeseen; nil where the book has none.
    let fallback: Int?
    /// By remedy.
    let houseNever: [[NeverPlan]]
    /// By remedy: the budgets that cover it.
    let budgets: [[Int]]
    /// By remedy: whether a budget that covers it adds up by policy.
    let hasBudgetPerPolicy: [Bool]
    /// By role: the roles to ask for more, lowest first.
    let above: [[Int]]
    let roleIndex: [String: Int]
    /// By role: its id as conditions read it.
    let roleValues: [Value]
    let activationSlots: Int
    /// By number: every condition and limit of the book, and every row.
    let programs: [Condition]
    let rows: [RowPlan]
    /// By slot of a fact: the numbers of the lasting conditions that read it.
    let readers: [[Int]]

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
        roleValues = roles.roles.map { .string($0.id) }
        above = roles.roles.map { role in roles.above(role.id).compactMap { roleIndex[$0] } }
        var tables = PlanTables(facts)
        let plans = policies.enumerated()
            .map { index, policy in
                policy.versions.enumerated()
                    .map { version, content in
                        VersionPlan(
                            content,
                            of: policy.id,
                            at: (index, version),
                            remedies: remedies,
                            roles: roles,
                            tables: &tables
                        )
                    }
            }
        self.policies = plans
        isSimple = plans.map { $0.count == 1 && $0[0].scope == nil && $0[0].isPublished }
        let fallback = policies.firstIndex { policy in
            policy.versions.contains { $0.isFallback && $0.status != .draft }
        }
        self.fallback = fallback
        let ordinary = policies.indices.filter { $0 != fallback }
        speaking = remedies.indices.map { remedy in
            ordinary.filter { plans[$0].contains { $0.speaks[remedy] || $0.hasRule(for: remedy) } }
        }
        offering = remedies.indices.map { remedy in
            ordinary.filter { plans[$0].contains { !$0.alternatives[remedy].isEmpty } }
        }
        let house = NeverPlan.plans(of: never, tables: &tables)
        houseNever = remedies.map { remedy in
            house.filter { never[$0.index].covers(remedy.id) }
        }
        programs = tables.programs
        rows = tables.rows
        readers = tables.readers
        self.budgets = remedies.map { remedy in
            budgets.indices.filter { budgets[$0].covers(remedy.id) }
        }
        hasBudgetPerPolicy = remedies.map { remedy in
            budgets.contains { $0.covers(remedy.id) && $0.per == .policy }
        }
        let ownSlots = plans.joined().map(\.amountsByCurrency.count).max() ?? 0
        activationSlots = facts.slotCount + ownSlots
    }
}

extension VersionPlan {
    /// Whether a row or a `never`, named or not, is about the remedy.
    fileprivate func hasRule(for remedy: Int) -> Bool {
        !rows[remedy].isEmpty || !never[remedy].isEmpty
    }
}
