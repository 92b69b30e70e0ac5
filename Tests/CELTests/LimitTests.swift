import CEL
import Foundation
import Synchronization
import Testing

/// Each limit is kept at the limit and exceeded one past it.
@Suite struct LimitTests {
    private func limits(_ change: (inout Limits) -> Void) -> Environment {
        var limits = Limits()
        change(&limits)
        return Environment(limits: limits)
    }

    private func messages(_ source: String, in environment: Environment) -> [String] {
        do {
            _ = try environment.compile(source)
            return []
        } catch {
            return error.diagnostics.map(\.message)
        }
    }

    @Test func `source length`() {
        let environment = limits { $0.maxSourceBytes = 10 }
        #expect(messages("1 +      2", in: environment) == [])
        #expect(
            messages("1 +       2", in: environment) == ["the expression is longer than 10 bytes"]
        )
    }

    @Test func `number of parts`() {
        let environment = limits { $0.maxNodes = 4 }
        #expect(messages("[1, 2, 3]", in: environment) == [])
        #expect(
            messages("[1, 2, 3, 4]", in: environment) == ["the expression has more than 4 parts"]
        )
    }

    private static let nestings: [@Sendable (Int) -> String] = [
        { String(repeating: "(", count: $0 - 1) + "1" + String(repeating: ")", count: $0 - 1) },
        { String(repeating: "[", count: $0 - 1) + "1" + String(repeating: "]", count: $0 - 1) },
        { String(repeating: "{1:", count: $0 - 1) + "1" + String(repeating: "}", count: $0 - 1) },
        { "1" + String(repeating: " + 1", count: $0 - 1) },
        { "dyn([])" + String(repeating: "[0]", count: $0 - 2) },
        { "dyn({})" + String(repeating: ".a", count: $0 - 2) },
        { String(repeating: "true ? 1 : ", count: $0 - 1) + "1" },
        { String(repeating: "dyn(", count: $0 - 1) + "1" + String(repeating: ")", count: $0 - 1) },
        {
            String(repeating: "[].map(x, ", count: $0 - 1) + "1"
                + String(repeating: ")", count: $0 - 1)
        },
        { "''" + String(repeating: ".trim()", count: $0 - 1) },
        {
            String(repeating: "cel.bind(v, 1, ", count: $0 - 1) + "v"
                + String(repeating: ")", count: $0 - 1)
        },
        { "[]" + String(repeating: ".map(v, v)", count: $0 - 1) },
        { "{}" + String(repeating: ".transformMap(k, v, v)", count: $0 - 1) },
        { "[]" + String(repeating: ".filter(v, true)", count: $0 - 1) },
        { "optional.none()" + String(repeating: ".optMap(v, v)", count: $0 - 2) },
        { "cel.block([" + String(repeating: "1, ", count: $0 - 1) + "], cel.index(0))" },
        // What is deep in something deep.
        { "cel.bind(v, \(nested("1", $0 / 2)), \(nested("v", $0 - $0 / 2)))" },
        { "\(nested("1", $0 / 2)).map(v, \(nested("v", $0 - $0 / 2)))" },
        { "\(nested("1", $0 / 2)).transformList(i, v, \(nested("v", $0 - $0 / 2)))" },
        { "\(nested("1", $0 / 2)).all(v, \(nested("v", $0 - $0 / 2 - 1)) != [])" },
        { "cel.block([\(nested("1", $0 / 2))], \(nested("cel.index(0)", $0 - $0 / 2)))" },
    ]

    /// Lists in each other, of which the innermost part is the given one.
    private static func nested(_ inner: String, _ height: Int) -> String {
        String(repeating: "[", count: height - 1) + inner
            + String(repeating: "]", count: height - 1)
    }

    @Test(arguments: nestings.indices) func nesting(form: Int) {
        let environment = limits { $0.maxNesting = 20 }
        let source = Self.nestings[form]
        #expect(messages(source(20), in: environment) == [])
        #expect(
            messages(source(21), in: environment)
                == ["the expression nests deeper than 20 levels"]
        )
    }

    @Test func `cost of an evaluation`() throws {
        var environment = Environment()
        environment.declare(variable: "n", .int)
        // Three nodes: the sum and its operands.
        let outcome = try evaluate("n + n", in: environment, ["n": .int(1)], budget: 3)
        #expect(outcome == .value(.int(2)))
        let code = try errorCode(of: "n + n", in: environment, ["n": .int(1)], budget: 2)
        #expect(code == .budgetExceeded)
    }

    @Test func `instructions of a pattern`() {
        // Ten characters, one to jump over and the match.
        let environment = limits { $0.maxPatternInstructions = 12 }
        #expect(messages("'a'.matches('a{10}b')", in: environment) == [])
        #expect(
            messages("'a'.matches('a{11}b')", in: environment) == [
                "the pattern is not valid: the pattern needs more than 12 instructions"
            ]
        )
    }

    @Test func `instructions of all patterns together`() {
        let environment = limits { $0.maxPatternInstructions = 12 }
        #expect(messages("'a'.matches('a{5}') || 'a'.matches('b{5}')", in: environment) == [])
        #expect(
            messages("'a'.matches('a{5}') || 'a'.matches('b{6}')", in: environment) == [
                "the pattern is not valid: the pattern needs more than 6 instructions"
            ]
        )
    }

    @Test func `work for the classes of a pattern`() {
        // Sixteen ranges and letters an instruction: the range itself, and four for each letter.
        let environment = limits { $0.maxPatternInstructions = 2 }
        #expect(messages("'a'.matches('(?i)[a-g]')", in: environment) == [])
        #expect(
            messages("'a'.matches('(?i)[a-h]')", in: environment) == [
                "the pattern is not valid: the classes of the pattern are too large"
            ]
        )
    }

    @Test func `the length of a message`() {
        let name = String(repeating: "a", count: 2000)
        let message = messages(name, in: Environment()).first
        #expect(message?.unicodeScalars.count == 401)
        #expect(message?.hasSuffix("…") == true)
    }

    @Test func diagnostics() {
        let environment = limits { $0.maxDiagnostics = 3 }
        #expect(messages("a + b + c", in: environment).count == 3)
        #expect(messages("a + b + c + d", in: environment).count == 3)
    }

    // Sanitizers make frames several times as large, in debug builds.
    #if DEBUG
    private static let stackKiB = 2048
    #else
    private static let stackKiB = 512
    #endif

    /// A host may evaluate on threads with stacks far smaller than the usual 8 MiB.
    @Test func `the deepest expressions fit a small stack`() {
        let depth = Limits().maxNesting
        let failures = Mutex<[String]>([])
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            for source in Self.nestings {
                do {
                    let program = try Environment().compile(source(depth))
                    _ = program.evaluate(Activation(slotCount: 0))
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
            done.signal()
        }
        thread.stackSize = Self.stackKiB * 1024
        thread.start()
        done.wait()
        #expect(failures.withLock { $0 } == [])
    }
}
