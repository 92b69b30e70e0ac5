import Testing

@testable import CEL

/// What checking takes is bounded, however the types of an expression grow.
@Suite struct CheckerWorkTests {
    /// Checks an expression and counts the work.
    private func check(
        _ source: String,
        in environment: Environment = Environment(),
        maxWork: Int = TypeBindings.maxWork
    ) -> (root: Expr, faults: [String], work: Int) {
        let (node, faults) = Parser.parse(source, limits: environment.limits)
        var checker = Checker(environment: environment, source: source)
        checker.bindings = TypeBindings(maxWork: maxWork)
        let root = checker.check(node, expecting: nil)
        return (root, (faults + checker.faults).map(\.message), checker.bindings.work)
    }

    private func largestType(in expr: Expr) -> Int {
        expr.children.reduce(expr.type.size) { max($0, largestType(in: $1)) }
    }

    private static func lists(_ depth: Int, of inner: CELType) -> CELType {
        (0..<depth).reduce(inner) { type, _ in .list(type) }
    }

    @Test func `a type has at most 256 nodes`() {
        var environment = Environment()
        environment.declare(variable: "deep", Self.lists(254, of: .int))
        #expect(check("[deep]", in: environment).root.type == Self.lists(255, of: .int))
        #expect(check("[[deep]]", in: environment).root.type == Self.lists(255, of: .dyn))
    }

    private static let pair = Overload(
        "pair",
        [.parameter("T"), .parameter("T")],
        returns: .opaque("pair", [.parameter("T"), .parameter("T")]),
        .binary { left, _ in left }
    )

    @Test func `types that double with each binding stay small`() {
        var environment = Environment()
        environment.declare(function: "pair", Self.pair)
        let binds = (1...20).map { "cel.bind(x\($0), pair(x\($0 - 1), x\($0 - 1)), " }.joined()
        for start in ["1", "[]", "dyn(1)"] {
            let source =
                "cel.bind(x0, \(start), " + binds + "x20" + String(repeating: ")", count: 21)
            let (root, faults, work) = check(source, in: environment)
            #expect(faults == [])
            #expect(largestType(in: root) <= 256)
            #expect(work < 100_000)
        }
    }

    /// Empty lists under names, whose types come to contain each other afterwards.
    @Test(
        arguments: [
            "x\u{1} == [[[[x\u{2}]]]]", "[[[[x\u{2}]]]] == x\u{1}",
            "x\u{1} == [pair(x\u{2}, x\u{2})]",
            "x\u{1} == [{'a': x\u{2}}]", "x\u{1} == [optional.of(x\u{2})]",
        ],
        [false, true]
    )
    func `types that grow afterwards stay small`(step: String, isReversed: Bool) {
        var environment = Environment()
        environment.declare(function: "pair", Self.pair)
        let count = 40
        let steps = (1..<count)
            .map { number in
                step.replacing("\u{1}", with: "\(number)")
                    .replacing("\u{2}", with: "\(number - 1)")
            }
        let binds = (0..<count).map { "cel.bind(x\($0), [], " }.joined()
        let list = (isReversed ? steps.reversed() : steps).joined(separator: ", ")
        let uses = (0..<count).map { "[x\($0)]" }.joined(separator: ", ")
        let source = binds + "[dyn([\(list)]), \(uses)]" + String(repeating: ")", count: count)
        let (root, faults, work) = check(source, in: environment)
        #expect(faults == [])
        #expect(largestType(in: root) <= 256)
        #expect(work < TypeBindings.maxWork / 2)
    }

    @Test(
        arguments: [
            { count in "[" + String(repeating: "[], ", count: count) + "]" },
            { count in String(repeating: "[1] == [2u, 3.0] || ", count: count) + "true" },
            { count in String(repeating: "size('a') + 1 > 1 && ", count: count) + "true" },
            { count in "[" + String(repeating: "[].map(x, x), ", count: count) + "]" },
        ] as [@Sendable (Int) -> String]
    ) func `twice the source is twice the work`(
        source: @Sendable (Int) -> String
    ) {
        let single = check(source(200)).work
        let double = check(source(400)).work
        #expect(single > 0 && double <= 2 * single + 100)
    }

    @Test func `work beyond the limit is a fault`() {
        let source = "[[], [1], [2]].map(x, x + [3])"
        let work = check(source).work
        #expect(check(source, maxWork: work).faults == [])
        #expect(
            check(source, maxWork: work - 1).faults
                == ["the types of the expression are too intricate"]
        )
    }

    @Test func `a large type is shown in part`() {
        let text = Self.lists(200, of: .int).description
        #expect(text.hasPrefix("list(list(") && text.contains("…") && text.count < 250)
        #expect(Self.lists(31, of: .int).description.contains("int"))
        #expect(!Self.lists(32, of: .int).description.contains("int"))
    }

    @Test func `a name that is near is looked for no more often than faults are shown`() {
        var environment = Environment()
        environment.declare(variable: "known", .int)
        let source = Array(repeating: "knowm", count: 30).joined(separator: " + ")
        var checker = Checker(environment: environment, source: source)
        _ = checker.check(Parser.parse(source, limits: environment.limits).root, expecting: nil)
        #expect(checker.faults.count == 30)
        #expect(checker.faults.count { $0.suggestion != nil } == 20)
    }
}
