import PolicyBook
import Testing

@testable import BookLoader

/// What stands out in rules that can be read: each with a planted fault, and with what is fine.
struct MeaningWarningTests {
    private static let book = """
        name: Test
        locales: [en]
        time_zone: Europe/Riga
        currency: EUR
        topics: [returns, other]
        facts:
          customer: { tier: [standard, silver, gold], refunds: int, note: string }
          case:
            worn: bool
            receipt: bool
            total: money
            bought_on: date
            reason: { type: [defect, other], told_by: customer }
            loss: { type: money, told_by: customer }
        roles:
          agent: {}
          senior: { over: agent }
        remedies:
          refund: { kind: money, label: Refund }
          card: { kind: money, label: Card }
          exchange: { kind: action, label: Exchange }
        obligations:
          seen: { when: before, label: Seen }
          noted: { when: after, label: Noted }
        budgets:
          - { id: per-case, per: case, remedies: [card], limit: { agent: 50.00 EUR, senior: 80.00 EUR }, beyond: escalate }
        never:
          - { id: house, remedies: [exchange], when: customer.refunds > 9 }
        """

    private func warnings(_ files: [String: String]) throws -> [String] {
        var files = files.mapValues {
            $0.replacing(", nl: Titel", with: "").replacing(", nl: Gewoon", with: "")
        }
        files["book.yaml"] = Self.book
        let book = try TemporaryBook(files)
        let today = try #require(CalendarDate(iso8601: "2026-06-01"))
        let result = BookLoader(today: today, checksMeaning: true).load(book.directory)
        #expect(result.errors.map(\.description) == [])
        return result.warnings.map { warning in
            "\(warning.position.line):\(warning.position.column) \(warning.message)"
        }
    }

    /// Line 7 is the first of the rules.
    private func warnings(_ rules: String) throws -> [String] {
        try warnings(["policies/a.yaml": TemporaryBook.policy(rules)])
    }

    private static func row(_ id: String, _ rest: String, role: String = "agent") -> String {
        "  - { id: \(id), remedies: [refund], role: \(role), \(rest) }"
    }

    private static func rows(_ rows: String...) -> String {
        "alternatives: [{ text: Come by. }]\ndiscretion:\n" + rows.joined(separator: "\n")
    }

    static let impossible: [(String, isReported: Bool)] = [
        ("customer.refunds > 5 && customer.refunds < 6", true),
        ("customer.refunds > 5 && customer.refunds < 7", false),
        ("case.total > money('5.00 EUR') && case.total < money('5.01 EUR')", true),
        ("case.total > money('5.00 EUR') && case.total < money('5.02 EUR')", false),
        ("case.bought_on > date('2026-01-01') && case.bought_on < date('2026-01-02')", true),
        ("case.bought_on > date('2026-01-01') && case.bought_on < date('2026-01-03')", false),
        ("case.worn && !case.worn", true),
        ("case.worn || !case.worn", false),
        ("!has(customer.tier) && customer.tier == 'gold'", true),
        ("!has(customer.tier) || customer.tier == 'gold'", false),
        ("customer.tier in ['gold'] && customer.tier != 'gold'", true),
        ("customer.note == 'a' && customer.note == 'b'", true),
        ("customer.note == 'a' && customer.note != 'b'", false),
        // Nothing certain can be told of these, so nothing is said.
        ("customer.note.startsWith('a') && customer.note == 'b'", false),
        ("today > case.bought_on + days(9) && today < case.bought_on + days(9)", false),
        ("case.bought_on > today && !(case.bought_on > today)", true),
        ("[1, 2].exists(n, n == customer.refunds) && customer.refunds == 3", false),
        ("false", true),
    ]

    @Test(arguments: impossible)
    func `a row that can never apply`(condition: String, isReported: Bool) throws {
        let found = try warnings(
            Self.rows(Self.row("r", "when: \"\(condition)\", up_to: 1.00 EUR"))
        )
        #expect(found == (isReported ? ["9:11 the row `r` can never apply"] : []))
    }

    @Test func `a row that its policy's require or a never rules out`() throws {
        let require = "require: [{ id: q, when: case.worn }]\n"
        let row = Self.row("r", "when: '!case.worn', up_to: 1.00 EUR")
        #expect(try warnings(require + Self.rows(row)) == ["10:11 the row `r` can never apply"])
        let free = Self.row("r", "up_to: 1.00 EUR")
        #expect(try warnings(require + Self.rows(free)) == [])
        let never = "\nnever: [{ id: n, remedies: [refund], when: case.worn, tell: No. }]"
        let worn = Self.row("r", "when: case.worn, up_to: 1.00 EUR")
        #expect(try warnings(Self.rows(worn) + never) == ["9:11 the row `r` can never apply"])
        #expect(try warnings(Self.rows(free) + never) == [])
        let flat = "\nnever: [{ id: n, remedies: [refund], tell: No. }]"
        #expect(try warnings(Self.rows(free) + flat) == ["9:11 the row `r` can never apply"])
        let exchange =
            "  - { id: r, remedies: [exchange], role: agent, when: customer.refunds > 9 }"
        #expect(try warnings(Self.rows(exchange)) == ["9:11 the row `r` can never apply"])
        let two = exchange.replacing("[exchange]", with: "[exchange, refund]")
            .replacing(" }", with: ", up_to: 1.00 EUR }")
        #expect(try warnings(Self.rows(two)) == [])
    }

    /// Two rows, and the one that is in the other's shadow.
    static let shadows: [(first: String, second: String, shadowed: String?)] = [
        ("up_to: 5.00 EUR", "up_to: 4.00 EUR", "second"),
        ("up_to: 4.00 EUR", "up_to: 5.00 EUR", "first"),
        ("up_to: 5.00 EUR", "up_to: 5.00 EUR", "second"),
        ("up_to: unlimited", "up_to: case.total", "second"),
        ("up_to: case.total", "up_to: 'min(case.total, money(\"9.00 EUR\"))'", "second"),
        ("up_to: 'min(case.total, money(\"9.00 EUR\"))'", "up_to: case.total", nil),
        (
            "up_to: 'min(case.total, money(\"9.00 EUR\"))'",
            "up_to: 'min(case.total, money(\"8.00 EUR\"))'", "second"
        ),
        ("up_to: 'max(case.total, money(\"9.00 EUR\"))'", "up_to: 8.00 EUR", "second"),
        ("up_to: case.total", "up_to: 8.00 EUR", nil),
        ("when: case.worn, up_to: 5.00 EUR", "up_to: 4.00 EUR", nil),
        ("up_to: 5.00 EUR", "when: case.worn, up_to: 4.00 EUR", "second"),
        (
            "when: customer.refunds < 9, up_to: 5.00 EUR",
            "when: customer.refunds < 8, up_to: 5.00 EUR", "second"
        ),
        (
            "when: customer.refunds < 8, up_to: 5.00 EUR",
            "when: customer.refunds < 9, up_to: 5.00 EUR", nil
        ),
        // Where `receipt` is not known the second applies and the first does not.
        (
            "when: case.worn && (case.receipt || !case.receipt), up_to: 5.00 EUR",
            "when: case.worn, up_to: 4.00 EUR", nil
        ),
        ("offer: on_request, up_to: 5.00 EUR", "up_to: 4.00 EUR", nil),
        ("up_to: 5.00 EUR", "offer: on_request, up_to: 4.00 EUR", "second"),
        ("offer: owed, up_to: 5.00 EUR", "up_to: 4.00 EUR", nil),
        ("exactly: 5.00 EUR", "up_to: 4.00 EUR", nil),
        ("after: [second], up_to: 5.00 EUR", "up_to: 4.00 EUR", nil),
    ]

    @Test(arguments: shadows)
    func `a row in the shadow of another`(
        first: String,
        second: String,
        shadowed: String?
    ) throws {
        let found = try warnings(Self.rows(Self.row("first", first), Self.row("second", second)))
        let other = shadowed == "first" ? "second" : "first"
        let line = shadowed == "first" ? 9 : 10
        let expected = shadowed.map {
            ["\(line):11 the row `\($0)` never decides, being in the shadow of `\(other)`"]
        }
        #expect(found == expected ?? [])
    }

    @Test func `a ladder of roles and tables by tier is no shadow`() throws {
        let tables =
            "tables: { a: { standard: 1.00 EUR, silver: 2.00 EUR, gold: 3.00 EUR }, "
            + "b: { standard: 2.00 EUR, silver: 3.00 EUR, gold: 4.00 EUR } }\n"
        let ladder = Self.rows(
            Self.row("first", "up_to: 'tables.a[customer.tier]'"),
            Self.row("second", "up_to: 'tables.b[customer.tier]'", role: "senior"),
            Self.row("third", "up_to: 9.00 EUR", role: "senior")
        )
        #expect(try warnings(tables + ladder) == [])
        let upsideDown = Self.rows(
            Self.row("first", "up_to: 9.00 EUR"),
            Self.row("second", "up_to: 8.00 EUR", role: "senior")
        )
        #expect(
            try warnings(upsideDown) == [
                "10:11 the row `second` never decides, being in the shadow of `first`"
            ]
        )
    }

    @Test func `one remedy in two policies of a topic`() throws {
        func files(_ first: String, _ second: String, topic: String = "returns") -> [String: String]
        {
            [
                "policies/a.yaml": TemporaryBook.policy(Self.rows(Self.row("x", first))),
                "policies/b.yaml": TemporaryBook.policy(Self.rows(Self.row("y", second)), id: "b")
                    .replacing("topic: returns", with: "topic: \(topic)"),
            ]
        }
        let first =
            "9:11 wherever the row `x` gives `refund`, `y` of `b` does so too, "
            + "with a limit of its own"
        let second =
            "9:11 wherever the row `y` gives `refund`, `x` of `a` does so too, "
            + "with a limit of its own"
        #expect(try warnings(files("up_to: 5.00 EUR", "up_to: 6.00 EUR")) == [first, second])
        #expect(try warnings(files("up_to: 5.00 EUR", "up_to: 5.00 EUR")) == [])
        #expect(try warnings(files("up_to: 5.00 EUR", "up_to: 6.00 EUR", topic: "other")) == [])
        let worn = "when: case.worn, up_to: 6.00 EUR"
        #expect(try warnings(files("up_to: 5.00 EUR", worn)) == [second])
        #expect(try warnings(files("when: '!case.worn', up_to: 5.00 EUR", worn)) == [])
        #expect(try warnings(files("when: case.receipt, up_to: 5.00 EUR", worn)) == [])
    }

    /// What follows a policy's head, and what is said of its refusals.
    static let refusals: [(String, [String])] = [
        (
            "never: [{ id: n, remedies: [refund], when: case.worn, tell: No. }]",
            ["7:15 the refusal by `n` offers no alternative"]
        ),
        (
            "never: [{ id: n, remedies: [refund], when: case.worn, tell: No. }]\n"
                + "alternatives: [{ text: Come by. }]", []
        ),
        (
            "never: [{ id: n, remedies: [refund], when: case.worn, tell: No. }]\n"
                + "alternatives: [{ remedy: refund }]",
            ["7:15 the refusal by `n` offers no alternative"]
        ),
        (
            "never: [{ id: n, remedies: [refund], when: case.worn, tell: No. }]\n"
                + "alternatives: [{ remedy: exchange, when: '!case.worn' }]",
            ["7:15 the refusal by `n` offers no alternative"]
        ),
        (
            "never: [{ id: n, remedies: [refund], when: case.worn, tell: No. }]\n"
                + "alternatives: [{ remedy: exchange, when: case.receipt }]", []
        ),
        (
            "discretion: [{ id: r, remedies: [refund], role: agent, when: case.worn, up_to: 1.00 EUR }]",
            ["7:20 where `refund` is refused, no alternative is offered"]
        ),
        (
            "discretion: [{ id: r, remedies: [refund], role: agent, when: case.worn, up_to: 1.00 EUR }]\n"
                + "escalation: { to: senior, exceptions: true }", []
        ),
        ("discretion: [{ id: r, remedies: [refund], role: agent, up_to: 1.00 EUR }]", []),
    ]

    @Test(arguments: refusals)
    func `a refusal without an alternative`(rules: String, expected: [String]) throws {
        #expect(try warnings(rules) == expected)
    }

    @Test func `an amount that budgets let no role approve`() throws {
        func found(_ limit: String, _ more: String = "") throws -> [String] {
            try warnings(
                Self.rows("  - { id: r, remedies: [card], role: agent, \(more) up_to: \(limit) }")
            )
        }
        let message =
            "9:11 the row `r` gives up to 80.01 EUR, of which budgets leave no role "
            + "more than 80.00 EUR"
        #expect(try found("80.01 EUR") == [message])
        #expect(try found("80.00 EUR") == [])
        #expect(try found("'min(case.total, money(\"80.01 EUR\"))'") == [message])
        #expect(try found("case.total") == [])
        #expect(try found("80.01 EUR", "offer: owed,") == [])
    }

    @Test func `a loyal tier that gets less than a lesser one`() throws {
        func found(
            _ table: String,
            _ limit: String = "'tables.t[customer.tier]'"
        ) throws -> [String] {
            try warnings("tables: { t: \(table) }\n" + Self.rows(Self.row("r", "up_to: \(limit)")))
        }
        let upsideDown = "{ standard: 5.00 EUR, silver: 4.00 EUR, gold: 6.00 EUR }"
        #expect(
            try found(upsideDown) == [
                "10:11 a customer of tier `silver` gets less `refund` than one of tier `standard`: "
                    + "4.00 EUR instead of 5.00 EUR for role agent (with customer.tier standard)"
            ]
        )
        #expect(try found("{ standard: 5.00 EUR, silver: 5.00 EUR, gold: 6.00 EUR }") == [])
        // The share of a large total is more than what the table gives.
        #expect(
            try found(upsideDown, "'min(percent(case.total, 10), tables.t[customer.tier])'") == [
                "10:11 a customer of tier `silver` gets less `refund` than one of tier `standard`: "
                    + "4.00 EUR instead of 5.00 EUR for role agent "
                    + "(with customer.tier standard, case.total 100000.00 EUR)"
            ]
        )
        let closed = Self.row("r", "when: \"customer.tier != 'gold'\", up_to: 5.00 EUR")
        #expect(
            try warnings(Self.rows(closed)) == [
                "9:11 a customer of tier `gold` gets less `refund` than one of tier `standard`: "
                    + "nothing instead of 5.00 EUR for role agent (with customer.tier standard)"
            ]
        )
        let own = Self.row("g", "when: \"customer.tier == 'gold'\", up_to: 5.00 EUR")
        #expect(try warnings(Self.rows(closed, own)) == [])
    }

    /// A row, and whether the customer's word alone decides what it gives.
    static let claims: [(String, isReported: Bool)] = [
        ("up_to: case.loss", true),
        ("up_to: 'min(case.loss, money(\"9.00 EUR\"))'", true),
        ("up_to: 'min(case.loss, case.total)'", false),
        ("when: \"case.reason == 'defect'\", up_to: 5.00 EUR", true),
        ("when: \"case.reason == 'defect' && case.worn\", up_to: 5.00 EUR", false),
        ("when: \"case.reason == 'defect'\", confirm: [seen], up_to: 5.00 EUR", false),
        ("when: \"case.reason == 'defect'\", confirm: [noted], up_to: 5.00 EUR", true),
        ("up_to: 5.00 EUR", false),
    ]

    @Test(arguments: claims)
    func `a claim that alone decides an amount`(row: String, isReported: Bool) throws {
        let found = try warnings(Self.rows(Self.row("r", row)))
        let fact = row.contains("case.loss") ? "case.loss" : "case.reason"
        let message =
            "9:11 `\(fact)`, which the customer tells, alone decides what the row `r` gives"
        #expect(found == (isReported ? [message] : []))
    }

    @Test func `more facts than can be tried are passed over in silence`() throws {
        // No reason is two reasons, which shows only after all the other facts were tried.
        func condition(_ count: Int) -> String {
            let numbers = (0..<count).map { "\($0 * 2)" }.joined(separator: ", ")
            let amounts = (0..<count).map { "money('\($0).00 EUR')" }.joined(separator: ", ")
            return "customer.refunds in [\(numbers)] && case.total in [\(amounts)] && "
                + "case.bought_on in [date('2026-01-01'), date('2026-02-01')] && "
                + "case.reason == 'defect' && case.reason == 'other'"
        }
        func found(_ count: Int) throws -> [String] {
            let row = Self.row(
                "r",
                "when: \"\(condition(count))\", confirm: [seen], up_to: 1.00 EUR"
            )
            return try warnings(Self.rows(row))
        }
        #expect(try found(30) == ["9:11 the row `r` can never apply"])
        #expect(try found(60) == [])
    }

    @Test func `is only looked for where it is asked for`() throws {
        let row = Self.row("r", "when: false, up_to: 1.00 EUR")
        let book = try TemporaryBook(["policies/a.yaml": TemporaryBook.policy(Self.rows(row))])
        #expect(!book.load().warnings.contains { $0.message.contains("can never apply") })
        let result = BookLoader(checksMeaning: true).load(book.directory)
        #expect(result.warnings.contains { $0.message.contains("can never apply") })
    }

    @Test func `the example book means what it says`() throws {
        let today = try #require(CalendarDate(iso8601: "2026-11-24"))
        let result = BookLoader(today: today, checksMeaning: true)
            .load(Repository.path("Config/book"))
        #expect(result.book != nil)
        #expect(result.warnings.map(\.description) == [])
    }
}
