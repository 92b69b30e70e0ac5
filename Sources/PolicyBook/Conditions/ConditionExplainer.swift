import CEL

/// Finds which parts of a condition made it false: which fact, what it is, what was needed.
struct ConditionExplainer {
    private let activation: Activation
    private let facts: FactSchema
    private let evaluator: PartialEvaluator

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
        evaluator = PartialEvaluator(activation)
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
        // What is not known has not failed.
        guard evaluator.value(of: expression) != .bool(wanted), !readsUnknown(expression) else {
            return
        }
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

    /// Whether the expression has no value for want of a fact.
    private func readsUnknown(_ expression: Expr) -> Bool {
        evaluator.value(of: expression) == nil && expression.readsUnknown(activation)
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
        evaluator.value(of: expression)?.bookText ?? slice(source, expression.range)
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
}
