import PolicyBook
import Testing

@Suite("unknown facts")
struct UnknownFactTests {
    private typealias Row = PolicyBuilder.Row

    @Test func `a missing fact is asked for where it could help`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(
                        id: "r",
                        when: "case.ok && case.looked_up",
                        upTo: "5.00 EUR",
                        otherwise: "Not this time."
                    ),
                    Row(id: "s", when: "case.size > 3", upTo: "2.00 EUR"),
                ])
            ]
        }
        let open = try Asking(amount: "4.00 EUR", facts: ["case.ok": .bool(true)]).decide(book)
        #expect(open.outcome == .ask)
        #expect(open.missing.map(\.fact) == ["case.looked_up"])
        #expect(open.missing.first?.question?.text == "Has somebody looked?")
        #expect(open.missing.first?.needsVerification == true)
        #expect(!open.reasons.contains { $0.text.text == "Not this time." })
        // Not verified counts as unknown.
        var told = Asking(amount: "4.00 EUR")
        told.facts = ["case.ok": .bool(true), "case.looked_up": .bool(true)]
        #expect(try told.decide(book).outcome == .ask)
        told.verified = ["case.looked_up"]
        #expect(try told.decide(book).outcome == .allow)
        // What is known decides where it can.
        let known = try Asking(amount: "4.00 EUR", facts: ["case.ok": .bool(false)]).decide(book)
        #expect(known.outcome == .deny && known.missing.isEmpty)
        #expect(known.reasons.map(\.text.text).contains("Not this time."))
        // A row that could never reach the amount is no reason to ask.
        let small = try Asking(amount: "4.00 EUR", facts: ["case.ok": .bool(false)]).decide(book)
        #expect(small.outcome == .deny)
        let reached = try Asking(amount: "2.00 EUR", facts: ["case.ok": .bool(false)]).decide(book)
        #expect(reached.outcome == .ask && reached.missing.map(\.fact) == ["case.size"])
    }

    @Test(arguments: [
        ("min(25.00 EUR, case.total)", "30.00 EUR", Decision.Outcome.deny),
        ("min(25.00 EUR, case.total)", "20.00 EUR", .ask),
        ("min(25.00 EUR, case.total, 10.00 EUR)", "20.00 EUR", .deny),
        ("max(25.00 EUR, case.total)", "30.00 EUR", .ask),
        ("[10.00 EUR, 40.00 EUR][case.size]", "50.00 EUR", .deny),
        ("[10.00 EUR, 40.00 EUR][case.size]", "30.00 EUR", .ask),
        ("case.ok ? 10.00 EUR : 40.00 EUR", "50.00 EUR", .deny),
        ("case.ok ? 10.00 EUR : case.total", "50.00 EUR", .ask),
        ("case.total * 2", "50.00 EUR", .ask),
    ])
    func `a limit that could not reach so far is no reason to ask`(
        _ limit: String,
        _ amount: String,
        _ outcome: Decision.Outcome
    ) throws {
        let source = limit.replacing(/[0-9]+\.[0-9]+ EUR/) { "money('\($0.output)')" }
        let book = try SmallBook.book { book in
            book.policies = [SmallBook.policy([Row(id: "r", upTo: source)])]
        }
        #expect(try Asking(amount: amount).decide(book).outcome == outcome)
    }

    @Test func `an amount that a condition needs is asked for`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", when: "asked <= case.total", upTo: "5.00 EUR")])
            ]
        }
        let decision = try Asking(facts: ["case.total": .string("3.00 EUR")]).decide(book)
        #expect(decision.outcome == .ask && decision.missing.map(\.fact) == ["amount"])
    }

    @Test func `a missing fact that could only move it up the ladder is asked for too`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", roles: ["manager"], when: "case.ok", upTo: "5.00 EUR")
                ])
            ]
        }
        let open = try Asking(amount: "4.00 EUR").decide(book)
        #expect(open.outcome == .ask && open.missing.map(\.fact) == ["case.ok"])
        #expect(try Asking(amount: "6.00 EUR").decide(book).outcome == .deny)
    }

    @Test func `a condition that fails counts against the request and is reported`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", when: "1 / case.size > 0", upTo: "5.00 EUR"),
                    Row(id: "s", upTo: "case.total / case.size"),
                    Row(id: "t", upTo: "1.00 EUR"),
                ])
            ]
        }
        let facts: [String: FactInput] = [
            "case.size": .number("0"), "case.total": .string("5.00 EUR"),
        ]
        let decision = try Asking(amount: "2.00 EUR", facts: facts).decide(book)
        #expect(try decision.outcome == .deny && decision.limit == limit("1.00 EUR"))
        #expect(decision.faults.map(\.place.row) == ["r", "s"])
        #expect(
            decision.reasons.map(\.code) == [.conditionFailed, .conditionFailed, .limitExceeded]
        )
    }
}
