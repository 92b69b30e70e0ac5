import PolicyBook
import Testing

@Suite("the example of the documentation")
struct SampleDecisionTests {
    let book: PolicyBook

    init() throws {
        book = try SampleBook.builder().build()
    }

    @Test func `a check that goes beyond the limit escalates as the documentation shows`() throws {
        let decision = try SampleBook.asking().decide(book)
        #expect(decision.outcome == .escalate)
        #expect(try decision.limit == limit("40.00 EUR"))
        #expect(
            decision.decidedBy
                == Decision.RowReference(policy: "returns.no-receipt", version: 3, row: "small")
        )
        #expect(
            decision.budgets
                == [Decision.BudgetState(id: "agent-day", left: euro(180_00), countLeft: nil)]
        )
        #expect(
            decision.approver
                == Decision.Approver(role: "supervisor", limit: try limit("100.00 EUR"))
        )
        #expect(decision.alternatives.map(\.remedy) == ["exchange"])
        #expect(decision.alternatives.first?.label == RenderedText("Omruilen", in: tag("nl")))
        #expect(decision.obligations.map(\.id) == ["order_found"])
        #expect(decision.obligations.map(\.moment) == [.before])
        #expect(decision.reasons.map(\.code) == [.limitExceeded])
        #expect(decision.reasons.map(\.place) == [decision.decidedBy])
        #expect(
            decision.reasons.first?.text.text
                == "Er is €\u{A0}60,00 gevraagd; de grens is hier €\u{A0}40,00."
        )
        #expect(decision.wording.ask.map(\.text) == ["What would make this right for you?"])
        #expect(decision.wording.ask.map(\.locale) == [tag("en")])
        #expect(decision.locale == LocaleChoice(asked: tag("nl"), used: tag("nl")))
        #expect(!decision.locale.isFallback)
        #expect(
            decision.wouldRaise == [
                Decision.Hint(
                    fact: "case.total",
                    comparison: .atLeast,
                    value: "120.00 EUR",
                    limit: try limit("60.00 EUR")
                )
            ]
        )
        #expect(decision.missing.isEmpty)
        #expect(decision.at.description == "2026-11-22T10:00:00Z")
    }

    @Test func `the same request within the limit is allowed`() throws {
        var asking = SampleBook.asking()
        asking.amount = "40.00 EUR"
        let decision = try asking.decide(book)
        #expect(decision.outcome == .allow)
        #expect(decision.reasons.map(\.code) == [.withinLimit])
        #expect(decision.companions.map(\.remedy) == ["apology"])
        #expect(decision.approver == nil)
    }

    @Test func `without an amount the limit itself is the answer`() throws {
        var asking = SampleBook.asking()
        asking.amount = nil
        let decision = try asking.decide(book)
        #expect(decision.outcome == .allow)
        #expect(try decision.limit == limit("40.00 EUR"))
    }
}
