import CEL
import PolicyBook
import Testing

/// A request of a test, written briefly.
struct Asking {
    var remedy = "refund"
    /// `60.00 EUR`, or a whole number for a quantity.
    var amount: String?
    var role: String? = "agent"
    var policy: String?
    var topic: String?
    var facts: [String: FactInput] = [:]
    var verified: [String] = []
    var tried: [String] = []
    var isAskedFor = false
    var locale: String?
    var at = "2026-11-22T10:00:00Z"
    var usage = BudgetUsage()
    var wantsTrace = false

    func request(_ book: PolicyBook) throws -> DecisionRequest {
        var values = FactValues(book.facts)
        for (name, input) in facts.sorted(by: { $0.key < $1.key }) {
            let slot = try #require(book.facts.slot(of: name), "\(name) is not declared")
            let fact = try #require(book.facts.fact(inSlot: slot))
            values[slot] = try fact.type.value(from: input)
        }
        #expect(values.verify(verified, book.facts).isEmpty)
        var request = DecisionRequest(
            remedy: remedy,
            facts: values,
            now: try #require(Instant(rfc3339: at))
        )
        request.asked = try amount.map { amount in
            if let count = Int64(amount) { return .quantity(count) }
            return .money(try Money(parsing: amount))
        }
        request.role = role
        request.policy = policy
        request.topic = topic
        request.tried = tried
        request.isAskedFor = isAskedFor
        request.locale = locale.map { LocalePreference(tag($0)) }
        request.usage = usage
        request.wantsTrace = wantsTrace
        return request
    }

    func decide(_ book: PolicyBook) throws -> Decision {
        try book.decide(try request(book))
    }
}

/// An amount of a test's own as a limit.
func limit(_ text: String) throws -> GrantLimit {
    if text == "unlimited" { return .unlimited }
    if let count = Int64(text) { return .amount(.quantity(count)) }
    return .amount(.money(try Money(parsing: text)))
}
