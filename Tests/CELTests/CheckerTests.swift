import CEL
import Testing

/// The types that the checker deduces.
@Suite struct CheckerTests {
    private let environment: Environment = {
        var environment = Environment()
        environment.declare(variable: "n", .int)
        environment.declare(variable: "d", .dyn)
        environment.declare(variable: "names", .list(.string))
        environment.declare(variable: "maybe", .wrapper(.int))
        environment.declare(
            function: "first_of",
            Overload(
                "first_of",
                [.list(.parameter("T")), .parameter("T")],
                returns: .parameter("T"),
                .variadic { $0[1] }
            )
        )
        return environment
    }()

    @Test(arguments: [
        ("1", CELType.int), ("[]", .list(.dyn)), ("{}", .map(.dyn, .dyn)), ("[1, 2u]", .list(.dyn)),
        ("[1, d]", .list(.dyn)), ("{'a': 1, 'b': 'c'}", .map(.string, .dyn)),
        ("[[], [1]]", .list(.list(.int))),
        ("[] + [1]", .list(.int)), ("[1] + []", .list(.int)), ("n + 1", .int), ("d + 1", .int),
        ("d + d", .dyn), ("names.map(x, size(x))", .list(.int)),
        ("names.filter(x, x == '')", .list(.string)),
        ("names.transformMap(i, x, x)", .map(.int, .string)), ("names[0]", .string),
        ("d.a.b", .dyn),
        ("names.all(x, x == '')", .bool), ("n > 1 ? 'a' : d", .dyn),
        ("n > 1 ? [] : names", .list(.string)),
        ("optional.of(n)", .optional(.int)), ("names[?0]", .optional(.string)),
        ("names[?0].orValue('a')", .string), ("optional.none()", .optional(.dyn)),
        ("[optional.none(), optional.of(1)]", .list(.optional(.int))),
        ("[?optional.of(1)]", .list(.int)), ("names.first().optMap(x, size(x))", .optional(.int)),
        ("{'a': 1}.?a.optFlatMap(x, optional.of('b'))", .optional(.string)),
        ("timestamp(0) - timestamp(1)", .duration), ("timestamp(0) - duration('1s')", .timestamp),
        ("type(n)", .type(.int)), ("int", .type(.int)), ("[maybe, 1]", .list(.wrapper(.int))),
        ("maybe + 1", .int), ("true ? null : maybe", .wrapper(.int)),
        ("[null, timestamp(0)]", .list(.timestamp)),
        ("math.greatest(1, 2)", .int), ("math.greatest(1, 2.0)", .dyn),
        ("math.least([1.0])", .double),
        ("first_of(names, 'a')", .string), ("first_of([], 1)", .int), ("[].map(x, x)[0].foo", .dyn),
        ("cel.bind(x, [n], x)", .list(.int)),
        ("names.transformMapEntry(i, x, {x: i})", .map(.string, .int)),
        ("dyn(1)", .dyn), ("base64.decode('')", .bytes), ("'%d'.format([1])", .string),
    ]) func `the type of an expression`(source: String, expected: CELType) throws {
        #expect(try environment.compile(source).resultType == expected)
    }

    @Test func `a host may give a function of the library other forms`() throws {
        var environment = environment
        environment.declare(
            function: "matches",
            Overload(
                "matches_nothing",
                [.int],
                returns: .bool,
                isMember: true,
                .unary { _ in .bool(true) }
            )
        )
        #expect(try value(of: "(1).matches() && 'a'.matches('a')", in: environment) == .bool(true))
    }

    @Test func `a function of the host's is suggested`() {
        let error = #expect(throws: CompileError.self) {
            try environment.compile("frist_of([], 1)")
        }
        #expect(error?.diagnostics.first?.suggestion == "first_of")
    }

    @Test(arguments: [
        "first_of(names, 1)", "maybe + 'a'", "[1] + ['a']", "{'a': 1}[1]", "1 in ['a']",
        "names.map(x, x.y)", "optional.of(1).orValue('a')", "timestamp(0) + timestamp(0)",
        "true ? 1 : 'a'", "null == 1", "-1u", "[1].join()", "'a'.replace('b', 'c', 'd')",
    ]) func `an expression that does not fit is refused`(source: String) {
        #expect(throws: CompileError.self) { try environment.compile(source) }
    }
}
