import Testing

@testable import BookLoader

struct CoreValueTests {
    static let plain: [(String, CoreValue)] = [
        ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nUll", .string("nUll")),
        ("true", .bool(true)), ("FALSE", .bool(false)), ("tRue", .string("tRue")),
        ("no", .string("no")), ("on", .string("on")), ("Yes", .string("Yes")),
        ("y", .string("y")),
        ("0", .integer(0)), ("-12", .integer(-12)), ("+12", .integer(12)), ("017", .integer(17)),
        ("0o17", .integer(15)), ("0x1F", .integer(31)), ("0o", .string("0o")),
        ("0o18", .string("0o18")), ("0x-1", .string("0x-1")), ("1_000", .string("1_000")),
        ("1:30", .string("1:30")), ("0b1", .string("0b1")),
        ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .number("9223372036854775808")),
        ("1.50", .number("1.50")), (".5", .number(".5")), ("5.", .number("5.")),
        ("-1.5e-3", .number("-1.5e-3")), ("1e5", .number("1e5")), (".", .string(".")),
        ("1e", .string("1e")), ("1.2.3", .string("1.2.3")), ("--1", .string("--1")),
        (".inf", .notFinite), ("-.Inf", .notFinite), (".NaN", .notFinite),
        ("2026-03-01", .string("2026-03-01")), ("25.00 EUR", .string("25.00 EUR")),
    ]

    @Test(arguments: plain)
    func `reads a plain scalar by the core schema`(text: String, value: CoreValue) {
        #expect(CoreValue(.init(text: text, style: .plain)) == value)
    }

    @Test(arguments: [YAMLNode.Style.singleQuoted, .doubleQuoted, .literal, .folded])
    func `anything that is not plain is text`(style: YAMLNode.Style) {
        #expect(CoreValue(.init(text: "12", style: style)) == .string("12"))
        #expect(CoreValue(.init(text: "", style: style)) == .string(""))
    }
}
