import CEL

/// What decisions read of a row, or of an alternative that stands for one.
struct RowPlan: Sendable {
    let place: RowPlace
    /// The same as answers name it.
    let reference: Decision.RowReference
    let rule: Rule
    /// The rows to have been tried before.
    let after: [String]
    /// The policy's `require`, where it counts.
    let require: [PlannedCondition]
    /// The same number for rows that apply alike, and go equally far.
    let kind: Int
    /// Obligations by id.
    let confirm: [String]
    let also: [DiscretionRow.Companion]
    let because: LocalizedText?
    let otherwise: LocalizedText?
    /// The slots that it and the policy's `require` read.
    let variables: UnknownSet
    /// By role: whether it holds the row; empty where every role does.
    private let holders: [Bool]

    /// What is read of every row that is looked at: numbers only.
    struct Rule: Sendable, Hashable, BitwiseCopyable {
        let offer: DiscretionRow.Offer
        /// Whether rows have to be tried before.
        let isLater: Bool
        /// Whether the policy's `require` counts.
        let isBoundToRequire: Bool
        let condition: PlannedCondition?
        /// Nil where it is unlimited, or of remedies without an amount.
        let limit: PlannedCondition?
        let isExact: Bool
    }

    /// What rows of one kind have in common.
    struct Kind: Hashable {
        let rule: Rule
        let after: [String]
        let require: [PlannedCondition]
    }

    init(
        _ row: DiscretionRow,
        at place: RowPlace,
        _ reference: Decision.RowReference,
        _ roles: RoleHierarchy,
        require: [PlannedCondition],
        tables: inout PlanTables
    ) {
        self.place = place
        self.reference = reference
        rule = Rule(
            offer: row.offer,
            isLater: !row.after.isEmpty,
            isBoundToRequire: true,
            condition: row.condition.map { tables.plan($0) },
            limit: row.limit.program.map { tables.plan($0) },
            isExact: row.limit.isExact
        )
        after = row.after
        self.require = require
        kind = tables.number(of: Kind(rule: rule, after: after, require: require))
        confirm = row.confirm
        also = row.also
        because = row.because
        otherwise = row.otherwise
        variables = tables.variables(of: require + [rule.condition, rule.limit].compactMap(\.self))
        holders = roles.roles.map { role in
            row.roles.contains { roles.holds(role.id, authorityOf: $0) }
        }
    }

    init(
        _ alternative: Alternative,
        at place: RowPlace,
        _ reference: Decision.RowReference,
        tables: inout PlanTables
    ) {
        self.place = place
        self.reference = reference
        rule = Rule(
            offer: .freely,
            isLater: false,
            isBoundToRequire: false,
            condition: alternative.condition.map { tables.plan($0) },
            limit: nil,
            isExact: false
        )
        after = []
        require = []
        kind = tables.number(of: Kind(rule: rule, after: after, require: require))
        confirm = []
        also = []
        because = nil
        otherwise = nil
        variables = tables.variables(of: [rule.condition].compactMap(\.self))
        holders = []
    }

    func isHeld(by role: Int) -> Bool {
        holders.isEmpty || holders[role]
    }
}
