import PolicyBook
import Testing

@Suite("the scope of a decision, and what overrides it")
struct ScopeAndNeverTests {
    private typealias Row = PolicyBuilder.Row

    @Test func `nothing in force that speaks of the remedy is not covered`() throws {
        let book = try SmallBook.book {
            $0.policies = [SmallBook.policy([Row(id: "a", upTo: "5.00 EUR")])]
        }
        let decision = try Asking(remedy: "gift_card").decide(book)
        #expect(decision.outcome == .deny)
        #expect(decision.reasons.map(\.code) == [.notCovered])
        let early = try Asking(at: "2025-12-31T12:00:00Z").decide(book)
        #expect(early.reasons.map(\.code) == [.notCovered])
    }

    @Test func `the fallback decides only where no other policy speaks`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "a", when: "case.ok", upTo: "5.00 EUR")]),
                SmallBook.policy(
                    named: "z.fallback",
                    [
                        Row(id: "f", remedies: ["refund", "gift_card"], upTo: "50.00 EUR")
                    ]
                ) { $0.isFallback = true },
            ]
        }
        let ordinary = try Asking(amount: "10.00 EUR", facts: ["case.ok": .bool(true)]).decide(book)
        #expect(try ordinary.outcome == .deny && ordinary.limit == limit("5.00 EUR"))
        let unforeseen = try Asking(remedy: "gift_card", amount: "10.00 EUR").decide(book)
        #expect(unforeseen.outcome == .allow && unforeseen.decidedBy?.policy == "z.fallback")
        let named = try Asking(amount: "10.00 EUR", policy: "z.fallback").decide(book)
        #expect(named.outcome == .allow)
    }

    @Test func `a policy or topic named narrows the scope`() throws {
        let book = try SmallBook.book { book in
            book.topics = ["returns", "service"]
            book.policies = [
                SmallBook.policy(named: "a", [Row(id: "r", upTo: "5.00 EUR")]),
                SmallBook.policy(named: "b", [Row(id: "r", upTo: "9.00 EUR")]) {
                    $0.topic = "service"
                },
            ]
        }
        #expect(try Asking().decide(book).limit == limit("9.00 EUR"))
        #expect(try Asking(policy: "a").decide(book).limit == limit("5.00 EUR"))
        #expect(try Asking(topic: "returns").decide(book).limit == limit("5.00 EUR"))
        #expect(try Asking(topic: "service").decide(book).decidedBy?.policy == "b")
    }

    @Test func `what the book does not know is refused with the nearest name`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy(named: "a", [Row(id: "r", upTo: "5.00 EUR")]),
                SmallBook.policy(
                    named: "b",
                    [Row(id: "r", remedies: ["gift_card"], upTo: "9.00 EUR")]
                ),
                SmallBook.policy(named: "later", [Row(id: "r", upTo: "9.00 EUR")]) {
                    $0.from = "2027-01-01"
                },
            ]
        }
        let refusals: [(Asking, DecisionRefusal)] = [
            (Asking(remedy: "refnd"), .unknownRemedy("refnd", nearest: "refund")),
            (Asking(role: "agnt"), .unknownRole("agnt", nearest: "agent")),
            (Asking(role: nil), .roleMissing),
            (Asking(policy: "zzz"), .unknownPolicy("zzz", nearest: nil)),
            (Asking(topic: "return"), .unknownTopic("return", nearest: "returns")),
            (Asking(policy: "later"), .policyNotInForce("later")),
            (Asking(policy: "b"), .policySilent("b", remedy: "refund", speaking: ["a"])),
            (Asking(amount: "2"), .amountDoesNotFit(.money)),
            (Asking(remedy: "bags", amount: "2.00 EUR"), .amountDoesNotFit(.quantity)),
            (Asking(remedy: "exchange", amount: "2.00 EUR"), .amountDoesNotFit(.action)),
            (Asking(amount: "-2.00 EUR"), .amountNegative(.money)),
        ]
        for (asking, refusal) in refusals {
            #expect(throws: refusal) { try asking.decide(book) }
        }
    }

    @Test func `a policy named where it is not in force is refused`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", upTo: "5.00 EUR")]) {
                    $0.onlyIn = "context.country == 'LV'"
                }
            ]
        }
        var asking = Asking(policy: "returns.test", facts: ["context.country": .string("EE")])
        #expect(throws: DecisionRefusal.policyNotInForce("returns.test")) {
            try asking.decide(book)
        }
        asking.facts["context.country"] = .string("LV")
        #expect(try asking.decide(book).outcome == .allow)
        asking.facts = [:]
        #expect(try asking.decide(book).outcome == .ask)
    }

    @Test func `a version kept to some countries is in force there only`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", upTo: "5.00 EUR")]),
                SmallBook.policy([Row(id: "r", upTo: "9.00 EUR")]) {
                    $0.version = 2
                    $0.onlyIn = "context.country in ['LV', 'EE']"
                },
            ]
        }
        func ask(_ country: String?) throws -> Decision {
            let facts = country.map { ["context.country": FactInput.string($0)] } ?? [:]
            return try Asking(amount: "7.00 EUR", facts: facts).decide(book)
        }
        #expect(try ask("LV").outcome == .allow)
        #expect(try ask("LT").outcome == .deny)
        let unknown = try ask(nil)
        #expect(unknown.outcome == .ask)
        #expect(unknown.missing.map(\.fact) == ["context.country"])
    }

    @Test func `a principle overrides every row and keeps its note to itself`() throws {
        let book = try SmallBook.book { book in
            book.house = [("h", ["refund"], "case.bad", "A colleague will look.", "Tell nobody.")]
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", upTo: "unlimited"),
                    Row(id: "g", remedies: ["gift_card"], upTo: "5.00 EUR"),
                ]) {
                    $0.never = [
                        .init(
                            id: "n",
                            remedies: ["refund"],
                            when: "case.size > 9",
                            tell: "Too big."
                        )
                    ]
                }
            ]
        }
        let facts: [String: FactInput] = ["case.bad": .bool(true), "case.size": .number("1")]
        let house = try Asking(amount: "1.00 EUR", role: "manager", facts: facts).decide(book)
        #expect(house.outcome == .deny)
        #expect(house.limit == nil && house.approver == nil && house.wouldRaise.isEmpty)
        #expect(house.reasons.map(\.code) == [.never])
        #expect(house.reasons.first?.text.text == "A colleague will look.")
        #expect(
            house.decidedBy == Decision.RowReference(policy: nil, version: nil, row: "h")
        )
        #expect(house.staffNotes == ["Tell nobody."])
        let other = try Asking(remedy: "gift_card", facts: facts).decide(book)
        #expect(other.outcome == .allow)
        let own = try Asking(
            facts: ["case.bad": .bool(false), "case.size": .number("10")]
        )
        .decide(book)
        #expect(own.outcome == .deny && own.reasons.first?.text.text == "Too big.")
        #expect(own.decidedBy?.row == "n" && own.decidedBy?.policy == "returns.test")
    }

    @Test func `a principle that is not known not to hold blocks without telling why`() throws {
        let book = try SmallBook.book { book in
            book.house = [("h", ["refund"], "case.bad", "Secret reason.", "Tell nobody.")]
            book.policies = [
                SmallBook.policy([Row(id: "r", when: "case.ok", upTo: "5.00 EUR", otherwise: "No.")]
                )
            ]
        }
        let open = try Asking(amount: "1.00 EUR", facts: ["case.ok": .bool(true)]).decide(book)
        #expect(open.outcome == .ask)
        #expect(open.missing.map(\.fact) == ["case.bad"])
        #expect(!"\(open.reasons)".contains("Secret") && open.staffNotes.isEmpty)
        #expect(open.reasons.contains { $0.code == .factsMissing && $0.place.row == nil })
        let closed = try Asking(amount: "1.00 EUR", facts: ["case.ok": .bool(false)]).decide(book)
        #expect(closed.outcome == .deny)
        #expect(closed.reasons.first?.text.text == "No.")
        let both = try Asking(amount: "1.00 EUR").decide(book)
        #expect(both.outcome == .ask && both.missing.map(\.fact) == ["case.ok", "case.bad"])
    }

    @Test func `a principle that cannot be worked out blocks and is a fault of the book`() throws {
        let book = try SmallBook.book { book in
            book.house = [("h", [], "1 / case.size > 0", nil, nil)]
            book.policies = [SmallBook.policy([Row(id: "r", upTo: "5.00 EUR")])]
        }
        let decision = try Asking(facts: ["case.size": .number("0")]).decide(book)
        #expect(decision.outcome == .deny)
        #expect(decision.reasons.map(\.code) == [.conditionFailed])
        #expect(decision.faults.map(\.place.row) == ["h"])
        #expect(try Asking(facts: ["case.size": .number("1")]).decide(book).outcome == .deny)
        #expect(try Asking(facts: ["case.size": .number("2")]).decide(book).outcome == .allow)
    }
}
