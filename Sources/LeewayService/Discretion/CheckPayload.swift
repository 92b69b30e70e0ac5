import CEL
package import JSON
package import PolicyBook

/// The content of a check or of a question for options, read into a question to the book.
package struct CheckPayload {
    private static let shared = [
        "staff", "policy", "topic", "customer", "case", "context", "action", "asked_for",
        "verified", "tried", "locale", "trace",
    ]
    private static let single = ["remedy", "amount", "quantity"]

    /// For options and for several items its remedy is empty: each has its own.
    package var request: DecisionRequest
    /// The remedies of a check for several at once; nil where it names one.
    package private(set) var items: [RequestedItem]?

    /// Reads a check: one remedy, or several `items`.
    ///
    /// Throws: `malformedRequest` for members that are missing, unknown or of the wrong JSON type;
    /// `unknownName` and `invalidValue` for what the book does not know or take.
    package init(
        check tape: borrowing JSONTape,
        _ root: JSONNode,
        book: PolicyBook,
        now: Instant,
        languages: ReaderLanguages
    ) throws(Problem) {
        try tape.requireObject(root, members: Self.single + ["items"] + Self.shared)
        request = try Self.request(tape, root, book, now, languages)
        guard let list = tape.present("items", of: root) else {
            request.remedy = try tape.requiredString("remedy", of: root)
            request.asked = try Self.asked(tape, root)
            return
        }
        if let name = Self.single.first(where: { tape.present($0, of: root) != nil }) {
            throw Problem(
                .malformedRequest,
                at: "/\(name)",
                "each of the `items` has its own `\(name)`, so none can stand here"
            )
        }
        items = try Self.items(tape, list)
    }

    /// Reads a question for options, which is about every remedy.
    ///
    /// Throws: as for a check.
    init(
        options tape: borrowing JSONTape,
        _ root: JSONNode,
        book: PolicyBook,
        now: Instant,
        languages: ReaderLanguages
    ) throws(Problem) {
        try tape.requireObject(root, members: Self.shared)
        request = try Self.request(tape, root, book, now, languages)
    }

    private static func request(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        _ book: PolicyBook,
        _ now: Instant,
        _ languages: ReaderLanguages
    ) throws(Problem) -> DecisionRequest {
        let facts = try FactReader(book.facts).read(tape, root)
        var request = DecisionRequest(remedy: "", facts: facts, now: now)
        request.role = try role(tape, root)
        request.policy = try tape.optionalString("policy", of: root)
        request.topic = try tape.optionalString("topic", of: root)
        request.tried = try tape.optionalStrings("tried", of: root)
        request.isAskedFor = try tape.optionalBool("asked_for", of: root)
        request.wantsTrace = try tape.optionalBool("trace", of: root)
        request.locale = languages.preference(
            try LocaleNegotiation.preference(
                named: try tape.optionalString("locale", of: root),
                at: "/locale"
            )
        )
        return request
    }

    private static func role(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> String? {
        guard let staff = tape.present("staff", of: root) else { return nil }
        try tape.requireKind(.object, of: staff)
        return try tape.optionalString("role", of: staff)
    }

    private static func items(
        _ tape: borrowing JSONTape,
        _ list: JSONNode
    ) throws(Problem) -> [RequestedItem] {
        try tape.requireKind(.array, of: list)
        var items: [RequestedItem] = []
        try tape.forEachElement(of: list) { item throws(Problem) in
            try tape.requireObject(item, members: single)
            items.append(
                RequestedItem(
                    remedy: try tape.requiredString("remedy", of: item),
                    asked: try asked(tape, item)
                )
            )
        }
        guard !items.isEmpty else {
            throw Problem(.malformedRequest, at: "/items", "at least one item is needed")
        }
        return items
    }

    private static func asked(
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> Amount? {
        let quantity = try tape.optionalInteger("quantity", of: node)
        guard let amount = tape.present("amount", of: node) else {
            return quantity.map { .quantity($0) }
        }
        guard quantity == nil else {
            throw Problem(
                .malformedRequest,
                at: tape.pointer(to: node) + "/quantity",
                "`amount` is for money, `quantity` for quantities, so only one can stand"
            )
        }
        return .money(try money(tape, amount))
    }

    private static func money(
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> Money {
        if let usual = FactReader.money(tape, node) { return usual }
        try tape.requireObject(node, members: ["value", "currency"])
        _ = try tape.requiredString("currency", of: node)
        if tape.member("value", of: node).map({ tape.kind(of: $0) }) != .number {
            _ = try tape.requiredString("value", of: node)
        }
        do {
            return try Money(from: FactReader.input(tape, node))
        } catch {
            throw FactReader.problem(error, at: tape.pointer(to: node))
        }
    }
}
