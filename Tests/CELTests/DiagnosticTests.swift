import CEL
import Foundation
import Testing

/// What authors are told.
///
/// The messages stand in `Tests/Fixtures/CEL/diagnostics.txt`; `UPDATE_GOLDEN=1` writes them anew.
@Suite struct DiagnosticTests {
    private static let sources = [
        // Names
        "custmer.tier == 'gold'",
        "customer.teir == 'gold'",
        "tables.celing['gold']",
        "reciept",
        "nothing_like_it",
        "siez('a')",
        "'a'.startWith('b')",
        "math.absolute(1)",
        "maths.abs(1)",
        "customer.abs(1)",
        "asked.frobnicate()",
        "size()",
        "[1].all(x)",
        "strng('a')",
        "names.exists(nmae, nam == 'x')",
        // Types
        "receipt && asked",
        "asked || 1 < 2",
        "!asked",
        "-receipt",
        "asked + 'a'",
        "asked == 'a'",
        "1 == 1u",
        "asked < 'b'",
        "asked in 5",
        "'a' in asked",
        "asked ? 1 : 2",
        "receipt ? 1 : 'a'",
        "asked.field",
        "has(asked.field)",
        "has(asked)",
        "customer.tier['a']",
        "names['a']",
        "size(asked)",
        "asked.startsWith('a')",
        "{1.5: 'a'}",
        "{'a': 1}.b.c",
        "asked.all(x, x > 0)",
        "names.filter(x, 1)",
        "names.map(x, x + 1)",
        "names.transformMapEntry(i, x, i)",
        "timestamp(true)",
        "[?asked]",
        "asked.optMap(x, x)",
        "optional.of(1).optFlatMap(x, x)",
        "money * 1.5 == money",
        "money + asked == money",
        "money == 0x10",
        // Macros
        "names.all(1, true)",
        "names.all(a, a, true)",
        "names.all(x.y, true)",
        "cel.bind(1, 2, 3)",
        "math.greatest('a', 1)",
        "math.least()",
        // Patterns
        "'a'.matches('(')",
        "'a'.matches('a**')",
        "'a'.matches('(?=a)')",
        "'a'.matches('[b-a]')",
        "'a'.matches('\\\\1')",
        // Syntax
        "",
        "1 +",
        "1 + + 2",
        "(1 + 2",
        "1 + 2)",
        "[1, 2",
        "{'a' 1}",
        "math.bitShiftLeft(",
        "math.abs('a')",
        "math.sqrt()",
        "f(1 2)",
        "size('a',)",
        "a.1",
        "a. ",
        "receipt & receipt",
        "asked = 5",
        "asked ≥ 5",
        "“gold”",
        "'gold",
        "'a\nb'",
        "'\\q'",
        "'\\u12'",
        "'\\ud800'",
        "b'\\u0041'",
        "12abc",
        "0X1F",
        "0xFg",
        "99999999999999999999",
        "-99999999999999999999",
        "20000000000000000000u",
        "1e999",
        "receipt ? 1",
        "if",
        "a.in",
        "Money{amount: 5}",
        "#",
        "names.`a",
        // Several at once
        "custmer.tier == 'gold' && askd > '5' || siez(names) > 0",
        "'\\q' + foo + 1u *",
        "receipt &&\n  reciept ||\n  asked",
        "'αβγ' == naems",
    ]

    private static let environment: Environment = {
        var environment = Environment()
        environment.declare(variable: "customer.tier", .string)
        environment.declare(variable: "asked", .int)
        environment.declare(variable: "receipt", .bool)
        environment.declare(variable: "names", .list(.string))
        environment.declare(constant: "tables.ceiling", .map(MapValue(["gold": .int(1)])))
        let money = HostType(id: HostTypeID(1), name: "money") { "\($0.high)" }
        environment.declare(type: money)
        environment.declare(variable: "money", money.type)
        return environment
    }()

    @Test func `messages are as recorded`() throws {
        let fixture = URL(fileURLWithPath: #filePath)
            .appendingPathComponent("../../Fixtures/CEL/diagnostics.txt").standardized
        let actual = Self.sources.map(Self.describe).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: fixture.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try actual.write(to: fixture, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: fixture, encoding: .utf8)
        let pairs = zip(recorded.split(separator: "\n\n"), actual.split(separator: "\n\n"))
        for (recorded, actual) in pairs { #expect(actual == recorded) }
        #expect(actual == recorded)
    }

    private static func describe(_ source: String) -> String {
        do {
            _ = try environment.compile(source)
            return "accepted: \(source)\n"
        } catch {
            return error.diagnostics
                .map { $0.rendered(in: source, file: "policy.yaml", line: 7, column: 11) + "\n" }
                .joined()
        }
    }

    @Test func `every source is refused`() {
        for source in Self.sources {
            #expect(throws: CompileError.self, "\(source)") {
                try Self.environment.compile(source)
            }
        }
    }

    @Test func `a result of another type than expected is a fault`() {
        let error = #expect(throws: CompileError.self) {
            try Self.environment.compile("asked + 1", expecting: .bool)
        }
        #expect(
            error?.diagnostics.map(\.message)
                == ["the expression gives int where bool is expected"]
        )
    }

    @Test func `columns are counted in code points and offsets in bytes`() {
        let error = #expect(throws: CompileError.self) {
            try Self.environment.compile("'αβ' == 'é' &&\n 'ж' == x")
        }
        let diagnostic = error?.diagnostics.first
        #expect(diagnostic?.line == 2 && diagnostic?.column == 9)
        #expect(diagnostic?.range == 27..<28)
    }
}
