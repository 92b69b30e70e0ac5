import Testing

@testable import BookLoader

/// Each fault of what a policy says about discretion; the text given begins in line 7.
struct RuleFaultTests {
    static let rows: [(String, [String])] = [
        (
            "{ id: r, remedies: [refund], role: agent }",
            [
                "8:5 a row that gives money needs a limit"
                    + " | add `up_to:` or `exactly:`; write `up_to: unlimited` if there is none"
            ]
        ),
        (
            "{ id: r, remedies: [refund], role: agent, up_to: 100 }",
            ["8:54 a limit of money needs a currency | write `100 EUR`"]
        ),
        (
            "{ id: r, remedies: [refund], role: agent, up_to: 100.00 EUX }",
            ["8:54 `EUX` is not a currency of ISO 4217; did you mean `EUR`?"]
        ),
        (
            "{ id: r, remedies: [refund], role: agent, up_to: 1.00 EUR, exactly: 1.00 EUR }",
            ["8:64 a row has either `up_to` or `exactly`, not both"]
        ),
        (
            "{ id: r, remedies: [exchange], role: agent, up_to: 1.00 EUR }",
            ["8:49 `exchange` has no amount, so there is nothing to limit | leave `up_to` out"]
        ),
        (
            "{ id: r, remedies: [refund, bags], role: agent, up_to: 1 }",
            [
                "8:24 a row cannot limit money and a quantity at once | write a row for each"
            ]
        ),
        (
            "{ id: r, remedies: [refnd], role: agnt, up_to: 1.00 EUR }",
            [
                "8:25 unknown remedy `refnd` | did you mean `refund`?",
                "8:39 unknown role `agnt` | did you mean `agent`?",
            ]
        ),
        (
            "{ id: r, remedies: [], role: [], up_to: 1.00 EUR }",
            ["8:24 a row needs at least one remedy", "8:34 a row needs at least one role"]
        ),
        (
            "{ id: r, remedies: [exchange], role: agent, confirm: [order_fund], after: [q] }",
            [
                "8:59 unknown obligation `order_fund` | did you mean `order_found`?",
                "8:80 unknown row `q` | did you mean `r`?",
            ]
        ),
        (
            "{ id: r, remedies: [exchange], role: agent, after: [r] }",
            ["8:57 a row cannot come after itself"]
        ),
        (
            "{ id: r, remedies: [exchange], role: agent, also: [ { remedy: refund } ] }",
            ["8:57 `refund` has an amount, so `up_to` is needed here"]
        ),
        (
            "{ id: r, remedies: [exchange], role: agent }\n"
                + "  - { id: r, remedies: [exchange], role: agent }",
            ["9:11 another row has the id `r`"]
        ),
    ]

    @Test(arguments: rows)
    func `says what is wrong with a row`(row: String, faults: [String]) throws {
        try expect("discretion:\n  - \(row)", faults)
    }

    static let rules: [(String, [String])] = [
        (
            "never: [ { id: n, remedies: [] } ]",
            [
                "7:29 an empty list forbids nothing"
                    + " | leave `remedies` out to forbid every remedy"
            ]
        ),
        (
            "alternatives: [ { when: 'true' } ]",
            ["7:17 an alternative needs a `remedy`, a `text`, or both"]
        ),
        (
            "discretion: [ { id: r, remedies: [exchange], role: senior } ]\n"
                + "escalation: { to: partner }",
            [
                "8:19 `partner` holds no row of this policy, so it cannot decide"
                    + " | name a role that holds one, or give `partner` a row"
            ]
        ),
        (
            "understanding: [ { id: q, question: Q, options: { a: A, b: B } } ]",
            ["7:18 a question needs an `answer` or a `check`"]
        ),
        (
            "understanding: [ { id: q, question: Q, options: { a: A, b: B }, answer: c } ]",
            ["7:73 unknown option `c` | did you mean `a`?"]
        ),
        (
            "understanding: [ { id: q, question: Q, options: { allow: A, maybe: B }, "
                + "check: { remedy: refund, case: { wrn: true, bags: many } } } ]",
            [
                "7:61 `maybe` is no outcome of a check"
                    + " | the options of a question with a `check` are among"
                    + " allow, ask, escalate, deny",
                "7:106 unknown fact `case.wrn` | did you mean `worn`?",
                "7:123 `case.bags` must be a whole number",
            ]
        ),
    ]

    @Test(arguments: rules)
    func `says what is wrong with a rule`(text: String, faults: [String]) throws {
        try expect(text, faults)
    }

    /// What the compiler says is its own; the place in the file is the loader's.
    @Test(arguments: [
        ("when: \"customer.teir == 'gold'\"", "9:12"),
        ("when: >-\n        case.worn &&\n        case.wrn", "11:9"),
        ("when: |\n        case.worn ||\n        case.wrn", "11:9"),
        ("when: 'customer.tier == ''gold'' && case.wrn'", "9:41"),
        ("when: \"\\x63ase.worn && case.wrn\"", "9:28"),
    ])
    func `places a fault of an expression in the file`(text: String, place: String) throws {
        let rule = """
            never:
              - id: n
                \(text)
            """
        let book = try TemporaryBook(["policies/a.yaml": TemporaryBook.policy(rule)])
        let faults = book.load().errors
        #expect(faults.map { "\($0.position.line):\($0.position.column)" } == [place])
        #expect(faults.first?.hint?.hasPrefix("did you mean") ?? false)
    }

    @Test func `knows an expression that a comment cuts`() throws {
        let rule = "never:\n  - id: n\n    when: customer.tier == 'no #1'"
        let book = try TemporaryBook(["policies/a.yaml": TemporaryBook.policy(rule)])
        let faults = book.load().errors
        let hint =
            "what follows ` #` is a comment; if it belongs to the expression, put it in quotes"
        #expect(faults.first?.hint == hint)
        #expect(faults.first?.position.line == 9)
    }

    private func expect(_ text: String, _ faults: [String]) throws {
        let book = try TemporaryBook(["policies/a.yaml": TemporaryBook.policy(text)])
        #expect(book.faults(in: "policies/a.yaml") == faults)
    }
}
