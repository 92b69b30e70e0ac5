import Foundation
import PolicyBook
import Testing

@testable import BookLoader

/// What tests of a book find, on a small book with a test of every kind of expectation.
struct BookTestRunTests {
    private let book: PolicyBook
    private let tests: [BookTest]

    init() throws {
        let directory = Repository.path("Tests/Fixtures/BookTests/book")
        book = try #require(BookLoader.load(directory).book)
        let loaded = LoadedTests(of: book, in: directory)
        #expect(loaded.faults.map(\.description) == [])
        tests = loaded.tests
    }

    @Test func `sound tests pass`() {
        #expect(tests.count == 18)
        for test in tests {
            let result = book.run(test)
            #expect(result.hasPassed, "\(test.name): \(result.differences)")
        }
    }

    @Test func `a matrix is a test for each combination, with its place in the table`() {
        let matrix = tests.filter { $0.name.hasPrefix("who may give how much") }
        #expect(matrix.count == 8)
        #expect(matrix[0].name == "who may give how much: agent, standard, new")
        #expect(matrix[0].place.line == 50)
        #expect(matrix[1].place.line == 50)
        #expect(matrix[7].place.line == 52)
        #expect(Set(matrix.compactMap(\.request.role)) == ["agent", "senior"])
    }

    @Test func `null takes a fact away that the file gives`() throws {
        let slot = try #require(book.facts.slot(of: "case.total"))
        let test = try #require(tests.first { $0.name.hasPrefix("a lost receipt") })
        #expect(test.request.facts[slot] == nil)
        #expect(tests[0].request.facts[slot] != nil)
    }

    /// Each expectation, and the one thing that comes otherwise.
    static let differences: [(String, String)] = [
        ("deny", "outcome: deny / allow"),
        ("39.99 EUR", "limit: 39.99 EUR / 40.00 EUR"),
        ("none", "limit:  / 40.00 EUR"),
        ("{ limit: unlimited }", "limit: unlimited / 40.00 EUR"),
        ("{ exact: true }", "exact: true / false"),
        ("{ offer: owed }", "offer: owed / freely"),
        ("{ decided_by: large }", "decided_by.row: large / small"),
        ("{ decided_by: { version: 2 } }", "decided_by.version: 2 / 1"),
        ("{ approver: senior }", "approver.role: senior / "),
        ("{ budgets: { per-case: 149.00 EUR } }", "budgets.per-case.left: 149.00 EUR / 150.00 EUR"),
        ("{ budgets: { per-case: 2 } }", "budgets.per-case.count_left: 2 / 3"),
        ("{ obligations: [] }", "obligations:  / order_found"),
        ("{ also: [refund] }", "also: refund / apology"),
        ("{ alternatives: [] }", "alternatives:  / exchange, Come by."),
        ("{ alternatives: [refund] }", "alternatives: refund / exchange, Come by."),
        ("{ would_raise: [case.total] }", "would_raise: case.total / "),
        ("{ missing: [case.total] }", "missing: case.total / "),
        ("{ reasons: [limit_exceeded] }", "reasons: limit_exceeded / within_limit small"),
        ("{ reasons: [within_limit large] }", "reasons: within_limit large / within_limit small"),
        ("{ reasons: [] }", "reasons:  / within_limit small"),
        ("{ tells: No. }", "tells: No. / Up to €40.00 is possible here."),
        ("{ wording: { acknowledge: No. } }", "wording.acknowledge: No. / I see."),
        ("{ wording: { avoid: No. } }", "wording.avoid: No. / "),
        ("{ escalation_text: Wait. }", "escalation_text: Wait. / "),
        ("{ staff_notes: [Wait.] }", "staff_notes: Wait. / "),
        ("{ second_person: true }", "second_person: true / false"),
        ("{ locale: nl }", "locale: nl / en"),
        ("{ refused: silent }", "refused: silent / "),
    ]

    @Test(arguments: differences)
    func `says what came otherwise than expected`(expected: String, difference: String) throws {
        let result = try run("{ amount: 40.00 EUR }", expect: expected)
        let found = result.differences.map { difference in
            "\(difference.facet.name): \(difference.expected.joined(separator: ", ")) / "
                + difference.found.joined(separator: ", ")
        }
        #expect(found == [difference])
    }

    @Test func `alternatives in words may be left out, and a limit may be named`() throws {
        #expect(try run("{}", expect: "{ alternatives: [exchange] }").hasPassed)
        let also = "{ also: [apology], would_raise: [] }"
        #expect(try run("{}", expect: also).hasPassed)
        let hint = "{ amount: 40.00 EUR, case: { total: 30.00 EUR } }"
        for form in [
            "case.total", "case.total >= 40.00 EUR", "'case.total >= 40.00 EUR: 40.00 EUR'",
        ] {
            #expect(try run(hint, expect: "{ would_raise: [\(form)] }").hasPassed, "\(form)")
        }
    }

    @Test func `a request that the book refuses fails unless that is expected`() throws {
        let silent = "{ remedy: apology, policy: returns }"
        let result = try run(silent, expect: "{ outcome: allow, limit: none }")
        #expect(result.refusal != nil)
        #expect(
            result.differences.map(\.found) == [
                [
                    "the request was refused: the policy `returns` does not speak of `apology`; "
                        + "no policy does"
                ]
            ]
        )
        #expect(try run(silent, expect: "{ refused: does not speak of }").hasPassed)
        #expect(try !run(silent, expect: "{ refused: is not in force }").hasPassed)
    }

    @Test func `a day is its first moment in the book's zone`() throws {
        let result = try run("{ at: 2026-11-22 }", expect: "allow")
        #expect(result.test.request.now.description == "2026-11-21T22:00:00Z")
    }

    @Test func `counts which rules decided`() throws {
        var coverage = RowCoverage(book)
        #expect(coverage.rules.count == 6)
        #expect(coverage.percent == 0)
        for decision in try run("{}", expect: "allow").decisions { coverage.count(decision) }
        #expect(coverage.percent == 16)
        for test in tests where !test.name.hasPrefix("an old thing") {
            for decision in book.run(test).decisions { coverage.count(decision) }
        }
        #expect(coverage.undecided.map(\.place.row) == ["old"])
        #expect(coverage.undecided.map(\.kind) == [.never])
        #expect(coverage.percent == 83)
    }

    /// Runs one test on facts with which an agent may give a gold customer forty euro.
    private func run(_ given: String, expect: String) throws -> BookTestResult {
        let folder = try TemporaryBook([
            "tests/a.yaml": """
            given:
              at: 2026-11-22T10:00:00Z
              remedy: refund
              customer: { id: anna, tier: gold }
              case: { receipt: true, worn: false, total: 90.00 EUR }
            tests: [{ name: one, given: \(given), expect: \(expect) }]
            """
        ])
        let loaded = LoadedTests(of: book, in: folder.directory)
        #expect(loaded.faults.map(\.description) == [])
        return book.run(try #require(loaded.tests.first))
    }
}
