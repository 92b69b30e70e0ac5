import PolicyBook
import Testing

@Suite("outcomes")
struct OutcomeTests {
    private typealias Row = PolicyBuilder.Row

    @Test func `beyond the limit it goes to the lowest role that can`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "a", roles: ["agent", "partner"], upTo: "5.00 EUR"),
                    Row(id: "s", roles: ["senior"], upTo: "50.00 EUR"),
                    Row(id: "m", roles: ["manager"], upTo: "500.00 EUR"),
                ])
            ]
        }
        func approver(_ amount: String, _ role: String) throws -> String? {
            let decision = try Asking(amount: amount, role: role).decide(book)
            #expect((decision.outcome == .escalate) == (decision.approver != nil))
            return decision.approver?.role
        }
        #expect(try approver("20.00 EUR", "agent") == "senior")
        #expect(try approver("20.00 EUR", "partner") == "senior")
        #expect(try approver("200.00 EUR", "partner") == "manager")
        #expect(try approver("200.00 EUR", "senior") == "manager")
        #expect(try approver("2000.00 EUR", "agent") == nil)
        #expect(try Asking(amount: "2000.00 EUR").decide(book).outcome == .deny)
        let own = try Asking(amount: "20.00 EUR", role: "senior").decide(book)
        #expect(own.outcome == .allow)
    }

    @Test func `beyond every role it goes where the policy says`() throws {
        let rows = [
            Row(id: "a", upTo: "5.00 EUR"),
            Row(id: "b", remedies: ["gift_card"], when: "case.ok", upTo: "5.00 EUR"),
        ]
        func book(_ exceptions: Bool) throws -> PolicyBook {
            try SmallBook.book { book in
                book.policies = [
                    SmallBook.policy(rows) { $0.escalation = ("senior", exceptions) }
                ]
            }
        }
        let beyond = try Asking(amount: "9.00 EUR").decide(try book(false))
        #expect(beyond.outcome == .escalate)
        #expect(beyond.approver == Decision.Approver(role: "senior", limit: nil))
        let senior = try Asking(amount: "9.00 EUR", role: "senior").decide(try book(true))
        #expect(senior.outcome == .deny)
        let unmet = Asking(
            remedy: "gift_card",
            amount: "1.00 EUR",
            facts: ["case.ok": .bool(false)]
        )
        #expect(try unmet.decide(try book(false)).outcome == .deny)
        let exception = try unmet.decide(try book(true))
        #expect(exception.outcome == .escalate && exception.approver?.role == "senior")
    }

    @Test func `a role outside the rows' branch is told that it is beyond it`() throws {
        let book = try SmallBook.book { book in
            book.policies = [SmallBook.policy([Row(id: "m", roles: ["manager"], upTo: "5.00 EUR")])]
        }
        let partner = try Asking(amount: "9.00 EUR", role: "partner").decide(book)
        #expect(partner.outcome == .deny && partner.reasons.map(\.code) == [.beyondRole])
    }

    @Test func `only alternatives that are allowed now are offered`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", when: "case.ok", upTo: "5.00 EUR"),
                    Row(id: "g", remedies: ["gift_card"], upTo: "8.00 EUR"),
                    Row(id: "d", remedies: ["drink"], when: "case.ok"),
                    Row(id: "b", remedies: ["bags"], upTo: "2", offer: .onRequest),
                ]) {
                    $0.alternatives = [
                        ("gift_card", nil, "A gift card of up to {limit}"), ("drink", nil, nil),
                        ("bags", nil, nil), ("exchange", "!case.ok", "Swap it."),
                        ("apology", "case.ok", nil), (nil, nil, "Talk to us."),
                        ("refund", nil, nil),
                    ]
                }
            ]
        }
        let facts: [String: FactInput] = ["case.ok": .bool(false)]
        var asking = Asking(amount: "6.00 EUR", facts: facts, isAskedFor: true)
        let decision = try asking.decide(book)
        #expect(decision.outcome == .deny)
        #expect(decision.alternatives.map(\.remedy) == ["gift_card", "exchange", nil])
        #expect(try decision.alternatives.first?.limit == limit("8.00 EUR"))
        #expect(decision.alternatives.first?.text?.text == "A gift card of up to €8.00")
        for remedy in decision.alternatives.compactMap(\.remedy) {
            asking.remedy = remedy
            asking.amount = nil
            #expect(try asking.decide(book).outcome == .allow)
        }
    }

    @Test func `what to say when it goes further is said only then`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", upTo: "5.00 EUR")]) {
                    $0.escalation = ("senior", false)
                    $0.escalationText = "Beyond {limit} a colleague decides."
                }
            ]
        }
        let beyond = try Asking(amount: "9.00 EUR").decide(book)
        #expect(beyond.escalationText?.text == "Beyond €5.00 a colleague decides.")
        #expect(try Asking(amount: "1.00 EUR").decide(book).escalationText == nil)
    }

    @Test func `a second person joins where the policy says so`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", upTo: "5.00 EUR")]) {
                    $0.secondPersonWhen = "case.bad"
                }
            ]
        }
        #expect(try Asking(facts: ["case.bad": .bool(true)]).decide(book).needsSecondPerson)
        #expect(try !Asking(facts: ["case.bad": .bool(false)]).decide(book).needsSecondPerson)
        #expect(try !Asking().decide(book).needsSecondPerson)
    }

    @Test func `conditions may ask who is on duty and on which day`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", upTo: "5.00 EUR"),
                    Row(
                        id: "weekend",
                        when: "today.getDayOfWeek() in [0, 6] && !staff.on_duty",
                        upTo: "50.00 EUR"
                    ),
                ])
            ]
        }
        var asking = Asking(amount: "20.00 EUR", facts: ["staff.on_duty": .bool(false)])
        #expect(try asking.decide(book).outcome == .allow)
        asking.at = "2026-11-20T21:59:59Z"
        #expect(try asking.decide(book).outcome == .deny)
        // In Riga it is Saturday already.
        asking.at = "2026-11-20T22:00:00Z"
        #expect(try asking.decide(book).outcome == .allow)
    }

    @Test func `the trace says how every row was judged`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "a", when: "case.size > 3 && (case.ok || case.bad)", upTo: "9.00 EUR"),
                    Row(id: "b", upTo: "5.00 EUR"),
                    Row(id: "c", roles: ["manager"], upTo: "9.00 EUR"),
                ])
            ]
        }
        var asking = Asking(amount: "2.00 EUR")
        asking.facts = [
            "case.size": .number("2"), "case.ok": .bool(false), "case.bad": .bool(true),
        ]
        #expect(try asking.decide(book).trace.isEmpty)
        asking.wantsTrace = true
        let trace = try asking.decide(book).trace
        #expect(trace.map(\.place.row) == ["a", "b", "c"])
        #expect(trace.map(\.code) == [.conditionNotMet, .withinLimit, .beyondRole])
        #expect(
            trace.first?.failing == [
                Reason.FailingTest(fact: "case.size", value: "2", comparison: ">", needed: "3")
            ]
        )
    }
}
