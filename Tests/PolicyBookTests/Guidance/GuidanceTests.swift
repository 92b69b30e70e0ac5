import PolicyBook
import Testing

@Suite struct GuidanceTests {
    private static let now = Instant(rfc3339: "2026-07-01T10:00:00Z") ?? Instant(seconds: 0)

    /// Who asks, and how.
    private struct Asking {
        var audience = GuidanceRequest.Audience.customer
        var facts: [FactInput.Member] = []
        var country: String?
        var mood = GuidanceRequest.Mood.calm
        var channel: String?
        var turn: Int64 = 0
        var locale = "en"
        var role = "agent"

        static let staff = Asking(audience: .staff)
    }

    /// What somebody gets from a policy of ``SmallBook``.
    private func guidance(
        _ asking: Asking = Asking(),
        of policy: (inout PolicyBuilder) -> Void
    ) throws -> Guidance? {
        let book = try SmallBook.book { book in
            book.policies = [SmallBook.policy([], policy), Self.fallback]
        }
        return try guidance(asking, in: book)
    }

    private func guidance(_ asking: Asking, in book: PolicyBook) throws -> Guidance? {
        var facts = FactValues(book.facts)
        var refusals = facts.read(.case, asking.facts, book.facts)
        if let country = asking.country {
            let member = FactInput.Member("country", .string(country))
            refusals += facts.read(.context, [member], book.facts)
        }
        #expect(refusals.isEmpty)
        var request = GuidanceRequest(
            for: asking.audience,
            facts: facts,
            phrases: PhraseChoice(conversation: "c", turn: asking.turn),
            locale: tag(asking.locale),
            now: Self.now
        )
        request.mood = asking.mood
        request.channel = asking.channel
        request.role = asking.role
        return try book.guidance(from: try #require(book.policy("returns.test")), for: request)
    }

    private static var fallback: PolicyBuilder {
        SmallBook.policy([], id: "general.fallback") { policy in
            policy.isFallback = true
            policy.wording.acknowledge = phrases("I am sorry to hear that.")
        }
    }

    private static func phrases(_ texts: String...) -> LocalizedTexts {
        LocalizedTexts(texts.map(pattern), in: tag("en"))
    }

    @Test func `acknowledges only those who are upset`() throws {
        func acknowledged(_ mood: GuidanceRequest.Mood) throws -> String? {
            try guidance(Asking(mood: mood)) {
                $0.wording.acknowledge = Self.phrases("That is annoying.")
            }?
            .acknowledge?
            .text
        }
        #expect(try acknowledged(.upset) == "That is annoying.")
        #expect(try acknowledged(.calm) == nil)
    }

    @Test(
        arguments: [(.suggested, "I am sorry to hear that."), (.strict, nil)]
            as [(Wording.Composition, String?)]
    )
    func `borrows an acknowledgement unless only the policy's own words may be used`(
        composition: Wording.Composition,
        text: String?
    ) throws {
        let guidance = try guidance(Asking(mood: .upset)) {
            $0.wording.composition = composition
        }
        #expect(guidance?.acknowledge?.text == text)
        #expect(guidance?.composition == composition)
    }

    @Test func `says no phrase whose places cannot be filled`() throws {
        let words = Self.phrases(
            "You get {limit}.",
            "Size {case.size} is in stock.",
            "Let me look."
        )
        for turn in Int64(0)..<3 {
            let unknown = try guidance(Asking(turn: turn)) { $0.wording.explain = words }
            #expect(unknown?.explain?.text == "Let me look.")
        }
        let size = FactInput.Member("size", .number("4"))
        let known = try (0..<3)
            .map { turn in
                try guidance(Asking(facts: [size], turn: turn)) { $0.wording.explain = words }?
                    .explain?
                    .text
            }
        #expect(Set(known) == ["Let me look.", "Size 4 is in stock."])
    }

    @Test(arguments: [(nil, 1), (true, 2), (false, 1)] as [(Bool?, Int)])
    func `shows an alternative only when its condition is known to hold`(
        ok: Bool?,
        count: Int
    ) throws {
        let guidance = try guidance(Asking(facts: ok.map { [.init("ok", .bool($0))] } ?? [])) {
            policy in
            policy.alternatives = [("exchange", "case.ok", "Swap it."), ("apology", nil, nil)]
        }
        let alternatives = try #require(guidance?.alternatives)
        #expect(alternatives.count == count)
        // One without words of its own has its remedy's name.
        #expect(alternatives.last?.text?.text == "Apology")
    }

    @Test func `shows customers no alternative that hangs on the staff`() throws {
        func count(_ audience: GuidanceRequest.Audience) throws -> Int? {
            try guidance(Asking(audience: audience)) { policy in
                policy.alternatives = [("exchange", "!has(staff.on_duty)", "Swap it.")]
            }?
            .alternatives.count
        }
        #expect(try count(.customer) == 0)
        #expect(try count(.staff) == 1)
    }

    @Test func `numbers come first on the telephone`() throws {
        func kinds(_ channel: String?) throws -> [Resource.Kind]? {
            try guidance(Asking(channel: channel)) { policy in
                policy.resources = [
                    Resource(kind: .link, label: text("Page"), target: "https://example.com"),
                    Resource(kind: .phone, label: text("Call"), target: "+371 6000 0100"),
                ]
            }?
            .resources.map(\.kind)
        }
        #expect(try kinds("phone") == [.phone, .link])
        #expect(try kinds("chat") == [.link, .phone])
        #expect(try kinds(nil) == [.link, .phone])
    }

    @Test func `customers get nothing of what is for staff`() throws {
        let guidance = try guidance { policy in
            policy.wording.ask = Self.phrases("What would help?")
            policy.wording.avoid = Self.phrases("It is our policy")
            policy.opportunities = [(nil, "Offer the card.")]
        }
        #expect(guidance != nil)
        #expect(guidance?.forStaff == nil)
    }

    @Test func `staff get what to ask, what to avoid, what may be offered and what is missing`()
        throws
    {
        let book = try SmallBook.book { book in
            let rows = [
                PolicyBuilder.Row(id: "card", remedies: ["gift_card"], upTo: "10.00 EUR"),
                PolicyBuilder.Row(id: "money", when: "case.looked_up", upTo: "20.00 EUR"),
                PolicyBuilder.Row(id: "swap", remedies: ["exchange"], when: "case.ok"),
            ]
            book.policies = [
                SmallBook.policy(rows) { policy in
                    policy.wording.ask = Self.phrases("What would help?", "What happened?")
                    policy.wording.avoid = Self.phrases("It is our policy")
                    policy.opportunities = [
                        (nil, "Offer the card."), ("case.ok && case.bad", "Offer more."),
                        ("case.bad", "Offer less."),
                    ]
                    policy.alternatives = [("apology", "case.ok", nil)]
                }
            ]
        }
        let guidance = try guidance(.staff, in: book)
        let staff = try #require(guidance?.forStaff)
        #expect(Set(staff.ask.map(\.text)) == ["What would help?", "What happened?"])
        #expect(staff.avoid.map(\.text) == ["It is our policy"])
        #expect(staff.opportunities.map(\.text) == ["Offer the card."])
        #expect(staff.options.offers.map(\.remedy.id) == ["gift_card"])
        // `case.ok` opens three things, `case.bad` two, looking up one.
        #expect(staff.missing.map(\.fact) == ["case.ok", "case.bad", "case.looked_up"])
        #expect(staff.missing.last?.needsVerification == true)
        #expect(staff.missing.last?.question?.text == "Has somebody looked?")
    }

    @Test func `a policy for staff is none for customers`() throws {
        #expect(try guidance { $0.visibility = .staff } == nil)
        #expect(try guidance(.staff) { $0.visibility = .staff } != nil)
    }

    @Test(arguments: [("LV", true), ("US", false), (nil, true)] as [(String?, Bool)])
    func `a policy counts unless it is known not to be in force here`(
        country: String?,
        isShown: Bool
    ) throws {
        let guidance = try guidance(Asking(country: country)) {
            $0.onlyIn = "context.country in ['LV']"
        }
        #expect((guidance != nil) == isShown)
    }

    @Test func `speaks the reader's language and that of its source where there is none`() throws {
        let guidance = try guidance(Asking(locale: "nl")) { policy in
            policy.plain = text("Plain words.", ["nl": "Gewone woorden."])
            policy.wording.explain = Self.phrases("Let me look.")
        }
        #expect(guidance?.plain.text == "Gewone woorden.")
        #expect(guidance?.explain?.locale.text == "en")
    }

    @Test func `refuses a role that the book lacks`() throws {
        #expect(throws: DecisionRefusal.unknownRole("agnt", nearest: "agent")) {
            try guidance(Asking(audience: .staff, role: "agnt")) { _ in }
        }
    }
}
