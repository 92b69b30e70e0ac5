import CEL
package import JSON
package import PolicyBook

/// The content of a check or of a question for options, read into a question to the book.
package struct CheckPayload {
    /// The members of a check, in the order in which they are told.
    fileprivate enum Member: Int, CaseIterable {
        case remedy
        case amount
        case quantity
        case items
        case staff
        case policy
        case topic
        case customer
        case `case`
        case context
        case action
        case askedFor
        case verified
        case tried
        case locale
        case trace

        var name: String { self == .askedFor ? "asked_for" : "\(self)" }
    }

    private static let names = JSONNames(Member.allCases.map(\.name))
    /// What each item of several has of its own.
    private static let single = Array(names.texts[...Member.quantity.rawValue])
    /// What options have too.
    private static let shared = Array(names.texts[Member.staff.rawValue...])

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
        let (fields, areAllNamed) = tape.fields(of: root, Self.names)
        if tape.kind(of: root) != .object || !areAllNamed {
            try tape.requireObject(root, members: Self.names.texts)
        }
        request = try Self.request(tape, fields, book, now, languages)
        guard let list = fields[.items] else {
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
        let fields = tape.fields(of: root, Self.names).fields
        request = try Self.request(tape, fields, book, now, languages)
    }

    private static func request(
        _ tape: borrowing JSONTape,
        _ fields: JSONFields,
        _ book: PolicyBook,
        _ now: Instant,
        _ languages: ReaderLanguages
    ) throws(Problem) -> DecisionRequest {
        let facts = try FactReader(book.facts)
            .read(tape, verified: fields[.verified]) { fields[Member($0)] }
        var request = DecisionRequest(remedy: "", facts: facts, now: now)
        request.role = try role(tape, fields)
        request.policy = try tape.optionalString(fields[.policy])
        request.topic = try tape.optionalString(fields[.topic])
        request.tried = try tape.optionalStrings(fields[.tried])
        request.isAskedFor = try tape.optionalBool(fields[.askedFor])
        request.wantsTrace = try tape.optionalBool(fields[.trace])
        request.locale = languages.preference(try locale(tape, fields, book))
        return request
    }

    /// The preference that the content states; nil where it has none.
    private static func locale(
        _ tape: borrowing JSONTape,
        _ fields: JSONFields,
        _ book: PolicyBook
    ) throws(Problem) -> LocalePreference? {
        // A language of the book, as the book writes it, needs no reading.
        if let named = fields[.locale],
            let known = book.locales.first(where: { tape.isString(named, equalTo: $0.text) })
        {
            return LocalePreference(known)
        }
        return try LocaleNegotiation.preference(
            named: try tape.optionalString(fields[.locale]),
            at: "/locale"
        )
    }

    private static func role(
        _ tape: borrowing JSONTape,
        _ fields: JSONFields
    ) throws(Problem) -> String? {
        guard let staff = fields[.staff] else { return nil }
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

extension CheckPayload.Member {
    fileprivate init(_ group: FactGroup) {
        switch group {
        case .customer: self = .customer
        case .case: self = .case
        case .context: self = .context
        case .staff: self = .staff
        case .action: self = .action
        }
    }
}

extension JSONFields {
    fileprivate subscript(member: CheckPayload.Member) -> JSONNode? { self[member.rawValue] }
}
