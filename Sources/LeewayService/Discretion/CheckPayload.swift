import CEL
import JSON
import PolicyBook

/// The content of a check, read into a question to the book.
struct CheckPayload {
    private static let members = [
        "staff", "remedy", "amount", "quantity", "policy", "topic", "customer", "case", "context",
        "action", "asked_for", "verified", "tried", "locale", "trace",
    ]

    let request: DecisionRequest

    /// Reads the object at `root`.
    ///
    /// Throws: `malformedRequest` for members that are missing, unknown or of the wrong JSON type;
    /// `unknownName` and `invalidValue` for what the book does not know or take.
    init(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        book: PolicyBook,
        now: Instant,
        acceptLanguage: LocalePreference?
    ) throws(Problem) {
        try tape.requireObject(root, members: Self.members)
        let facts = try FactReader(book.facts).read(tape, root)
        var request = DecisionRequest(
            remedy: try tape.requiredString("remedy", of: root),
            facts: facts,
            now: now
        )
        request.asked = try Self.asked(tape, root)
        request.role = try Self.role(tape, root)
        request.policy = try tape.optionalString("policy", of: root)
        request.topic = try tape.optionalString("topic", of: root)
        request.tried = try tape.optionalStrings("tried", of: root)
        request.isAskedFor = try tape.optionalBool("asked_for", of: root)
        request.wantsTrace = try tape.optionalBool("trace", of: root)
        request.locale =
            try LocaleNegotiation.preference(
                named: try tape.optionalString("locale", of: root),
                at: "/locale"
            ) ?? acceptLanguage
        self.request = request
    }

    private static func role(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> String? {
        guard let staff = tape.present("staff", of: root) else { return nil }
        try tape.requireKind(.object, of: staff)
        return try tape.optionalString("role", of: staff)
    }

    private static func asked(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> Amount? {
        let quantity = try tape.optionalInteger("quantity", of: root)
        guard let node = tape.present("amount", of: root) else {
            return quantity.map { .quantity($0) }
        }
        guard quantity == nil else {
            throw Problem(
                .malformedRequest,
                at: "/quantity",
                "`amount` is for money, `quantity` for quantities, so only one can stand"
            )
        }
        return .money(try money(tape, node))
    }

    private static func money(
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> Money {
        try tape.requireObject(node, members: ["value", "currency"])
        _ = try tape.requiredString("currency", of: node)
        do {
            return try Money(from: FactReader.input(tape, node))
        } catch {
            throw FactReader.problem(error, at: tape.pointer(to: node))
        }
    }
}
