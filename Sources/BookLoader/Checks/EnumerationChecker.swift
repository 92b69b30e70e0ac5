import CEL
import PolicyBook

/// Finds words in expressions that the fact beside them can never be.
///
/// A request with such a word is refused, so the comparison would always give the same, and a
/// `never` with a misspelt word would never hold.
struct EnumerationChecker {
    /// A word that does not fit, or rows that a table lacks.
    struct Finding {
        let severity: Fault.Severity
        /// Where it stands in the expression, as a UTF-8 offset.
        let offset: Int
        let message: String
        let hint: String?
    }

    private let facts: FactSchema
    private(set) var findings: [Finding] = []

    init(_ facts: FactSchema, _ expression: Expr) {
        self.facts = facts
        visit(expression)
    }

    private mutating func visit(_ expression: Expr) {
        switch expression.kind {
        case .call(let function, _, let arguments):
            if arguments.count == 2 { check(function, arguments[0], arguments[1]) }
            for argument in arguments { visit(argument) }
        case .and(let parts), .or(let parts):
            for part in parts { visit(part) }
        case .conditional(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { visit(part) }
        case .list(let elements):
            for element in elements { visit(element.value) }
        case .select(let operand, _, _), .hasField(let operand, _):
            visit(operand)
        case .comprehension(let comprehension):
            visit(comprehension.range)
            visit(comprehension.body)
            comprehension.filter.map { visit($0) }
        case .bind(_, _, let value, let body):
            visit(value)
            visit(body)
        case .map(let entries):
            for entry in entries { visit(entry.value) }
        case .optionalMap(let operand, _, _, let body, _):
            visit(operand)
            visit(body)
        case .literal, .constant, .variable, .local, .hasVariable, .failing:
            break
        }
    }

    private mutating func check(_ function: String, _ left: Expr, _ right: Expr) {
        switch function {
        case "_==_", "_!=_":
            if let fact = enumeration(left) { compare(right, with: fact) }
            if let fact = enumeration(right) { compare(left, with: fact) }
        case "@in":
            guard let fact = enumeration(left) else { return }
            if case .list(let elements) = right.kind {
                for element in elements { compare(element.value, with: fact) }
            } else {
                compare(right, with: fact)
            }
        case "_[_]":
            if let fact = enumeration(right) { lookUp(left, by: fact) }
        default:
            break
        }
    }

    private func enumeration(_ expression: Expr) -> (name: String, words: [String])? {
        guard case .variable(let name, let slot) = expression.kind,
            case .enumeration(let words)? = facts.fact(inSlot: slot)?.type
        else { return nil }
        return (name, words)
    }

    private mutating func compare(_ expression: Expr, with fact: (name: String, words: [String])) {
        let given: [Value]
        switch expression.kind {
        case .literal(.list(let list)), .constant(_, .list(let list)): given = list
        case .literal(let value), .constant(_, let value): given = [value]
        default: return
        }
        for value in given {
            guard case .string(let word) = value, !fact.words.contains(word) else { continue }
            findings.append(
                Finding(
                    severity: .error,
                    offset: expression.range.lowerBound,
                    message: "`\(fact.name)` is never `\(word)`",
                    hint: NearestName.suggest(word, among: fact.words)
                        .map { "did you mean `\($0)`?" }
                        ?? "it is one of \(fact.words.joined(separator: ", "))"
                )
            )
        }
    }

    private mutating func lookUp(_ table: Expr, by fact: (name: String, words: [String])) {
        guard case .constant(let name, .map(let rows)) = table.kind else { return }
        let missing = fact.words.filter { rows[field: $0] == nil }
        guard !missing.isEmpty else { return }
        findings.append(
            Finding(
                severity: .warning,
                offset: table.range.lowerBound,
                message: "`\(name)` has no row for "
                    + missing.map { "`\($0)`" }.joined(separator: ", ")
                    + ", which `\(fact.name)` can be",
                hint: "without one a request fails there, and grants nothing"
            )
        )
    }
}
