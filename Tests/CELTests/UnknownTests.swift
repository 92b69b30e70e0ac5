import CEL
import Testing

/// Variables that were not given.
@Suite struct UnknownTests {
    private let environment: Environment = {
        var environment = Environment()
        environment.declare(variable: "a", .bool)
        environment.declare(variable: "b", .bool)
        environment.declare(variable: "n", .int)
        environment.declare(variable: "m", .int)
        environment.declare(variable: "customer.tier", .string)
        environment.declare(variable: "names", .list(.string))
        return environment
    }()

    private func names(_ outcome: Evaluation) -> [String]? {
        guard case .unknown(let slots) = outcome else { return nil }
        return slots.map { environment.names[$0] }
    }

    @Test(arguments: [
        ("a", ["a"]),
        ("!a", ["a"]),
        ("a && b", ["a", "b"]),
        ("a || b", ["a", "b"]),
        ("a && true", ["a"]),
        ("a || false", ["a"]),
        ("n + m > 3", ["n", "m"]),
        ("customer.tier == 'gold'", ["customer.tier"]),
        ("'gold' == customer.tier", ["customer.tier"]),
        ("customer.tier in ['gold']", ["customer.tier"]),
        ("a ? n : m", ["a"]),
        ("a && 1 / 0 == 1", ["a"]),
        ("1 / 0 == 1 || a", ["a"]),
        ("[n, m] == [1, 2]", ["n", "m"]),
        ("{'k': n}.k == 1", ["n"]),
        ("names.all(x, x == '')", ["names"]),
        ("[1, 2].all(x, x < n)", ["n"]),
        ("[1, 2].exists(x, x == n)", ["n"]),
        ("[1, 2].map(x, x + n) == []", ["n"]),
        ("[1, 2].filter(x, x == n) == []", ["n"]),
        ("[1].exists_one(x, x == n)", ["n"]),
        ("[1, 0].map(x, x == 1 ? n : 1 / x) == []", ["n"]),
        ("[0, 1].filter(x, x == 1 ? n == 1 : 1 / x == 1) == []", ["n"]),
        ("{'a': 1}.transformMap(k, v, n).size() == 1", ["n"]),
        ("cel.bind(x, n, x > 1)", ["n"]),
        ("size(customer.tier) > 1", ["customer.tier"]),
    ]) func `an expression that needs it is unknown and names it`(
        source: String,
        missing: [String]
    ) throws {
        #expect(names(try evaluate(source, in: environment)) == missing)
    }

    @Test(arguments: [
        ("a && false", false),
        ("false && a", false),
        ("a || true", true),
        ("true || a", true),
        ("true ? true : a", true),
        ("[1, 2].all(x, x == 3 && n == 1)", false),
        ("[2, 1].all(x, x < 2 && (x == 1 || n == 1))", false),
        ("[1, 2].exists(x, x == 2 || n == 1)", true),
        ("has(customer.tier)", false),
        ("!has(customer.tier) || customer.tier == 'gold'", true),
        ("cel.bind(x, n, true || x > 1)", true),
        ("[2, 2].exists_one(x, x == 2)", false),
    ]) func `an expression that can do without it has a value`(
        source: String,
        expected: Bool
    ) throws {
        #expect(try evaluate(source, in: environment) == .value(.bool(expected)))
    }

    @Test func `a variable that was given is present`() throws {
        let outcome = try evaluate(
            "has(customer.tier)",
            in: environment,
            ["customer.tier": .string("")]
        )
        #expect(outcome == .value(.bool(true)))
    }

    @Test func `a program says which variables it reads`() throws {
        let program = try environment.compile("m > 1 && has(customer.tier) && [1].all(a, a == n)")
        #expect(program.variables.map { environment.names[$0] } == ["n", "m", "customer.tier"])
    }

    @Test func `slots beyond the first word are kept apart`() {
        var slots = UnknownSet(slot: 200)
        slots.insert(3)
        slots.formUnion(UnknownSet(slot: 64))
        #expect(Array(slots) == [3, 64, 200])
        #expect(slots.contains(64) && !slots.contains(65) && !slots.contains(-1))
    }

    @Test func `an activation of a smaller environment leaves the rest unknown`() throws {
        let program = try environment.compile("n == 1 || a")
        #expect(names(program.evaluate(Activation(slotCount: 1))) == ["a", "n"])
    }
}
