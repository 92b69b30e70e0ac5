import CEL

/// What decisions read of a version, by the book's own numbers.
///
/// Shape: one reference, so that to look at a version copies none of its many texts.
final class VersionPlan: Sendable {
    let policy: Int
    let version: Int
    let isPublished: Bool
    let isWithdrawn: Bool
    let effectiveFrom: CalendarDate
    /// The condition of `only_in`; nil where it is in force everywhere.
    let scope: Condition?
    let require: [PlannedCondition]
    /// By remedy: the rows that cover it.
    let rows: [[RowPlan]]
    /// By remedy: the alternatives that name it, of remedies without an amount.
    let alternatives: [[RowPlan]]
    /// By remedy: the `never` that cover it.
    let never: [[NeverPlan]]
    /// By remedy: whether a row or a `never` names it.
    let speaks: [Bool]
    /// Amounts by currency, in the order of their slots.
    let amountsByCurrency: [[Money]]

    init(
        _ version: PolicyVersion,
        at place: (policy: Int, version: Int),
        remedies: [Remedy],
        roles: RoleHierarchy,
        shared: SharedConditions
    ) {
        let rules = version.discretion
        policy = place.policy
        self.version = place.version
        isPublished = version.status == .published
        isWithdrawn = version.status == .withdrawn
        effectiveFrom = version.effectiveFrom
        scope = rules.scope
        let require = rules.require.map { shared.plan($0.condition) }
        self.require = require
        let rows = rules.rows.enumerated()
            .map { index, row in
                RowPlan(
                    row,
                    at: RowPlace(place.policy, place.version, .row(index)),
                    roles,
                    require: require,
                    shared: shared
                )
            }
        self.rows = remedies.map { remedy in
            zip(rules.rows, rows).filter { $0.0.remedies.contains(remedy.id) }.map(\.1)
        }
        alternatives = remedies.map { remedy in
            guard !remedy.kind.hasAmount else { return [] }
            return version.alternatives.enumerated().filter { $0.element.remedy == remedy.id }
                .map { index, alternative in
                    RowPlan(
                        alternative,
                        at: RowPlace(place.policy, place.version, .alternative(index)),
                        shared: shared
                    )
                }
        }
        never = remedies.map { remedy in
            rules.never.enumerated().filter { $0.element.covers(remedy.id) }
                .map {
                    NeverPlan(index: $0.offset, condition: $0.element.condition.map(shared.plan))
                }
        }
        speaks = remedies.map { remedy in
            rules.rows.contains { $0.remedies.contains(remedy.id) }
                || rules.never.contains { $0.remedies.contains(remedy.id) }
        }
        amountsByCurrency = version.amountsByCurrency
    }
}

/// What decisions read of a row, or of an alternative that stands for one.
final class RowPlan: Sendable {
    let place: RowPlace
    let offer: DiscretionRow.Offer
    /// The rows to have been tried before.
    let after: [String]
    let condition: PlannedCondition?
    /// Nil where it is unlimited, or of remedies without an amount.
    let limit: PlannedCondition?
    let isExact: Bool
    /// Whether the policy's `require` counts.
    let isBoundToRequire: Bool
    /// The slots that it and the policy's `require` read.
    let variables: UnknownSet
    /// By role: whether it holds the row; empty where every role does.
    private let holders: [Bool]

    init(
        _ row: DiscretionRow,
        at place: RowPlace,
        _ roles: RoleHierarchy,
        require: [PlannedCondition],
        shared: SharedConditions
    ) {
        self.place = place
        offer = row.offer
        after = row.after
        condition = row.condition.map(shared.plan)
        isBoundToRequire = true
        holders = roles.roles.map { role in
            row.roles.contains { roles.holds(role.id, authorityOf: $0) }
        }
        limit = row.limit.program.map(shared.plan)
        isExact = if case .exactly = row.limit { true } else { false }
        variables = Self.variables(require + [condition, limit].compactMap(\.self))
    }

    init(_ alternative: Alternative, at place: RowPlace, shared: SharedConditions) {
        self.place = place
        offer = .freely
        after = []
        condition = alternative.condition.map(shared.plan)
        limit = nil
        isExact = false
        isBoundToRequire = false
        variables = Self.variables([condition].compactMap(\.self))
        holders = []
    }

    private static func variables(_ conditions: [PlannedCondition]) -> UnknownSet {
        conditions.flatMap(\.program.variables).reduce(into: UnknownSet()) { $0.insert($1) }
    }

    func isHeld(by role: Int) -> Bool {
        holders.isEmpty || holders[role]
    }
}

/// What decisions read of a `never`.
struct NeverPlan: Sendable {
    let index: Int
    /// Nil: never at all.
    let condition: PlannedCondition?
}

extension PolicyVersion {
    /// Its amounts by currency, in the order of their slots.
    var amountsByCurrency: [[Money]] {
        values.compactMap { value in
            if case .moneyByCurrency(let amounts) = value.value { amounts } else { nil }
        }
    }
}
