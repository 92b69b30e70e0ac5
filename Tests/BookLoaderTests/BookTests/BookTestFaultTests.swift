import PolicyBook
import Testing

@testable import BookLoader

/// What is said of tests that are none: with their place, and the nearest name.
struct BookTestFaultTests {
    private let book: PolicyBook

    init() throws {
        let directory = Repository.path("Tests/Fixtures/BookTests/book")
        book = try #require(BookLoader.load(directory).book)
    }

    private func faults(_ text: String) throws -> [String] {
        let folder = try TemporaryBook(["tests/a.yaml": text])
        let loaded = LoadedTests(of: book, in: folder.directory)
        return loaded.faults.map { fault in
            let place = "\(fault.position.line):\(fault.position.column) \(fault.message)"
            return fault.hint.map { "\(place) | \($0)" } ?? place
        }
    }

    private static let clock = "at: 2026-11-22T10:00:00Z"

    /// What stands in a test's `given` and `expect`, and the fault.
    static let single: [(given: String, expect: String, fault: String)] = [
        ("remdy: refund", "allow", "1:55 given: unknown key `remdy` | did you mean `remedy`?"),
        ("remedy: refnd", "allow", "1:63 unknown remedy `refnd` | did you mean `refund`?"),
        (
            "remedy: refund, role: senor", "allow",
            "1:77 unknown role `senor` | did you mean `senior`?"
        ),
        (
            "remedy: refund, policy: retuns", "allow",
            "1:79 unknown policy `retuns` | did you mean `returns`?"
        ),
        (
            "remedy: refund, tried: [smal]", "allow",
            "1:79 unknown row `smal` | did you mean `small`?"
        ),
        (
            "remedy: refund, case: { receit: true }", "allow",
            "1:87 `case.receit`: the book declares no such fact; did you mean `receipt`?"
        ),
        (
            "remedy: refund, case: { total: 1.2 }", "allow",
            "1:86 `case.total`: must be an amount such as {\"value\":\"25.00\",\"currency\":\"EUR\"}"
        ),
        (
            "remedy: refund, verified: [case.recept]", "allow",
            "1:81 `verified`: the book declares no fact `case.recept`"
        ),
        (
            "remedy: refund, amount: 3", "allow",
            "1:79 `amount` must be an amount with its currency, such as 25.00 EUR: "
                + "`3` is not an amount such as `25.00 EUR`"
        ),
        (
            "remedy: refund, used: { per-cse: 1 }", "allow",
            "1:79 unknown budget `per-cse` | did you mean `per-case`?"
        ),
        (
            "remedy: refund, used: { per-case: much }", "allow",
            "1:89 `per-case` must be an amount, a number of grants, or both: "
                + "{ amount: 25.00 EUR, count: 1 }"
        ),
        ("role: agent", "allow", "1:9 a check needs a `remedy`, or `items`"),
        (
            "remedy: refund", "alow",
            "1:81 `alow` is no amount such as 25.00 EUR, number, `unlimited`, "
                + "or an outcome: allow, ask, escalate, deny"
        ),
        (
            "remedy: refund", "{ outcom: allow }",
            "1:83 expectation: unknown key `outcom` | did you mean `outcome`?"
        ),
        ("remedy: refund", "{}", "1:81 nothing is expected here"),
        (
            "remedy: refund", "{ decided_by: smal }",
            "1:95 unknown row `smal` | did you mean `small`?"
        ),
        (
            "remedy: refund", "{ approver: agnt }",
            "1:93 unknown role `agnt` | did you mean `agent`?"
        ),
        (
            "remedy: refund", "{ reasons: [withn_limit small] }",
            "1:93 unknown reason `withn_limit` | did you mean `within_limit`?"
        ),
        (
            "remedy: refund", "{ missing: [case.totl] }",
            "1:93 unknown fact `case.totl` | did you mean `case.total`?"
        ),
        ("remedy: refund", "{ items: [allow] }", "1:83 the request has no `items`"),
        (
            "items: [{ remedy: refund }]", "allow",
            "1:94 of several items each is expected under `items`"
        ),
        (
            "items: [{ remedy: refund }]", "{ items: [allow, deny] }",
            "1:96 of 1 items all must be expected here, and nothing else"
        ),
    ]

    @Test(arguments: single)
    func `says where a test is at fault`(
        given: String,
        expect: String,
        fault: String
    ) throws {
        let text = "tests: [{ name: a, given: { \(Self.clock), \(given) }, expect: \(expect) }]"
        let found = try faults(text)
        #expect(found.contains(fault), "\(found)")
    }

    @Test func `a test needs the time, and one of both forms`() throws {
        #expect(
            try faults("tests: [{ name: a, given: { remedy: refund }, expect: allow }]") == [
                "1:17 a test needs `at`, the time by which it is decided | "
                    + "write it under `given`, such as at: 2026-11-22T10:00:00Z"
            ]
        )
        let demand = "1:9 a test has either `expect`, or a `matrix` and its `table`"
        #expect(try faults("tests: [{ name: a }]") == [demand])
        #expect(try faults("tests: [{ name: a, table: allow }]") == [demand])
        #expect(
            try faults(
                "given: { at: 5pm }\ntests: [{ name: a, given: {remedy: refund}, expect: allow }]"
            )
                == ["1:14 `at` must be a time such as 2026-11-22T10:00:00Z, or a day"]
        )
    }

    @Test func `names are not given twice, and a file is one document`() throws {
        let test = "{ name: a, given: { \(Self.clock), remedy: refund }, expect: allow }"
        #expect(try faults("tests: [\(test),\n\(test)]") == ["2:9 another test has the name `a`"])
        #expect(try faults("tests: []\n---\ntests: []") == ["3:1 a file of tests is one document"])
        #expect(try faults("") == ["1:1 there is nothing in this document"])
    }

    /// A matrix with its table, and the fault.
    static let matrices: [(String, String, String)] = [
        (
            "{ role: [agent, senior] }", "{ agent: allow }",
            "4:12 the table says nothing of `senior` | "
                + "name it, or say with `else` what holds of all others"
        ),
        (
            "{ role: [agent, senior] }", "{ agent: allow, snior: allow, else: deny }",
            "4:28 the matrix has no `snior` | did you mean `senior`?"
        ),
        (
            "{ rol: [agent] }", "allow", "3:15 given: unknown key `rol` | did you mean `role`?"
        ),
        (
            "{ case: [{ worn: true }] }", "allow",
            "3:22 a value that is no word needs a name | "
                + "write `case` as a mapping from names to values"
        ),
        ("{ role: [] }", "allow", "3:21 `role` takes no value"),
        ("{ role: [agnt] }", "allow", "3:22 unknown role `agnt` | did you mean `agent`?"),
    ]

    @Test(arguments: matrices)
    func `says where a matrix is at fault`(
        matrix: String,
        table: String,
        fault: String
    ) throws {
        let found = try faults(
            """
            given: { \(Self.clock), remedy: refund }
            tests:
              - matrix: \(matrix)
                table: \(table)
                name: a
            """
        )
        #expect(found.contains(fault), "\(found)")
    }

    @Test func `a matrix has an end`() throws {
        func text(_ count: Int) -> String {
            let amounts = (0..<count).map { "\($0 + 1).00 EUR" }.joined(separator: ", ")
            return """
                given: { \(Self.clock), remedy: refund, customer: { id: a } }
                tests:
                  - name: a
                    matrix: { amount: [\(amounts)], role: [agent, senior] }
                    table: { else: { else: { outcome: allow } } }
                """
        }
        #expect(try faults(text(2_048)) == [])
        #expect(
            try faults(text(2_049)) == ["4:5 a matrix has at most 4096 combinations"]
        )
    }
}
