import PolicyBook
import Testing

@Suite("versions, grace and readiness")
struct GraceTests {
    private typealias Row = PolicyBuilder.Row

    /// Two versions: the first gives 20.00 to all, the second 5.00, or 50.00 where `case.ok`.
    private static func book(
        _ change: (inout PolicyBuilder) -> Void,
        old: (inout PolicyBuilder) -> Void = { _ in }
    ) throws -> PolicyBook {
        try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "old", upTo: "20.00 EUR", confirm: [], because: "As before.")
                ]) {
                    $0.escalation = ("senior", false)
                    old(&$0)
                },
                SmallBook.policy([
                    Row(id: "new", upTo: "5.00 EUR", because: "As now."),
                    Row(id: "ok", when: "case.ok", upTo: "50.00 EUR", otherwise: "Not ok."),
                ]) {
                    $0.version = 2
                    $0.from = "2026-03-01"
                    change(&$0)
                },
            ]
        }
    }

    private static func ask(
        _ amount: String,
        _ at: String,
        ok: Bool = false
    ) -> Asking {
        Asking(amount: amount, facts: ["case.ok": .bool(ok)], at: at)
    }

    /// In Riga the first of March begins two hours before it does in Greenwich.
    @Test(arguments: [
        ("2026-02-28T21:59:59Z", 1), ("2026-02-28T22:00:00Z", 2), ("2026-11-22T10:00:00Z", 2),
    ])
    func `a version holds from the first moment of its day`(
        _ at: String,
        _ version: Int
    ) throws {
        let decision = try Self.ask("1.00 EUR", at).decide(try Self.book { _ in })
        #expect(decision.decidedBy?.version == version)
    }

    @Test func `in grace the kinder of both versions stands, with its words`() throws {
        let book = try Self.book { $0.grace = .until(day("2026-06-01")) }
        let within = "2026-05-31T20:59:59Z"
        let kinder = try Self.ask("15.00 EUR", within).decide(book)
        #expect(kinder.outcome == .allow && kinder.decidedBy?.row == "old")
        #expect(kinder.decidedBy?.version == 1)
        #expect(kinder.reasons.map(\.text.text) == ["As before."])
        let newer = try Self.ask("15.00 EUR", within, ok: true).decide(book)
        #expect(newer.decidedBy?.row == "ok" && newer.decidedBy?.version == 2)
        #expect(try newer.limit == limit("50.00 EUR"))
        let beyond = try Self.ask("30.00 EUR", within).decide(book)
        #expect(beyond.outcome == .escalate && beyond.approver?.role == "senior")
        #expect(try beyond.limit == limit("20.00 EUR"))
        // The day named is the first without grace.
        let after = try Self.ask("15.00 EUR", "2026-05-31T21:00:00Z").decide(book)
        #expect(after.outcome == .deny && after.decidedBy?.version == 2)
        #expect(after.reasons.map(\.text.text).contains("Not ok."))
    }

    @Test func `the newest principles count in grace too, the older ones do not`() throws {
        let book = try Self.book {
            $0.grace = .until(day("2027-01-01"))
            $0.never = [.init(id: "n", when: "case.bad")]
        } old: {
            $0.never = [.init(id: "o", when: "!case.bad")]
        }
        var asking = Self.ask("1.00 EUR", "2026-04-01T10:00:00Z")
        asking.facts["case.bad"] = .bool(true)
        #expect(try asking.decide(book).decidedBy?.row == "n")
        asking.facts["case.bad"] = .bool(false)
        #expect(try asking.decide(book).outcome == .allow)
    }

    @Test func `while readiness is not complete the version before still holds`() throws {
        var readiness = PolicyVersion.Readiness()
        readiness.documentation = .link("https://example.com")
        readiness.training = .on(day("2026-04-10"))
        let book = try Self.book { $0.readiness = readiness }
        func outcome(_ at: String) throws -> Decision.Outcome {
            try Self.ask("15.00 EUR", at).decide(book).outcome
        }
        #expect(try outcome("2026-04-09T10:00:00Z") == .allow)
        #expect(try outcome("2026-04-10T10:00:00Z") == .deny)
        readiness.onlineSupport = .pending
        let pending = try Self.book { $0.readiness = readiness }
        let later = Self.ask("15.00 EUR", "2026-11-22T10:00:00Z")
        #expect(try later.decide(pending).outcome == .allow)
        let refused = try Self.book {
            $0.readiness = readiness
            $0.grace = .refused
        }
        #expect(try later.decide(refused).outcome == .deny)
    }

    @Test func `a withdrawal waits for its grace and then covers nothing`() throws {
        let book = try Self.book {
            $0.status = .withdrawn
            $0.grace = .until(day("2026-06-01"))
        }
        let within = try Self.ask("15.00 EUR", "2026-05-01T10:00:00Z", ok: true).decide(book)
        #expect(within.outcome == .allow && within.decidedBy?.version == 1)
        let after = try Self.ask("15.00 EUR", "2026-07-01T10:00:00Z", ok: true).decide(book)
        #expect(after.reasons.map(\.code) == [.notCovered])
    }

    @Test func `drafts decide nothing, and after a withdrawal nothing old comes back`() throws {
        let draft = try Self.book { $0.status = .draft }
        #expect(
            try Self.ask("15.00 EUR", "2026-11-22T10:00:00Z").decide(draft).decidedBy?.version == 1
        )
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "a", upTo: "20.00 EUR")]),
                SmallBook.policy([]) {
                    $0.version = 2
                    $0.from = "2026-02-01"
                    $0.status = .withdrawn
                },
                SmallBook.policy([Row(id: "c", upTo: "5.00 EUR")]) {
                    $0.version = 3
                    $0.from = "2026-03-01"
                    $0.grace = .until(day("2027-01-01"))
                },
            ]
        }
        let decision = try Self.ask("15.00 EUR", "2026-04-01T10:00:00Z").decide(book)
        #expect(decision.outcome == .deny && decision.decidedBy?.row == "c")
    }

    @Test func `readers see the version in force on their day`() throws {
        let book = try Self.book { $0.status = .withdrawn }
        let policy = try #require(book.policy("returns.test"))
        #expect(policy.inForce(on: day("2025-12-31")) == nil)
        #expect(policy.inForce(on: day("2026-02-28"))?.version == 1)
        #expect(policy.inForce(on: day("2026-03-01")) == nil)
        #expect(policy.version(2)?.status == .withdrawn)
        #expect(policy.predecessor(of: try #require(policy.version(2)))?.version == 1)
    }
}
