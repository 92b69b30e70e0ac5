import CEL
import Testing

/// Expressions and values that are meant to do harm: each ends in a clear way.
@Suite struct HostileInputTests {
    private func refusal(_ source: String, limits: Limits = Limits()) -> [String] {
        do {
            _ = try Environment(limits: limits).compile(source)
            return []
        } catch {
            return error.diagnostics.map(\.message)
        }
    }

    private static let generous: Limits = {
        var limits = Limits()
        limits.maxSourceBytes = 8_000_000
        return limits
    }()

    @Test(arguments: ["(", "[", "{", "!", "-", "a.", "a[", "f(", "1+", "a?", "x.map(y,", "\"", "`"])
    func `a million of the same is refused`(text: String) {
        let source = String(repeating: text, count: 1_000_000)
        #expect(!refusal(source).isEmpty)
        #expect(!refusal(source, limits: Self.generous).isEmpty)
    }

    @Test func `a million signs before a number are read without nesting`() throws {
        let signs = String(repeating: "-", count: 1_000_000)
        let program = try Environment(limits: Self.generous).compile("\(signs)5")
        #expect(program.evaluate(Activation(slotCount: 0)) == .value(.int(5)))
    }

    @Test func `a long chain of conditions is one level`() throws {
        let terms = Array(repeating: "a", count: 1000).joined(separator: " && ")
        var environment = Environment()
        environment.declare(variable: "a", .bool)
        #expect(try evaluate(terms, in: environment, ["a": .bool(true)]) == .value(.bool(true)))
    }

    @Test(arguments: [
        "big.all(x, big.all(y, big.all(z, x + y + z >= 0)))",
        "big.map(x, big.map(y, x * y)).size() > 0",
        "big.filter(x, big.exists(y, y == -1)) == []",
        "big.map(x, big + big).size() == 1",
        "[big, big, big, big].exists(x, x != big && x == big) || big.all(x, x in big)",
    ]) func `a macro over a macro over a million elements ends by its budget`(
        source: String
    ) throws {
        var environment = Environment()
        environment.declare(variable: "big", .list(.int))
        let big = Value.list((0..<1_000_000).map { .int($0) })
        #expect(try errorCode(of: source, in: environment, ["big": big]) == .budgetExceeded)
    }

    /// Each touches a megabyte a hundred thousand times if it is let.
    @Test(arguments: [
        "long < other", "long == other", "long in {'a': 1}", "{'a': 1}[?long].hasValue()",
        "long + other == ''", "long.contains('b')", "size(long) == 1", "long.matches('b$')",
        "long.split('').size() == 1", "long.replace('a', 'b') == ''", "long.reverse() == ''",
        "[long].join() == ''", "'%s'.format([long]) == ''", "long.lastIndexOf('b') == 0",
        "{long: 1}.size() == 1", "table == table2",
        "bytes(long) == b''", "strings.quote(long) == ''", "long.startsWith(other)",
    ]) func `work on a long text is charged for`(condition: String) throws {
        var environment = Environment()
        environment.declare(variable: "rounds", .list(.int))
        environment.declare(variable: "long", .string)
        environment.declare(variable: "other", .string)
        environment.declare(variable: "table", .map(.string, .int))
        environment.declare(variable: "table2", .map(.string, .int))
        let text = String(repeating: "a", count: 1_000_000)
        let code = try errorCode(
            of: "rounds.all(i, (\(condition)) || true)",
            in: environment,
            [
                "rounds": .list(Array(repeating: .int(0), count: 100_000)),
                "long": .string(text),
                "other": .string(text + "c"),
                "table": .map(MapValue([text: .int(1)])),
                "table2": .map(MapValue([text: .int(1)])),
            ],
            budget: 200_000
        )
        #expect(code == .budgetExceeded)
    }

    @Test(arguments: [
        doubling("'0123456789abcdef'", { "\($0) + \($0)" }, "size(x39)"),
        doubling("b'0123456789abcdef'", { "\($0) + \($0)" }, "size(x39)"),
        doubling("[1]", { "\($0) + \($0)" }, "size(x39)"),
        doubling("[1]", { "[\($0), \($0)]" }, "x39 == x39 && [x39] == [x39]"),
        doubling("[1]", { "[\($0), \($0)]" }, "'%s'.format([x39])"),
        doubling("'ab'", { "\($0).replace('', \($0))" }, "size(x39)"),
        doubling("'ab'", { "[\($0), \($0)].join(\($0))" }, "size(x39)"),
        doubling("'ab'", { "'%s%s'.format([\($0), \($0)])" }, "size(x39)"),
    ]) func `growth by doubling ends by the budget`(source: String) throws {
        var limits = Limits()
        limits.maxNesting = 300
        let environment = Environment(limits: limits)
        #expect(try errorCode(of: source, in: environment) == .budgetExceeded)
    }

    @Test func `types that would double are refused`() {
        let messages = refusal(Self.doubling("1", { "{\($0): \($0)}" }, "x39"))
        #expect(messages.first == "a key must be bool, int, uint or string, not map(int, int)")
        #expect(!refusal(Self.doubling("[]", { "{\($0): \($0)}" }, "x39 == x39")).isEmpty)
    }

    /// An expression such as `cel.bind(x0, start, cel.bind(x1, step(x0), … end))`.
    private static func doubling(
        _ start: String,
        _ step: (String) -> String,
        _ end: String
    ) -> String {
        let steps = (1..<40).map { "cel.bind(x\($0), \(step("x\($0 - 1)")), " }.joined()
        return "cel.bind(x0, \(start), " + steps + end + String(repeating: ")", count: 40)
    }

    @Test(arguments: [
        ("9223372036854775807 + n", EvaluationError.Code.overflow),
        ("-9223372036854775808 - n", .overflow),
        ("9223372036854775807 * (n + n)", .overflow),
        ("-9223372036854775808 / (n - n - n)", .overflow),
        ("-9223372036854775808 % (n - n - n)", .overflow),
        ("-(-9223372036854775807 - n)", .overflow),
        ("18446744073709551615u + uint(n)", .overflow),
        ("0u - uint(n)", .overflow),
        ("n / (n - n)", .divisionByZero),
        ("n % (n - n)", .divisionByZero),
        ("1u / (1u - uint(n))", .divisionByZero),
        ("int(1e300 * double(n))", .conversion),
        ("int(0.0 / 0.0 * double(n))", .conversion),
        ("uint(-1.0 * double(n))", .conversion),
        ("uint(0.0 / 0.0)", .conversion),
        ("int(1.0 / 0.0)", .conversion),
        ("[1][n + 5]", .indexOutOfRange),
        ("[1][-n]", .indexOutOfRange),
        ("[1][dyn(18446744073709551615u)]", .indexOutOfRange),
        ("[1][dyn(1e300)]", .invalidArgument),
        ("[1][dyn(0.0 / 0.0)]", .invalidArgument),
        ("{1: 2}[n + 5]", .noSuchKey),
        ("{n: 1, 1u: 2}", .repeatedKey),
        ("'abc'.substring(-n)", .indexOutOfRange),
        ("'abc'.substring(2, n)", .indexOutOfRange),
        ("'abc'.charAt(9223372036854775807)", .indexOutOfRange),
        ("'abc'.indexOf('b', -9223372036854775808)", .indexOutOfRange),
        ("math.bitShiftLeft(n, -9223372036854775808)", .invalidArgument),
        ("'%.2000f'.format([1.0])", .invalidArgument),
        ("'%.99999999999999999999f'.format([1.0])", .invalidArgument),
        ("'%'.format([n])", .invalidArgument),
        ("timestamp(n * 9223372036854775807)", .conversion),
        ("timestamp('9999-12-31T23:59:59Z') + duration('9000000000s')", .overflow),
        ("duration('9223372036s') + duration('9223372036s')", .overflow),
        ("duration('99999999999999999999h')", .conversion),
        ("duration('1.s.')", .conversion),
        ("timestamp(0).getHours('Atlantis/Centre')", .invalidArgument),
        ("timestamp(0).getHours('+99:99')", .invalidArgument),
        ("string(b'\\xff')", .conversion),
        ("bool('yes')", .conversion),
        ("double('nan(0x7)')", .conversion),
        ("double('1e999')", .conversion),
        ("optional.none().value()", .absentValue),
        ("'a'.matches('(' + 'a')", .invalidArgument),
        ("base64.decode('*')", .conversion),
    ]) func `a failure is an error of its kind`(
        source: String,
        code: EvaluationError.Code
    ) throws {
        var environment = Environment()
        environment.declare(variable: "n", .int)
        #expect(try errorCode(of: source, in: environment, ["n": .int(1)]) == code)
    }

    @Test(arguments: [
        ("math.bitShiftLeft(1, 9223372036854775807)", Value.int(0)),
        ("'abc'.split('', 9223372036854775807).size()", .int(3)),
        ("'abc'.replace('b', 'x', 9223372036854775807)", .string("axc")),
        ("'abc'.replace('', '-')", .string("-a-b-c-")),
        ("'abc'.replace('', '-', 2)", .string("-a-bc")),
        ("''.split('')", .list([])),
        ("'abc'.lastIndexOf('', 3)", .int(3)),
        ("'%.0f %.1e'.format([-0.5, 0.0])", .string("-0 0.0e+00")),
        ("string(5e-324)", .string("5e-324")),
        ("'%.3f'.format([1.7976931348623157e308]).size()", .int(313)),
        ("int(-9223372036854775807.0 + 1024.0)", .int(-9_223_372_036_854_774_784)),
        ("dyn(1u) == 1.0 && dyn(1) == 1u && !(dyn(0.0 / 0.0) == 0.0 / 0.0)", .bool(true)),
        (
            "'e\\u0301' == '\\u00e9' || {'e\\u0301': 1}.size() + {'\\u00e9': 1}.size() != 2",
            .bool(false)
        ),
        ("{'e\\u0301': 1, '\\u00e9': 2}.size()", .int(2)),
        ("timestamp('0001-01-01T00:00:00Z').getFullYear('-23:59')", .int(0)),
        ("timestamp('9999-12-31T23:59:59Z').getFullYear('+23:59')", .int(10000)),
    ]) func `an extreme is a value`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test func `a message quotes no more of a value than a line holds`() throws {
        let text = "a" + String(repeating: "\u{301}", count: 100_000)
        var environment = Environment()
        environment.declare(variable: "text", .string)
        let outcome = try evaluate("int(text)", in: environment, ["text": .string(text)])
        guard case .error(let error) = outcome else { throw UnexpectedOutcome(outcome: outcome) }
        #expect(error.message.unicodeScalars.count < 120)
    }

    @Test func `bytes that are not UTF-8 are refused`() throws {
        #expect(throws: CompileError.self) {
            try Environment().compile(utf8: [0x27, 0xFF, 0x27])
        }
        let program = try Environment().compile(utf8: Array("'é'".utf8))
        #expect(program.evaluate(Activation(slotCount: 0)) == .value(.string("é")))
    }

    /// Every prefix of an expression with all the forms of the language.
    @Test func `every prefix of an expression is read or refused`() {
        let source = #"""
            has(a.b) ? [1, ?x, -2u, 0x1F].map(i, v, i + 1) : {"k": b'\x00', ?r"q": 1.5e-3}[?'k']
            .`c-d`.f(.e, !g || h && "\u00e9" in '''t''') >= x.y.optMap(z, z % 2) // end
            """#
        let scalars = Array(source.unicodeScalars)
        for length in scalars.indices {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[..<length])
            _ = refusal(String(view))
        }
    }
}
