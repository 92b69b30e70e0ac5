import CEL

/// Why a check that a file states is none: where, and what is wrong.
package struct RequestFault: Error, Sendable, Hashable {
    /// The member, such as `customer.tier`.
    package let path: String
    /// In lower case and without a full stop.
    package let message: String
}

extension DecisionRequest {
    /// Reads a check as a book's own files state it: the members of the interface's request.
    ///
    /// Throws: the first member that is unknown, missing or of another type.
    package init(
        _ members: [FactInput.Member],
        of book: PolicyBook,
        now: Instant
    ) throws(RequestFault) {
        guard case .string(let remedy)? = members.first(where: { $0.name == "remedy" })?.value
        else { throw RequestFault(path: "remedy", message: "must name a remedy") }
        self.init(remedy: remedy, facts: FactValues(book.facts), now: now)
        for member in members where member.name != "remedy" {
            if let group = FactGroup(rawValue: member.name) {
                try read(group, member.value, book.facts)
            } else {
                try read(member, book.facts)
            }
        }
    }

    private mutating func read(
        _ group: FactGroup,
        _ value: FactInput,
        _ schema: FactSchema
    ) throws(RequestFault) {
        guard case .object(let members) = value else {
            throw RequestFault(path: group.rawValue, message: "must hold facts")
        }
        if let refusal = facts.read(group, members, schema).first {
            throw RequestFault(
                path: "\(group.rawValue).\(refusal.name)",
                message: refusal.fault.message
            )
        }
        guard group == .staff,
            case .string(let named)? = members.first(where: { $0.name == "role" })?.value
        else { return }
        role = named
    }

    private static let names = [
        "role", "amount", "quantity", "policy", "topic", "asked_for", "verified", "tried",
        "locale",
    ]

    private mutating func read(
        _ member: FactInput.Member,
        _ schema: FactSchema
    ) throws(RequestFault) {
        switch (member.name, member.value) {
        case ("amount", let value): asked = .money(try Self.money(value))
        case ("quantity", .number(let digits)):
            guard let count = Int64(digits) else { throw Self.otherType(member.name) }
            asked = .quantity(count)
        case ("role", .string(let name)): role = name
        case ("policy", .string(let name)): policy = name
        case ("topic", .string(let name)): topic = name
        case ("asked_for", .bool(let flag)): isAskedFor = flag
        case ("tried", .list(let rows)): tried = try Self.strings(rows, member.name)
        case ("verified", .list(let names)):
            let unknown = facts.verify(try Self.strings(names, member.name), schema)
            guard unknown.isEmpty else {
                throw RequestFault(
                    path: member.name,
                    message: "the book declares no fact `\(unknown[0])`"
                )
            }
        case ("locale", .string(let name)):
            guard let tag = LocaleTag(name) else { throw Self.otherType(member.name) }
            locale = LocalePreference(tag)
        case (let name, _) where Self.names.contains(name): throw Self.otherType(name)
        case (let name, _):
            let known = Self.names + FactGroup.allCases.map(\.rawValue)
            let nearest = NearestName.suggest(name, among: known)
            throw RequestFault(
                path: name,
                message: "is not known" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
            )
        }
    }

    private static func money(_ value: FactInput) throws(RequestFault) -> Money {
        do {
            return try Money(from: value)
        } catch {
            throw RequestFault(path: "amount", message: error.message)
        }
    }

    private static func strings(
        _ values: [FactInput],
        _ path: String
    ) throws(RequestFault) -> [String] {
        var strings: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw otherType(path) }
            strings.append(text)
        }
        return strings
    }

    private static func otherType(_ path: String) -> RequestFault {
        RequestFault(path: path, message: "is of another type than it must be")
    }
}

extension PolicyBook {
    /// The id of the option that is right: the author's answer, else what the engine decides on the
    /// question's check.
    ///
    /// The check is decided by the question's own policy where it names none. Returns: nil where
    /// there is neither an answer nor a check that can be decided.
    package func rightAnswer(
        to question: UnderstandingQuestion,
        of policy: String,
        at now: Instant
    ) -> String? {
        if let answer = question.answer { return answer }
        guard case .object(let members)? = question.check else { return nil }
        do {
            var request = try DecisionRequest(members, of: self, now: now)
            request.policy = request.policy ?? policy
            request.wantsHints = false
            return try decide(request).outcome.rawValue
        } catch {
            // The loader reports a check that is none; here it only has no answer.
            return nil
        }
    }
}
