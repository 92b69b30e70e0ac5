import CEL
import Testing

/// The functions of the standard library and the extensions.
@Suite struct ExtensionTests {
    @Test(arguments: [
        ("'tacocat'.charAt(3) + 'abc'.charAt(3)", Value.string("o")),
        ("'ta©o©αT'.indexOf('©', 3)", .int(4)), ("'abc'.indexOf('')", .int(0)),
        ("''.indexOf('x')", .int(-1)), ("'bananananana'.lastIndexOf('nana', 7)", .int(6)),
        ("'abab'.lastIndexOf('ab')", .int(2)),
        ("'a,b,c'.split(',')", .list(["a", "b", "c"].map { .string($0) })),
        ("'a,b,c'.split(',', 2)", .list([.string("a"), .string("b,c")])),
        ("'ab'.split('')", .list([.string("a"), .string("b")])), ("'a,b'.split(',', 0)", .list([])),
        ("['x', 'y'].join('-')", .string("x-y")),
        ("'hello'.replace('l', 'L', 1)", .string("heLlo")),
        ("'hello'.replace('l', '')", .string("heo")), ("'abc'.substring(1)", .string("bc")),
        ("'abc'.substring(1, 2)", .string("b")), ("' \\u00a0x\\t'.trim()", .string("x")),
        ("'ÄbC'.lowerAscii() + 'äbC'.upperAscii()", .string("ÄbcäBC")),
        ("'añb'.reverse()", .string("bña")),
        ("strings.quote('a\"\\n\\u0007')", .string("\"a\\\"\\n\\a\"")),
        ("size('añ🐱') + 'ab'.size()", .int(5)),
        ("'abc'.contains('bc') && 'abc'.endsWith('c')", .bool(true)),
        ("'abc'.startsWith('b') || 'abc'.contains('ca')", .bool(false)),
        ("'é'.startsWith('e') || 'e\\u0301'.endsWith('é')", .bool(false)),
    ]) func `strings`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("'%s %d %%'.format(['a', -1])", "a -1 %"),
        ("'%.2f %f'.format([2.345, 1])", "2.35 1.000000"),
        ("'%.0f %.0f %.1f'.format([0.5, 1.5, 0.25])", "0 2 0.2"),
        ("'%.3e'.format([12345.678])", "1.235e+04"),
        ("'%b %o %x %X'.format([5, 8, 255, 255u])", "101 10 ff FF"),
        ("'%x'.format([b'az'])", "617a"),
        ("'%s'.format([1e21])", "1000000000000000000000"),
        ("'%s %s'.format([1e-7, [123456789.25]])", "0.0000001 [123456789.25]"),
        (
            "'%s'.format([[0.0 / 0.0, 1.0 / 0.0, -1.0 / 0.0, -0.0]])",
            "[NaN, Infinity, -Infinity, -0]"
        ),
        (
            "'%s'.format([[[], {}, [[1], [2, 3]], {'b': {'d': 1, 'c': 2}}]])",
            "[[], {}, [[1], [2, 3]], {b: {c: 2, d: 1}}]"
        ),
        ("'%b %x'.format([-5, -255])", "-101 -ff"),
        (
            "'%s'.format([[1, 2.5, null, true, b'x', {'b': 1, 'a': [duration('90s')]}]])",
            "[1, 2.5, null, true, x, {a: [90s], b: 1}]"
        ),
        ("'%s %s'.format([timestamp(0), type(1)])", "1970-01-01T00:00:00Z int"),
        ("'%e %f %d'.format([1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0])", "Infinity -Infinity NaN"),
        ("'%.20f'.format([0.1])", "0.10000000000000000555"),
        ("'%.2f'.format([999.999])", "1000.00"),
        ("'%.1e'.format([9.96])", "1.0e+01"), ("'%.3f'.format([1e-5])", "0.000"),
    ]) func `format`(source: String, expected: String) throws {
        #expect(try value(of: source) == .string(expected))
    }

    @Test(arguments: [
        ("math.greatest(1, 3.5, 2u)", Value.double(3.5)), ("math.least([3, 1, 2])", .int(1)),
        ("math.ceil(1.2) + math.floor(-1.2)", .double(0)), ("math.round(2.5)", .double(3)),
        ("math.round(-2.5)", .double(-3)), ("math.trunc(-1.9)", .double(-1)),
        ("math.abs(-2)", .int(2)),
        ("math.sign(-2.5)", .double(-1)),
        ("math.isNaN(0.0 / 0.0) && math.isInf(-1.0 / 0.0)", .bool(true)),
        ("math.isFinite(1.0)", .bool(true)), ("math.sqrt(81)", .double(9)),
        ("math.bitAnd(6, 3)", .int(2)),
        ("math.bitOr(6u, 3u)", .uint(7)), ("math.bitXor(6, 3)", .int(5)),
        ("math.bitNot(0)", .int(-1)),
        ("math.bitShiftLeft(1, 4)", .int(16)), ("math.bitShiftRight(-1, 60)", .int(15)),
    ]) func `math`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("{'a': 1}.?a.value()", Value.int(1)), ("{'a': 1}.?b.orValue(2)", .int(2)),
        ("{'a': {'b': 1}}.?a.b", .optional(.int(1))), ("[1][?1].hasValue()", .bool(false)),
        ("optional.none().or(optional.of(3)).value()", .int(3)),
        ("[?optional.none(), 1].size()", .int(1)),
        ("{?'a': optional.none()}.size()", .int(0)),
        ("optional.ofNonZeroValue('').hasValue()", .bool(false)),
        ("optional.unwrap([optional.of(1), optional.none()])", .list([.int(1)])),
        ("[optional.of(1)].unwrapOpt()", .list([.int(1)])), ("[1, 2].last().value()", .int(2)),
        ("[].first()", .optional(nil)), ("optional.of(2).optMap(x, x + 1).value()", .int(3)),
        ("optional.none().optFlatMap(x, optional.of(1)).hasValue()", .bool(false)),
        ("optional.of(1).orValue(1 / 0)", .int(1)),
        ("dyn(optional.of(1)) == optional.of(1.0)", .bool(true)),
        ("has({'a': {'b': 1}}.?a.c)", .bool(false)),
    ]) func `optionals`(source: String, expected: Value) throws {
        #expect(try value(of: source) == expected)
    }

    @Test(arguments: [
        ("timestamp('2009-02-13T23:31:30.5+02:00')", "2009-02-13T21:31:30.5Z"),
        ("timestamp('2024-02-29T12:00:00Z') + duration('24h')", "2024-03-01T12:00:00Z"),
        ("timestamp('1969-12-31T23:59:59.999Z') + duration('2ms')", "1970-01-01T00:00:00.001Z"),
        ("timestamp('2000-03-01T00:00:00Z') - duration('1s')", "2000-02-29T23:59:59Z"),
        ("timestamp(-62135596800)", "0001-01-01T00:00:00Z"),
        ("timestamp(253402300799)", "9999-12-31T23:59:59Z"),
        ("duration('1h30m5.25s')", "5405.25s"), ("duration('-1.5s')", "-1.5s"),
        ("duration('1us') + duration('2ns')", "0.000001002s"), ("duration('0')", "0s"),
        ("double('1e21')", "1e+21"), ("123456789.0", "1.23456789e+08"), ("1e-5", "1e-05"),
        ("0.0001", "0.0001"), ("999999.5", "999999.5"), ("1000000.0", "1e+06"),
        ("-1234567.5", "-1.2345675e+06"), ("100000.0", "100000"), ("0.000123", "0.000123"),
        ("1.0", "1"), ("-0.0", "-0"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ]) func `a time or number as text`(source: String, expected: String) throws {
        #expect(try value(of: "string(\(source))") == .string(expected))
    }

    @Test(arguments: [
        ("getFullYear()", 2009), ("getMonth()", 1), ("getDate()", 13), ("getDayOfMonth()", 12),
        ("getDayOfWeek()", 5), ("getDayOfYear()", 43), ("getHours()", 23), ("getMinutes()", 31),
        ("getSeconds()", 30), ("getMilliseconds()", 500), ("getHours('Europe/Riga')", 1),
        ("getDate('Asia/Kathmandu')", 14), ("getMinutes('Asia/Kathmandu')", 16),
        ("getHours('-02:30')", 21), ("getHours('US/Central')", 17), ("getHours('')", 23),
    ]) func `a field of a timestamp`(call: String, expected: Int64) throws {
        let source = "timestamp('2009-02-13T23:31:30.5Z').\(call)"
        #expect(try value(of: source) == .int(expected))
    }

    @Test(arguments: [
        "2009-02-13", "2009-02-13T23:31:30", "2009-02-30T00:00:00Z", "2009-13-01T00:00:00Z",
        "2009-02-13T24:00:00Z", "2009-02-13T23:31:60Z", "2009-02-13t23:31:30z", "20090213T233130Z",
        "2009-02-13T23:31:30.Z", "2009-02-13T23:31:30+0200", " 2009-02-13T23:31:30Z",
        "2009-02-13T23:31:30." + String(repeating: "0", count: 43) + "Zx",
        "0000-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00",
    ]) func `text that is no timestamp`(text: String) throws {
        #expect(try errorCode(of: "timestamp('\(text)')") == .conversion)
    }

    @Test(
        arguments: [
            ("duration('3730s').getHours()", 1), ("duration('3730s').getMinutes()", 62),
            ("duration('3730.5s').getSeconds()", 3730),
            ("duration('3730.5s').getMilliseconds()", 500),
            ("int(timestamp(5))", 5), ("int('-12')", -12), ("int(-1.9)", -1), ("int(5u)", 5),
        ] as [(String, Int64)]
    ) func `a conversion to int`(source: String, expected: Int64) throws {
        #expect(try value(of: source) == .int(expected))
    }

    @Test(arguments: ["1", "t", "T", "TRUE", "true", "True"])
    func `text that says yes`(text: String) throws {
        #expect(try value(of: "bool('\(text)')") == .bool(true))
    }

    @Test(arguments: ["0", "f", "F", "FALSE", "false", "False"])
    func `text that says no`(text: String) throws {
        #expect(try value(of: "bool('\(text)')") == .bool(false))
    }

    @Test(arguments: ["", "yes", "no", "TrUe", "fALSE", " true", "true ", "2", "10"])
    func `text that says neither`(text: String) throws {
        #expect(try errorCode(of: "bool('\(text)')") == .conversion)
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func `base 64 goes there and back`(
        text: String
    ) throws {
        let source = "string(base64.decode(base64.encode(b'\(text)')))"
        #expect(try value(of: source) == .string(text))
        #expect(try value(of: "base64.encode(b'\\xff\\xfe')") == .string("//4="))
        #expect(try value(of: "base64.decode('//4')") == .bytes([0xFF, 0xFE]))
    }
}
