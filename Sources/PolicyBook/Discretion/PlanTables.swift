import CEL

/// A condition or limit as decisions evaluate it.
struct PlannedCondition: Sendable, Hashable, BitwiseCopyable {
    /// Its number in the book.
    let number: Int
    /// Whether it comes out alike for the whole of one decision, which then remembers it.
    ///
    /// What reads the role, the remedy, what is asked or amounts by currency does not.
    let isLasting: Bool
}

/// Every condition, limit and row of a book by number, while its versions are planned.
///
/// Shape: rows and conditions refer to each other by number, so that going through them counts no
/// references.
struct PlanTables {
    private(set) var programs: [Condition] = []
    private(set) var rows: [RowPlan] = []
    /// By slot of a fact: the numbers of the lasting conditions that read it.
    private(set) var readers: [[Int]]
    private var numbers: [Key: Int] = [:]
    private var kinds: [RowPlan.Kind: Int] = [:]
    private let facts: FactSchema

    /// What makes two programs the same: their source, and what it says of the policy's own numbers.
    private struct Key: Hashable {
        let source: String
        let constants: [Value]
    }

    init(_ facts: FactSchema) {
        self.facts = facts
        readers = Array(repeating: [], count: facts.slotCount)
    }

    /// Numbers a condition; lasting ones that stand in several places, such as a limit by tier or a
    /// precondition, have one number.
    mutating func plan(_ condition: Condition) -> PlannedCondition {
        let changing = [facts.staffRole, facts.remedy, facts.asked]
        let isLasting = condition.variables.allSatisfy {
            $0 < facts.slotCount && !changing.contains($0)
        }
        let key = Key(source: condition.source, constants: condition.root.constants)
        if isLasting, let number = numbers[key] {
            return PlannedCondition(number: number, isLasting: true)
        }
        let number = programs.count
        programs.append(condition)
        if isLasting {
            numbers[key] = number
            for slot in condition.variables { readers[slot].append(number) }
        }
        return PlannedCondition(number: number, isLasting: isLasting)
    }

    /// Numbers a kind of rows.
    mutating func number(of kind: RowPlan.Kind) -> Int {
        if let known = kinds[kind] { return known }
        let number = kinds.count
        kinds[kind] = number
        return number
    }

    /// The slots that some conditions read.
    func variables(of conditions: [PlannedCondition]) -> UnknownSet {
        conditions.flatMap { programs[$0.number].variables }
            .reduce(into: UnknownSet()) { $0.insert($1) }
    }

    /// Numbers a row.
    mutating func add(_ row: RowPlan) -> Int {
        rows.append(row)
        return rows.count - 1
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

    var isExact: Bool {
        if case .exactly = self { true } else { false }
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
