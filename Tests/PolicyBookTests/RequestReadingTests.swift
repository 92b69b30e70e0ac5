import PolicyBook
import Testing

@Suite("checks as files state them")
struct RequestReadingTests {
    private let book: PolicyBook
    private let now: Instant

    init() throws {
        book = try SampleBook.builder().build()
        now = try #require(Instant(rfc3339: "2026-11-22T10:00:00Z"))
    }

    private static let check: [FactInput.Member] = [
        .init("staff", .object([.init("id", .string("s")), .init("role", .string("agent"))])),
        .init("remedy", .string("refund")), .init("amount", .string("60.00 EUR")),
        .init("policy", .string("returns.no-receipt")), .init("asked_for", .bool(true)),
        .init("tried", .list([.string("x")])), .init("verified", .list([.string("case.worn")])),
        .init("locale", .string("nl")),
        .init("customer", .object([.init("tier", .string("gold"))])),
        .init(
            "case",
            .object([
                .init("receipt", .bool(false)), .init("own_order", .bool(true)),
                .init("worn", .bool(false)), .init("bought_on", .string("2026-11-10")),
                .init("total", .string("80.00 EUR")),
            ])
        ),
    ]

    @Test func `are read as a request of the interface is`() throws {
        var members = Self.check
        members.append(.init("customer", .object([.init("refunds_90d", .number("0"))])))
        let request = try DecisionRequest(members, of: book, now: now)
        #expect(request.asked == .money(euro(60_00)) && request.role == "agent")
        #expect(request.isAskedFor && request.tried == ["x"])
        let decision = try book.decide(request)
        #expect(decision.outcome == .escalate && decision.approver?.role == "supervisor")
        let bags = try DecisionRequest(
            [.init("remedy", .string("free_bags")), .init("quantity", .number("2"))],
            of: book,
            now: now
        )
        #expect(bags.asked == .quantity(2))
    }

    @Test(arguments: [
        (FactInput.Member("remedi", .string("refund")), "remedi"),
        (.init("amount", .number("60")), "amount"), (.init("quantity", .string("2")), "quantity"),
        (.init("tried", .list([.bool(true)])), "tried"), (.init("case", .bool(true)), "case"),
        (.init("verified", .list([.string("case.wrn")])), "verified"),
        (.init("locale", .string("n")), "locale"), (.init("policy", .bool(true)), "policy"),
        (.init("customer", .object([.init("tier", .string("goldd"))])), "customer.tier"),
    ])
    func `name the member that is wrong`(_ member: FactInput.Member, _ path: String) {
        do {
            _ = try DecisionRequest(Self.check + [member], of: book, now: now)
            Issue.record("accepted")
        } catch {
            #expect(error.path == path && !error.message.isEmpty)
        }
    }

    @Test func `need a remedy`() {
        #expect(throws: RequestFault.self) { try DecisionRequest([], of: book, now: now) }
    }

    @Test func `give the right answer to a question of understanding`() throws {
        func question(_ answer: String?, _ check: FactInput?) -> UnderstandingQuestion {
            UnderstandingQuestion(
                id: "q",
                question: text("May you?"),
                options: [],
                answer: answer,
                check: check,
                because: nil
            )
        }
        func right(_ question: UnderstandingQuestion) -> String? {
            book.rightAnswer(to: question, of: "returns.no-receipt", at: now)
        }
        #expect(right(question("yes", nil)) == "yes")
        #expect(right(question(nil, nil)) == nil)
        #expect(right(question(nil, .object([.init("remedy", .string("refnd"))]))) == nil)
        var members = Self.check.filter { $0.name != "policy" }
        members.append(.init("customer", .object([.init("refunds_90d", .number("0"))])))
        #expect(right(question(nil, .object(members))) == "escalate")
    }
}
