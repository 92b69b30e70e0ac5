import CEL

/// Finds which parts of a condition made it false: which fact, what it is, what was needed.
struct ConditionExplainer {
    private let activation: Activation
    private let facts: FactSchema

    // LIMIT: an explanation with more parts than this explains nothing.
    private static let maxTests = 8

    private static let comparisons: [String: String] = [
        "_<_": "<", "_<=_": "<=", "_>_": ">", "_>=_": ">=", "_==_": "==", "_!=_": "!=",
        "_in_": "in", "@in": "in",
    ]

    private static let opposites: [String: String] = [
        "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "in": "not in",
    ]

    private static let mirrored: [String: String] = [
        "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=",
    ]

    init(_ activation: Activation, _ facts: FactSchema) {
        self.activation = activation
        self.facts = facts
    }

    /// The tests that did not hold, in the order of the condition; empty where it holds.
    func failingTests(of program: Condition) -> [Reason.FailingTest] {
        var tests: [Reason.FailingTest] = []
        collect(program.root, wanted: true, program.source, into: &tests)
        return Array(tests.prefix(Self.maxTests))
    }

    /// Collects what keeps an expression from being `wanted`.
    private func collect(
        _ expression: Expr,
        wanted: Bool,
        _ source: String,
        into tests: inout [Reason.FailingTest]
    ) {
        guard value(of: expression) != .bool(wanted) else { return }
        switch expression.kind {
        case .and(let parts), .or(let parts):
            for part in parts { collect(part, wanted: wanted, source, into: &tests) }
        case .call(let function, _, let arguments) where function == "!_" && arguments.count == 1:
            collect(arguments[0], wanted: !wanted, source, into: &tests)
        case .variable(let name, let slot):
            tests.append(
                Reason.FailingTest(
                    fact: name,
                    value: activation[slot]?.bookText,
                    comparison: "==",
                    needed: String(wanted)
                )
            )
        case .call(let function, _, let arguments) where arguments.count == 2:
            guard let comparison = Self.comparisons[function],
                let test = test(comparison, arguments, wanted, source)
            else { return }
            tests.append(test)
        default:
            break
        }
    }

    private func test(
        _ comparison: String,
        _ arguments: [Expr],
        _ wanted: Bool,
        _ source: String
    ) -> Reason.FailingTest? {
        let asked = wanted ? comparison : Self.opposites[comparison] ?? comparison
        if case .variable(let name, let slot) = arguments[0].kind, facts.fact(inSlot: slot) != nil {
            return Reason.FailingTest(
                fact: name,
                value: activation[slot]?.bookText,
                comparison: asked,
                needed: text(of: arguments[1], source)
            )
        }
        if case .variable(let name, let slot) = arguments[1].kind, facts.fact(inSlot: slot) != nil,
            let mirrored = Self.mirrored[asked]
        {
            return Reason.FailingTest(
                fact: name,
                value: activation[slot]?.bookText,
                comparison: mirrored,
                needed: text(of: arguments[0], source)
            )
        }
        guard let (name, slot) = arguments.lazy.compactMap(firstFact).first else { return nil }
        let range = arguments[0].range.lowerBound..<arguments[1].range.upperBound
        return Reason.FailingTest(
            fact: name,
            value: activation[slot]?.bookText,
            comparison: wanted ? "satisfies" : "does not satisfy",
            needed: slice(source, range)
        )
    }

    private func text(of expression: Expr, _ source: String) -> String {
        value(of: expression)?.bookText ?? slice(source, expression.range)
    }

    private func slice(_ source: String, _ range: Range<Int>) -> String {
        let octets = Array(source.utf8)
        let clamped = range.clamped(to: 0..<octets.count)
        return String(decoding: octets[clamped], as: UTF8.self)
    }

    /// The first fact that an expression reads.
    private func firstFact(_ expression: Expr) -> (name: String, slot: Int)? {
        switch expression.kind {
        case .variable(let name, let slot):
            facts.fact(inSlot: slot) == nil ? nil : (name, slot)
        case .select(let operand, _, _): firstFact(operand)
        case .call(_, _, let arguments): arguments.lazy.compactMap(firstFact).first
        case .and(let parts), .or(let parts): parts.lazy.compactMap(firstFact).first
        case .conditional(let condition, let then, let otherwise):
            [condition, then, otherwise].lazy.compactMap(firstFact).first
        default: nil
        }
    }

    /// The value of a part; nil where a fact is missing, or the part is none of the simple forms.
    private func value(of expression: Expr) -> Value? {
        switch expression.kind {
        case .literal(let value), .constant(_, let value): return value
        case .variable(_, let slot): return activation[slot]
        case .hasVariable(_, let slot): return .bool(activation[slot] != nil)
        case .and(let parts):
            let values = parts.map(value)
            if values.contains(.bool(false)) { return .bool(false) }
            return values.allSatisfy { $0 == .bool(true) } ? .bool(true) : nil
        case .or(let parts):
            let values = parts.map(value)
            if values.contains(.bool(true)) { return .bool(true) }
            return values.allSatisfy { $0 == .bool(false) } ? .bool(false) : nil
        case .list(let elements):
            let values = elements.map { value(of: $0.value) }
            return values.contains(nil) ? nil : .list(values.compactMap(\.self))
        case .call(_, let overloads, let arguments):
            let values = arguments.compactMap(value)
            guard values.count == arguments.count, overloads.count == 1 else { return nil }
            return Self.call(overloads[0], values)
        default: return nil
        }
    }

    private static func call(_ overload: Overload, _ arguments: [Value]) -> Value? {
        do {
            switch (overload.implementation, arguments.count) {
            case (.unary(let function), 1): return try function(arguments[0])
            case (.binary(let function), 2): return try function(arguments[0], arguments[1])
            case (.variadic(let function), _): return try function(arguments)
            default: return nil
            }
        } catch {
            // A part that fails is no part that was false.
            return nil
        }
    }
}
