import PolicyBook
import Testing

@Suite("options")
struct OptionsTests {
    private typealias Row = PolicyBuilder.Row

    private static func book() throws -> PolicyBook {
        try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", upTo: "percent(case.total, 10)"),
                    Row(id: "more", upTo: "20.00 EUR", offer: .onRequest),
                    Row(id: "s", roles: ["senior"], upTo: "50.00 EUR"),
                    Row(id: "owed", when: "case.bad", upTo: "4.00 EUR", offer: .owed),
                    Row(
                        id: "g",
                        remedies: ["gift_card"],
                        roles: ["manager"],
                        upTo: "50.00 EUR"
                    ),
                    Row(id: "d", remedies: ["drink", "apology"]),
                    Row(id: "b", remedies: ["bags"], when: "case.ok", upTo: "2"),
                    Row(id: "x", remedies: ["exchange"], when: "!case.bad"),
                ])
            ]
        }
    }

    private static let facts: [String: FactInput] = [
        "case.total": .string("120.00 EUR"), "case.bad": .bool(true),
    ]

    @Test func `are kept apart by how they may be offered, the worthiest first`() throws {
        let book = try Self.book()
        let options = try book.options(for: Asking(facts: Self.facts).request(book))
        #expect(options.owed.map(\.remedy.id) == ["refund"])
        #expect(options.offers.map(\.remedy.id) == ["refund", "drink", "apology"])
        #expect(options.ifAsked.map(\.remedy.id) == ["refund"])
        #expect(options.needsFacts.map(\.remedy.id) == ["bags"])
        #expect(options.needsFacts.first?.decision.missing.map(\.fact) == ["case.ok"])
        #expect(options.beyond.map(\.remedy.id) == ["gift_card"])
        #expect(options.beyond.first?.decision.approver?.role == "manager")
    }

    @Test func `say how far each goes, who could go further and what would raise it`() throws {
        let book = try Self.book()
        let options = try book.options(for: Asking(facts: Self.facts).request(book))
        let offer = try #require(options.offers.first?.decision)
        #expect(try offer.limit == limit("12.00 EUR") && offer.decidedBy?.row == "r")
        #expect(try offer.approver == .init(role: "senior", limit: limit("50.00 EUR")))
        #expect(try options.owed.first?.decision.limit == limit("4.00 EUR"))
        let asked = try #require(options.ifAsked.first?.decision)
        #expect(try asked.limit == limit("20.00 EUR") && asked.offer == .onRequest)
        #expect(options.offers.last?.decision.approver == nil)
    }

    @Test func `what is offered is not said again for those who ask`() throws {
        let book = try Self.book()
        var facts = Self.facts
        facts["case.total"] = .string("300.00 EUR")
        let options = try book.options(for: Asking(facts: facts).request(book))
        #expect(options.ifAsked.isEmpty)
        #expect(try options.offers.first?.decision.limit == limit("30.00 EUR"))
    }

    @Test func `a policy that is named keeps to what it speaks of`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy(named: "a", [Row(id: "r", upTo: "5.00 EUR")]),
                SmallBook.policy(named: "b", [Row(id: "d", remedies: ["drink"])]),
            ]
        }
        let options = try book.options(for: Asking(policy: "b").request(book))
        #expect(options.offers.map(\.remedy.id) == ["drink"])
        let all = try book.options(for: Asking().request(book))
        #expect(all.offers.map(\.remedy.id) == ["refund", "drink"])
        #expect(throws: DecisionRefusal.unknownPolicy("unheard-of", nearest: nil)) {
            try book.options(for: Asking(policy: "unheard-of").request(book))
        }
    }

    @Test func `a hint names the change that the next limit needs`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", upTo: "min(money('30.00 EUR'), percent(case.total, 50))"),
                    Row(id: "big", when: "case.size >= 5", upTo: "40.00 EUR"),
                ])
            ]
        }
        let facts: [String: FactInput] = [
            "case.total": .string("20.00 EUR"), "case.size": .number("2"),
        ]
        let options = try book.options(for: Asking(facts: facts).request(book))
        let hints = try #require(options.offers.first?.decision.wouldRaise)
        #expect(hints.map(\.fact) == ["case.total", "case.size"])
        #expect(hints.map(\.value) == ["60.00 EUR", "5"])
        #expect(try hints.map(\.limit) == [limit("30.00 EUR"), limit("40.00 EUR")])
    }
}
