import PolicyBook
import Testing

/// Properties that hold for every book and every request.
@Suite("properties of decisions")
struct DecisionPropertyTests {
    private static let seeds = Array(0..<60)
    private static let requests = 8

    private static func forEachRequest(
        _ seed: Int,
        _ body: (PolicyBook, Asking) throws -> Void
    ) throws {
        var random = RandomBook(seed)
        let book = try random.builder().build()
        for _ in 0..<requests { try body(book, random.asking()) }
    }

    @Test(arguments: seeds)
    func `to know less never gives more`(_ seed: Int) throws {
        try Self.forEachRequest(seed) { book, asking in
            let whole = try asking.decide(book)
            for name in asking.facts.keys.sorted() {
                var less = asking
                less.facts[name] = nil
                less.verified.removeAll { $0 == name }
                let decision = try less.decide(book)
                if whole.outcome != .allow {
                    #expect(decision.outcome != .allow, "without \(name): \(asking)")
                }
                #expect((decision.outcome == .ask) == !decision.missing.isEmpty)
            }
            var unverified = asking
            unverified.verified = []
            if whole.outcome != .allow {
                #expect(try unverified.decide(book).outcome != .allow)
            }
        }
    }

    @Test(arguments: seeds)
    func `what a hint promises is what comes of it`(_ seed: Int) throws {
        try Self.forEachRequest(seed) { book, asking in
            let decision = try asking.decide(book)
            for hint in decision.wouldRaise {
                var changed = asking
                changed.facts[hint.fact] = Self.input(hint.value, hint.fact, book)
                let after = try changed.decide(book)
                #expect(after.limit == hint.limit, "\(hint) of \(asking)")
                let fact = try #require(RandomBook.facts.first { $0.qualifiedName == hint.fact })
                #expect(!fact.isClaim && fact.isHintable)
            }
        }
    }

    private static func input(_ value: String, _ name: String, _ book: PolicyBook) -> FactInput {
        switch book.facts.slot(of: name).flatMap({ book.facts.fact(inSlot: $0) })?.type {
        case .bool: .bool(value == "true")
        case .int: .number(value)
        default: .string(value)
        }
    }

    @Test(arguments: seeds)
    func `every alternative, asked alone, is allowed`(_ seed: Int) throws {
        try Self.forEachRequest(seed) { book, asking in
            for alternative in try asking.decide(book).alternatives {
                var alone = asking
                alone.remedy = try #require(alternative.remedy)
                alone.amount = nil
                let decision = try alone.decide(book)
                #expect(decision.outcome == .allow, "\(alone.remedy) of \(asking)")
            }
        }
    }

    @Test(arguments: seeds)
    func `the approver may, and no lower role may`(_ seed: Int) throws {
        try Self.forEachRequest(seed) { book, asking in
            let decision = try asking.decide(book)
            guard let approver = decision.approver, let limit = approver.limit else { return }
            #expect(decision.outcome == .escalate || decision.outcome == .ask)
            var own = asking
            own.facts["staff.id"] = .string("another")
            own.role = approver.role
            let allowed = try own.decide(book)
            #expect(allowed.limit == limit)
            if decision.outcome == .escalate { #expect(allowed.outcome == .allow) }
            for lower in book.roles.above(asking.role ?? "") {
                guard lower != approver.role else { break }
                own.role = lower
                #expect(try own.decide(book).outcome != .allow)
            }
        }
    }

    @Test(arguments: seeds)
    func `grace is never harsher than either version alone`(_ seed: Int) throws {
        var random = RandomBook(seed)
        let both = random.builder()
        let askings = (0..<Self.requests).map { _ in random.asking() }
        var newOnly = both
        newOnly.policies = both.policies.map { policy in
            var policy = policy
            policy.grace = .absent
            return policy
        }
        // The version before alone, but under the newest principles.
        var oldOnly = both
        oldOnly.policies = both.policies.compactMap { policy in
            let newer = both.policies.first { $0.id == policy.id && $0.version == 2 }
            guard let newer, case .until = newer.grace else { return policy }
            guard policy.version == 1 else { return nil }
            var policy = policy
            policy.never = newer.never
            return policy
        }
        let books = try [both, newOnly, oldOnly].map { try $0.build() }
        for asking in askings {
            let decisions = try books.map { try asking.decide($0) }
            // The newest principles are aside.
            if decisions[0].reasons.contains(where: { $0.code == .never }) { continue }
            for alone in decisions.dropFirst() {
                #expect(decisions[0].outcome >= alone.outcome, "\(asking)")
                guard decisions[0].outcome == .allow, alone.outcome == .allow,
                    case .amount(let limit)? = decisions[0].limit,
                    case .amount(let own)? = alone.limit
                else { continue }
                #expect(own.isAtMost(limit) == true)
            }
        }
    }

    @Test(arguments: seeds)
    func `a staff note stands nowhere but among the staff notes`(_ seed: Int) throws {
        try Self.forEachRequest(seed) { book, asking in
            var asking = asking
            asking.wantsTrace = true
            var decision = try asking.decide(book)
            decision.staffNotes = []
            #expect(!"\(decision)".contains(RandomBook.staffNote))
        }
    }

    @Test(arguments: seeds)
    func `the same request gives the same answer`(_ seed: Int) throws {
        try Self.forEachRequest(seed) { book, asking in
            let first = try asking.decide(book)
            let second = try asking.decide(book)
            #expect("\(first)" == "\(second)")
        }
    }
}
