import PolicyBook
import Testing

@Suite("rows")
struct RowTests {
    private typealias Row = PolicyBuilder.Row

    @Test func `the greatest limit among the rows that apply decides`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "small", upTo: "5.00 EUR", because: "Up to {limit} is yours."),
                    Row(id: "big", when: "case.ok", upTo: "9.00 EUR"),
                    Row(id: "boss", roles: ["manager"], upTo: "unlimited"),
                ])
            ]
        }
        let small = try Asking(facts: ["case.ok": .bool(false)]).decide(book)
        #expect(try small.limit == limit("5.00 EUR") && small.decidedBy?.row == "small")
        #expect(small.reasons.first?.text.text == "Up to €5.00 is yours.")
        let big = try Asking(facts: ["case.ok": .bool(true)]).decide(book)
        #expect(try big.limit == limit("9.00 EUR") && big.decidedBy?.row == "big")
        let boss = try Asking(amount: "1000000.00 EUR", role: "manager").decide(book)
        #expect(boss.outcome == .allow && boss.limit == .unlimited)
        #expect(boss.decidedBy?.row == "boss")
    }

    @Test func `limits are rounded down to the minor unit and never below zero`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", upTo: "percent(case.total, 33)")]),
                SmallBook.policy(
                    named: "rest",
                    [
                        Row(
                            id: "r",
                            remedies: ["gift_card"],
                            upTo: "case.total - money('50.00 EUR')"
                        )
                    ]
                ),
            ]
        }
        let facts: [String: FactInput] = ["case.total": .string("0.10 EUR")]
        #expect(try Asking(facts: facts).decide(book).limit == limit("0.03 EUR"))
        let nothing = try Asking(remedy: "gift_card", facts: facts).decide(book)
        #expect(try nothing.outcome == .deny && nothing.limit == limit("0.00 EUR"))
        let none = try Asking(remedy: "gift_card", amount: "0.01 EUR", facts: facts).decide(book)
        #expect(none.outcome == .deny && none.reasons.map(\.code) == [.limitExceeded])
    }

    @Test func `an exact amount is given whole or not at all`() throws {
        let book = try SmallBook.book { book in
            book.policies = [SmallBook.policy([Row(id: "r", exactly: "case.total * 0.5")])]
        }
        let facts: [String: FactInput] = ["case.total": .string("25.50 EUR")]
        #expect(try Asking(amount: "12.75 EUR", facts: facts).decide(book).outcome == .allow)
        for amount in ["12.74 EUR", "12.76 EUR"] {
            let decision = try Asking(amount: amount, facts: facts).decide(book)
            #expect(decision.outcome == .deny && decision.isExact)
            #expect(decision.reasons.map(\.code) == [.notExact])
            #expect(try decision.limit == limit("12.75 EUR"))
        }
        #expect(try Asking(facts: facts).decide(book).outcome == .allow)
    }

    @Test func `every kind of remedy has its own measure`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "b", remedies: ["bags"], upTo: "case.size * 2"),
                    Row(id: "x", remedies: ["exchange", "drink", "apology"], when: "case.ok"),
                ])
            ]
        }
        let facts: [String: FactInput] = ["case.size": .number("2"), "case.ok": .bool(true)]
        #expect(
            try Asking(remedy: "bags", amount: "4", facts: facts).decide(book).outcome == .allow
        )
        let five = try Asking(remedy: "bags", amount: "5", facts: facts).decide(book)
        #expect(try five.outcome == .deny && five.limit == limit("4"))
        for remedy in ["exchange", "drink", "apology"] {
            let decision = try Asking(remedy: remedy, facts: facts).decide(book)
            #expect(decision.outcome == .allow && decision.limit == nil)
        }
    }

    @Test func `a row on request needs the customer's own wish`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "open", upTo: "5.00 EUR"),
                    Row(id: "hidden", upTo: "50.00 EUR", offer: .onRequest),
                ])
            ]
        }
        let unasked = try Asking(amount: "20.00 EUR").decide(book)
        #expect(try unasked.outcome == .deny && unasked.limit == limit("5.00 EUR"))
        #expect(unasked.reasons.map(\.code) == [.limitExceeded, .notAskedFor])
        #expect(try Asking(amount: "20.00 EUR", isAskedFor: true).decide(book).outcome == .allow)
    }

    @Test func `no rung of a ladder is skipped`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "solve", remedies: ["exchange"]),
                    Row(id: "offer", upTo: "20.00 EUR", after: ["solve"]),
                    Row(
                        id: "close",
                        remedies: ["gift_card"],
                        upTo: "5.00 EUR",
                        after: ["solve", "offer"]
                    ),
                ])
            ]
        }
        let early = try Asking(amount: "10.00 EUR").decide(book)
        #expect(early.outcome == .deny && early.reasons.map(\.code) == [.notTriedYet])
        #expect(try Asking(amount: "10.00 EUR", tried: ["solve"]).decide(book).outcome == .allow)
        let close = Asking(remedy: "gift_card", tried: ["solve"])
        #expect(try close.decide(book).outcome == .deny)
        var both = close
        both.tried = ["offer", "solve"]
        #expect(try both.decide(book).outcome == .allow)
    }

    @Test func `a requirement of the policy holds for each of its rows`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([Row(id: "r", upTo: "5.00 EUR"), Row(id: "s", upTo: "4.00 EUR")]) {
                    $0.require = [("own", "case.ok", "Only your own, up to {case.total}.")]
                }
            ]
        }
        let facts: [String: FactInput] = [
            "case.ok": .bool(false), "case.total": .string("8.00 EUR"),
        ]
        let decision = try Asking(facts: facts).decide(book)
        #expect(decision.outcome == .deny)
        #expect(decision.reasons.map(\.code) == [.requirementNotMet])
        #expect(decision.reasons.first?.place.row == "own")
        #expect(decision.reasons.first?.text.text == "Only your own, up to €8.00.")
        #expect(
            decision.reasons.first?.failing == [
                Reason.FailingTest(
                    fact: "case.ok",
                    value: "false",
                    comparison: "==",
                    needed: "true"
                )
            ]
        )
    }

    @Test func `amounts in another currency are not compared`() throws {
        let book = try SmallBook.book { book in
            book.policies = [
                SmallBook.policy([
                    Row(id: "r", upTo: "5.00 EUR"),
                    Row(id: "s", upTo: "values.small", offer: .freely),
                ]) {
                    $0.values = [
                        NamedValue(
                            name: "small",
                            value: .moneyByCurrency([
                                euro(3_00),
                                Money(minorUnits: 2_00, Currency("GBP") ?? euro(0).currency),
                            ])
                        )
                    ]
                }
            ]
        }
        let pounds = try Asking(amount: "2.00 GBP").decide(book)
        #expect(pounds.outcome == .allow && pounds.decidedBy?.row == "s")
        let dollars = try Asking(amount: "1.00 USD").decide(book)
        #expect(dollars.outcome == .deny && dollars.limit == nil)
        #expect(dollars.reasons.map(\.code) == [.otherCurrency, .otherCurrency])
        let fact = try Asking(policy: "returns.test", facts: ["case.total": .string("9.00 GBP")])
            .decide(book)
        #expect(fact.reasons.map(\.code) == [.withinLimit])
    }
}
