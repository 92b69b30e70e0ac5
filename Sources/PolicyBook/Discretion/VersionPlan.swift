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
    /// Where to go when no row reaches; nil where it says nothing of that.
    let escalatesTo: String?
    let allowsExceptions: Bool
    /// The condition of `only_in`; nil where it is in force everywhere.
    let scope: Condition?
    let require: [PlannedCondition]
    /// By remedy: the numbers of the rows that cover it.
    let rows: [[Int]]
    /// By remedy: the numbers of the alternatives that name it, of remedies without an amount.
    let alternatives: [[Int]]
    /// By remedy: the `never` that cover it.
    let never: [[NeverPlan]]
    /// By remedy: whether a row or a `never` names it.
    let speaks: [Bool]
    /// Amounts by currency, in the order of their slots.
    let amountsByCurrency: [[Money]]

    init(
        _ version: PolicyVersion,
        of policyID: String,
        at place: (policy: Int, version: Int),
        remedies: [Remedy],
        roles: RoleHierarchy,
        tables: inout PlanTables
    ) {
        let rules = version.discretion
        policy = place.policy
        self.version = place.version
        isPublished = version.status == .published
        isWithdrawn = version.status == .withdrawn
        effectiveFrom = version.effectiveFrom
        escalatesTo = rules.escalation.to
        allowsExceptions = rules.escalation.allowsExceptions
        scope = rules.scope
        func reference(_ row: String) -> Decision.RowReference {
            Decision.RowReference(policy: policyID, version: version.version, row: row)
        }
        let require = rules.require.map { tables.plan($0.condition) }
        self.require = require
        let rows = rules.rows.enumerated()
            .map { index, row in
                let plan = RowPlan(
                    row,
                    at: RowPlace(place.policy, place.version, .row(index)),
                    reference(row.id),
                    roles,
                    require: require,
                    tables: &tables
                )
                return tables.add(plan)
            }
        self.rows = remedies.map { remedy in
            zip(rules.rows, rows).filter { $0.0.remedies.contains(remedy.id) }.map(\.1)
        }
        alternatives = remedies.map { remedy in
            guard !remedy.kind.hasAmount else { return [] }
            return version.alternatives.enumerated().filter { $0.element.remedy == remedy.id }
                .map { index, alternative in
                    let plan = RowPlan(
                        alternative,
                        at: RowPlace(place.policy, place.version, .alternative(index)),
                        reference("alternatives"),
                        tables: &tables
                    )
                    return tables.add(plan)
                }
        }
        let never = NeverPlan.plans(of: rules.never, tables: &tables)
        self.never = remedies.map { remedy in
            never.filter { rules.never[$0.index].covers(remedy.id) }
        }
        speaks = remedies.map { remedy in
            rules.rows.contains { $0.remedies.contains(remedy.id) }
                || rules.never.contains { $0.remedies.contains(remedy.id) }
        }
        amountsByCurrency = version.amountsByCurrency
    }

    /// Puts its amounts in one currency into their slots, which begin at `first`.
    func fillAmounts(of currency: Currency, into activation: inout Activation, from first: Int) {
        for (offset, amounts) in amountsByCurrency.enumerated() {
            activation[first + offset] =
                amounts.first { $0.currency == currency }.map { .money($0) }
        }
    }
}

/// What decisions read of a `never`.
struct NeverPlan: Sendable {
    let index: Int
    /// Nil: never at all.
    let condition: PlannedCondition?

    static func plans(
        of prohibitions: [Prohibition],
        tables: inout PlanTables
    ) -> [NeverPlan] {
        prohibitions.enumerated()
            .map { index, never in
                NeverPlan(index: index, condition: never.condition.map { tables.plan($0) })
            }
    }
}

extension PolicyVersion {
    /// Its amounts by currency, in the order of their slots.
    var amountsByCurrency: [[Money]] {
        values.compactMap { value in
            if case .moneyByCurrency(let amounts) = value.value { amounts } else { nil }
        }
    }
}
