import CEL
import Testing

/// Types and functions that a host adds: here money in cents beside exact decimal numbers.
@Suite struct HostTypeTests {
    private static let money = HostType(id: HostTypeID(1), name: "money") { value in
        "\(value.high / 100).\(value.high % 100 / 10)\(value.high % 10) EUR"
    }
    private static let decimal = HostType(
        id: HostTypeID(2),
        name: "decimal",
        literal: { HostTypeTests.hundredths($0) },
        describe: { "\($0.high)/100" }
    )

    private static func hundredths(_ text: String) -> HostValue? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Int64(parts[0]) else { return nil }
        let fraction = parts.count == 2 ? parts[1] + "00" : "00"
        guard parts.count == 1 || parts[1].count <= 2, let rest = Int64(fraction.prefix(2)) else {
            return nil
        }
        let sign: Int64 = text.hasPrefix("-") ? -1 : 1
        return HostValue(type: HostTypeID(2), high: whole * 100 + sign * rest)
    }

    private static func euros(_ cents: Int64) -> Value {
        .host(HostValue(type: HostTypeID(1), high: cents))
    }

    private static func compare(
        _ id: String,
        _ right: CELType,
        _ test: @escaping @Sendable (Int64, Int64) -> Bool
    ) -> Overload {
        Overload(
            id,
            [money.type, right],
            returns: .bool,
            .binary { left, right throws(EvaluationError) in
                guard case .host(let left) = left, case .host(let right) = right else {
                    throw EvaluationError(.noSuchOverload, id)
                }
                return .bool(test(left.high, right.high))
            }
        )
    }

    private let environment: Environment = {
        var environment = Environment()
        environment.declare(type: money)
        environment.declare(type: decimal)
        environment.declare(variable: "asked", money.type)
        environment.declare(variable: "ratio", .double)
        environment.declare(variable: "anything", .dyn)
        environment.declare(function: "_<=_", compare("le_money", money.type) { $0 <= $1 })
        environment.declare(
            function: "_<=_",
            compare("le_money_decimal", decimal.type) { $0 <= $1 }
        )
        environment.declare(
            function: "_==_",
            compare("eq_money_decimal", decimal.type) { $0 == $1 }
        )
        environment.declare(
            function: "_*_",
            Overload(
                "multiply_money_decimal",
                [money.type, decimal.type],
                returns: money.type,
                .binary { left, right throws(EvaluationError) in
                    guard case .host(let left) = left, case .host(let right) = right else {
                        throw EvaluationError(.noSuchOverload, "*")
                    }
                    let (product, overflow) = left.high.multipliedReportingOverflow(by: right.high)
                    guard !overflow else { throw EvaluationError(.overflow, "too much money") }
                    return HostTypeTests.euros(product / 100)
                }
            )
        )
        environment.declare(constant: "values.small", euros(2500))
        return environment
    }()

    @Test(arguments: [
        ("asked <= 50.00", true),
        ("asked <= 19.98", false),
        ("asked <= 20", true),
        ("asked == 19.99", true),
        ("asked != 19.99", false),
        ("asked == asked", true),
        ("asked * 100 == 1999", true),
        ("asked * 0.5 <= 10", true),
        ("asked <= values.small", true),
        ("asked in [values.small, asked]", true),
        ("anything <= 50.00 || true", true),
        ("type(asked) == money", true),
        ("string(asked) == '19.99 EUR'", true),
        ("has(values.small)", true),
        ("optional.ofNonZeroValue(asked).hasValue()", true),
        ("optional.ofNonZeroValue(asked * 0).hasValue()", false),
        ("optional.ofNonZeroValue(anything).orValue(asked) == asked", false),
        ("optional.ofNonZeroValue(dyn(asked * 0)).hasValue()", false),
    ]) func `a number beside money is read from its digits`(
        source: String,
        expected: Bool
    ) throws {
        let outcome = try evaluate(
            source,
            in: environment,
            ["asked": Self.euros(1999), "anything": Self.euros(1)]
        )
        #expect(outcome == .value(.bool(expected)))
    }

    @Test(arguments: [
        "asked <= ratio", "asked <= 1.0 + 1.0", "asked * ratio == asked", "asked <= '5'",
        "asked <= 1.234", "asked <= 0x10", "asked + asked == asked",
    ]) func `anything else beside money is refused`(source: String) {
        #expect(throws: CompileError.self) { try environment.compile(source) }
    }

    @Test func `a host says which of its values is zero`() throws {
        var environment = Environment()
        for (id, name) in [(1, "plain"), (2, "special")] as [(UInt8, String)] {
            let type =
                id == 1
                ? HostType(id: HostTypeID(id), name: name) { "\($0.high)" }
                : HostType(
                    id: HostTypeID(id),
                    name: name,
                    isZero: { $0.high == 7 },
                    describe: { "\($0.high)" }
                )
            environment.declare(type: type)
            for high in [0, 7] as [Int64] {
                for low in [0, 1] as [Int64] {
                    let value = HostValue(type: type.id, high: high, low: low)
                    environment.declare(constant: "\(name)_\(high)_\(low)", .host(value))
                }
            }
        }
        let source = ["plain", "special"]
            .flatMap { name in ["0_0", "0_1", "7_0", "7_1"].map { "\(name)_\($0)" } }
            .map { "optional.ofNonZeroValue(\($0)).hasValue()" }.joined(separator: ", ")
        #expect(
            try value(of: "[\(source)]", in: environment)
                == .list([false, true, true, true, true, true, false, false].map { .bool($0) })
        )
    }

    @Test func `an overload of the host is chosen when the value is there`() throws {
        let outcome = try evaluate(
            "anything == asked && anything <= asked",
            in: environment,
            ["asked": Self.euros(1999), "anything": Self.euros(1999)]
        )
        #expect(outcome == .value(.bool(true)))
    }

    @Test func `a literal is read as the type that is expected`() throws {
        let program = try environment.compile("12.5", expecting: Self.decimal.type)
        #expect(program.resultType == Self.decimal.type)
        #expect(throws: CompileError.self) {
            try environment.compile("12.5", expecting: Self.money.type)
        }
    }

    @Test func `a number that two types can read is ambiguous`() {
        var environment = environment
        let twin = HostType(
            id: HostTypeID(3),
            name: "twin",
            literal: { _ in HostValue(type: HostTypeID(3), high: 1) },
            describe: { _ in "twin" }
        )
        environment.declare(type: twin)
        environment.declare(
            function: "_<=_",
            Self.compare("le_money_twin", twin.type) { $0 <= $1 }
        )
        let error = #expect(throws: CompileError.self) {
            try environment.compile("asked <= 5.00")
        }
        #expect(
            error?.diagnostics.map(\.message)
                == ["the number beside `<=` can be read in more than one way: decimal, twin"]
        )
    }

    @Test func `a failure of the host is an error with its place`() throws {
        let outcome = try evaluate("asked * 2", in: environment, ["asked": Self.euros(.max)])
        guard case .error(let error) = outcome else {
            throw UnexpectedOutcome(outcome: outcome)
        }
        #expect(error.code == .overflow && error.message == "too much money")
        #expect(error.range == 0..<9)
    }

    @Test func `a value of another type than declared is no crash`() throws {
        let code = try errorCode(of: "asked <= 5", in: environment, ["asked": .string("x")])
        #expect(code == .noSuchOverload)
        let outcome = try evaluate("anything < 5", in: environment, ["anything": Self.euros(1)])
        guard case .error(let error) = outcome else {
            throw UnexpectedOutcome(outcome: outcome)
        }
        #expect(error.message == "`<` does not take (money, int)")
    }
}
