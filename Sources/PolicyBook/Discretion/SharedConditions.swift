import CEL

/// A condition or limit as decisions evaluate it.
struct PlannedCondition: Sendable {
    let program: Condition
    /// Its number among the conditions that several rows share; nil for one that stands alone.
    let shared: Int?
}

/// The conditions that stand in several places of a book, such as a limit by tier or a precondition:
/// a decision evaluates each of them once.
struct SharedConditions {
    /// How many there are.
    let count: Int
    private let numbers: [Key: Int]
    private let facts: FactSchema

    /// What makes two programs the same: their source, and what it says of the policy's own numbers.
    private struct Key: Hashable {
        let source: String
        let constants: [Value]
    }

    /// Finds what the policies and the house have in common.
    init(_ policies: [Policy], _ house: [Prohibition], _ facts: FactSchema) {
        self.facts = facts
        let own = policies.flatMap(\.versions).flatMap(\.discretion.conditions)
        var places: [Key: Int] = [:]
        for condition in own + house.compactMap(\.condition) {
            if let key = Self.key(of: condition, facts) { places[key, default: 0] += 1 }
        }
        var numbers: [Key: Int] = [:]
        for (key, count) in places where count > 1 { numbers[key] = numbers.count }
        self.numbers = numbers
        count = numbers.count
    }

    func plan(_ condition: Condition) -> PlannedCondition {
        PlannedCondition(
            program: condition,
            shared: Self.key(of: condition, facts).flatMap { numbers[$0] }
        )
    }

    /// Nil for a condition that reads what may differ within one decision: the role, the remedy,
    /// what is asked, and amounts by currency.
    private static func key(of condition: Condition, _ facts: FactSchema) -> Key? {
        let changing = [facts.staffRole, facts.remedy, facts.asked]
        guard condition.variables.allSatisfy({ $0 < facts.slotCount && !changing.contains($0) })
        else { return nil }
        return Key(source: condition.source, constants: condition.root.constants)
    }
}

extension DiscretionRules {
    /// Every condition and limit that decides about a remedy.
    fileprivate var conditions: [Condition] {
        let ofRows = rows.flatMap { [$0.condition, $0.limit.program].compactMap(\.self) }
        return require.map(\.condition) + ofRows + never.compactMap(\.condition)
    }
}

extension DiscretionRow.Limit {
    /// The expression; nil where there is none.
    var program: Condition? {
        switch self {
        case .unlimited: nil
        case .upTo(let program), .exactly(let program): program
        }
    }
}

extension Expr {
    /// The values written in it or named by it, in the order of the source.
    fileprivate var constants: [Value] {
        switch kind {
        case .literal(let value), .constant(_, let value): [value]
        default: children.flatMap(\.constants)
        }
    }
}
