import CEL
import Testing

/// What the language itself gives: literals, operators, macros, names.
@Suite struct LanguageTests {
    @Test(arguments: [
        ("0x1F", Value.int(31)), ("-0x10", .int(-16)), ("7u", .uint(7)), ("0xFFU", .uint(255)),
        ("1.5e3", .double(1500)), (".5", .double(0.5)), ("1e-2", .double(0.01)),
        ("'a\\tb'", .string("a\tb")), ("r'a\\tb'", .string("a\\tb")),
        ("\"\"\"a\"b\"\"\"", .string("a\"b")),
        ("'\\101\\x42\\u0043\\U00000044'", .string("ABCD")),
        ("b'\\377\\x00é'", .bytes([255, 0, 0xC3, 0xA9])),
        ("br'\\n'", .bytes([0x5C, 0x6E])), ("[1, 2,]", .list([.int(1), .int(2)])),
        ("null", .null), ("1 // a comment\n+ 1", .int(2)), ("{'a': 1,}.a", .int(1)),
        ("{'a-b': 1}.`a-b`", .int(1)),
    ]) func `a literal`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("1 + 2 * 3 - 4 / 2", Value.int(5)), ("(1 + 2) * 3", .int(9)), ("10 - 3 - 2", .int(5)),
        ("7 % 4", .int(3)), ("-7 / 2", .int(-3)), ("-7 % 2", .int(-1)),
        ("!false && true", .bool(true)),
        ("true || false && false", .bool(true)), ("1 < 2 == true", .bool(true)),
        ("false ? 1 : true ? 2 : 3", .int(2)), ("--3", .int(3)), ("'a' + 'b'", .string("ab")),
        ("[1] + [2]", .list([.int(1), .int(2)])), ("2 in [1, 2]", .bool(true)),
        ("'a' in {'a': 1}", .bool(true)), ("[1, 2][1]", .int(2)), ("{'a': 1}['a']", .int(1)),
        ("1 < 1.5 && 2u > 1 && 1.0 <= 1u", .bool(true)), ("'B' < 'a' && b'a' < b'b'", .bool(true)),
        ("dyn(1) == 1.0 && dyn(1u) == 1", .bool(true)), ("[1, [2.0]] == [1.0, [2]]", .bool(true)),
        ("dyn({1: 'a'}) == {1u: 'a'}", .bool(true)), ("dyn('1') == 1", .bool(false)),
        ("0.0 / 0.0 == 0.0 / 0.0", .bool(false)), ("0.0 / 0.0 < 1.0", .bool(false)),
        ("1.0 / 0.0 > 1e308", .bool(true)), ("false < true", .bool(true)),
        ("type([1]) == list && type(type) == type", .bool(true)),
    ]) func `an operator`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("[1, 2].all(x, x > 0)", Value.bool(true)), ("[].all(x, false)", .bool(true)),
        ("[1, 2].exists(x, x > 1)", .bool(true)), ("[].exists(x, true)", .bool(false)),
        ("[1, 2].exists_one(x, x > 1)", .bool(true)), ("[2, 2].existsOne(x, x > 1)", .bool(false)),
        ("[1, 2].map(x, x * 2)", .list([.int(2), .int(4)])),
        ("[1, 2].map(x, x > 1, x)", .list([.int(2)])),
        ("{'a': 1}.map(k, k)", .list([.string("a")])),
        ("[1, 2].filter(x, x > 1)", .list([.int(2)])),
        ("[5].all(i, x, i == 0 && x == 5)", .bool(true)),
        ("{'a': 1}.exists(k, v, v == 1)", .bool(true)),
        ("[3].transformList(i, x, i + x)", .list([.int(3)])),
        ("{'a': 2}.transformList(k, v, v > 2, v)", .list([])),
        ("[7].transformMap(i, x, x)[0]", .int(7)),
        ("{'a': 1}.transformMap(k, v, v + 1).a", .int(2)),
        ("{'a': 'b'}.transformMapEntry(k, v, {v: k}).b", .string("a")),
        ("['a'].transformMapEntry(i, x, i > 0, {x: i}).size()", .int(0)),
        ("[[1, 2], [3]].all(x, x.exists(y, y in x))", .bool(true)),
        ("[1].map(x, [x].map(x, x + 1))", .list([.list([.int(2)])])),
        ("[0, 1].all(x, 1 / x > 5)", .bool(false)), ("[0, 1].exists(x, 1 / x > 0)", .bool(true)),
        ("has({'a': 1}.a) && !has({'a': 1}.b)", .bool(true)),
        ("cel.bind(x, 2, cel.bind(y, x * x, y + x))", .int(6)),
        ("cel.block([1 + 1, cel.index(0) * 3], cel.index(1) + cel.index(0))", .int(8)),
        ("[2].map(cel.iterVar(0, 0), cel.iterVar(0, 0) + 1)", .list([.int(3)])),
    ]) func `a macro`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("false && 1 / 0 == 0", Value.bool(false)), ("1 / 0 == 0 && false", .bool(false)),
        ("true || 1 / 0 == 0", .bool(true)), ("1 / 0 == 0 || true", .bool(true)),
        ("true ? 1 : 1 / 0", .int(1)),
    ]) func `an error is absorbed where the rest decides`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("true && 1 / 0 == 0", EvaluationError.Code.divisionByZero),
        ("[1, 0].all(x, 1 / x > 0)", .divisionByZero),
        ("[0].map(x, 1 / x)", .divisionByZero),
        ("[0, 1].exists_one(x, 1 / x == 1)", .divisionByZero),
        ("{'a': 1}.map(k, {'b': 2}[k])", .noSuchKey),
        ("dyn({}).a", .noSuchKey),
        ("dyn(1).a", .noSuchOverload),
        ("dyn(1) + 'a'", .noSuchOverload),
        ("dyn([1]).all(x, x)", .noSuchOverload),
        ("dyn(1).map(x, x)", .noSuchOverload),
        ("['a', 'b'].transformMapEntry(i, x, {0: x})", .repeatedKey),
    ]) func `an error that nothing absorbs`(source: String, code: EvaluationError.Code) throws {
        #expect(try errorCode(of: source) == code)
    }

    @Test(arguments: [
        ("a.b", Value.int(1)), ("a.b.c", .int(2)), ("c", .int(3)), (".c", .int(4)),
        ("n.c", .int(3)),
        ("o.n.c", .int(3)), ("[5].map(c, c)", .list([.int(5)])),
        ("[5].map(c, .c)", .list([.int(4)])),
        ("[{'b': 6}].map(a, a.b)", .list([.int(6)])),
    ]) func `a qualified name is the longest that is declared, from the container outwards`(
        source: String,
        expected: Value
    ) throws {
        var environment = Environment()
        environment.container = "o.n"
        for name in ["a.b", "a.b.c", "o.n.c", "c"] { environment.declare(variable: name, .int) }
        let given: [String: Value] = [
            "a.b": .int(1), "a.b.c": .int(2), "o.n.c": .int(3), "c": .int(4),
        ]
        #expect(try value(of: source, in: environment, given) == expected)
    }

    @Test func `what is not checked fails when it is evaluated`() throws {
        let program = try Environment().compileUnchecked("true || unknown_name + f(1) == 'a' + 1")
        #expect(program.evaluate(Activation(slotCount: 0)) == .value(.bool(true)))
        let other = try Environment().compileUnchecked("unknown_name")
        guard case .error(let error) = other.evaluate(Activation(slotCount: 0)) else {
            Issue.record("an undeclared name has a value")
            return
        }
        #expect(error.code == .undeclared && error.range == 0..<12)
    }

    @Test func `a constant is computed when the expression is compiled`() throws {
        let calls = Counter()
        var environment = Environment()
        environment.declare(constant: "tables.ceiling", .map(MapValue(["gold": .int(80)])))
        environment.declare(
            function: "counted",
            Overload(
                "counted",
                [.int],
                returns: .int,
                .unary { value in
                    calls.increment()
                    return value
                }
            )
        )
        let program = try environment.compile("counted(tables.ceiling['gold']) == 80")
        #expect(calls.count == 1)
        for _ in 0..<3 {
            #expect(program.evaluate(Activation(slotCount: 0)) == .value(.bool(true)))
        }
        #expect(calls.count == 1)
        #expect(program.variables == [])
    }

    @Test func `the checked expression can be walked`() throws {
        var environment = Environment()
        environment.declare(variable: "customer.tier", .string)
        let root = try environment.compile("customer.tier in ['gold'] && true").root
        guard case .and(let terms) = root.kind,
            case .call("@in", _, let arguments) = terms[0].kind,
            case .variable("customer.tier", slot: 0) = arguments[0].kind
        else {
            Issue.record("\(root)")
            return
        }
        #expect(arguments[0].range == 0..<13 && arguments[0].type == .string)
        #expect(arguments[1].type == .list(.string) && arguments[1].children.count == 1)
    }
}
