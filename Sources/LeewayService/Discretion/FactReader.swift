import CEL
import JSON
import PolicyBook

/// Reads the fact groups of a request by the book's schema.
struct FactReader {
    /// LIMIT: books declare some dozens of facts; each unknown name is compared with all of them.
    static let maxNames = 256
    /// LIMIT: nobody reads more faults at once.
    static let maxFaults = 20

    private let schema: FactSchema

    init(_ schema: FactSchema) {
        self.schema = schema
    }

    /// The facts of all groups of the object at `root`, and which of them were looked up.
    ///
    /// Throws: every fact at fault is named in the problem's errors.
    func read(_ tape: borrowing JSONTape, _ root: JSONNode) throws(Problem) -> FactValues {
        try read(tape, verified: tape.present("verified", of: root)) { group in
            tape.present(group.rawValue, of: root)
        }
    }

    /// The facts of the groups that were looked up.
    ///
    /// Throws: every fact at fault is named in the problem's errors.
    func read(
        _ tape: borrowing JSONTape,
        verified: JSONNode?,
        _ object: (FactGroup) -> JSONNode?
    ) throws(Problem) -> FactValues {
        var facts = FactValues(schema)
        var problems: [Problem] = []
        for group in FactGroup.allCases {
            guard let node = object(group) else { continue }
            try tape.requireKind(.object, of: node)
            try Self.refuseTooMany(tape.count(of: node), at: "/\(group.rawValue)")
            tape.forEachMember(of: node) { member in
                guard let refusal = read(tape, member, group, into: &facts) else { return }
                let name = JSONPointer.escaped(refusal.name.shortened)
                let pointer = "/\(group.rawValue)/\(name)"
                problems.append(Self.problem(refusal.fault, at: pointer))
            }
        }
        let verified = try tape.optionalStrings(verified)
        try Self.refuseTooMany(verified.count, at: "/verified")
        for name in facts.verify(verified, schema) {
            let nearest = NearestName.suggest(name, among: schema.facts.map(\.qualifiedName))
            problems.append(.unknown("fact", name, known: nearest, at: "/verified"))
        }
        guard var first = problems.first else { return facts }
        first.errors = Array(problems.flatMap(\.errors).prefix(Self.maxFaults))
        throw first
    }

    /// Reads one fact; the reason where it cannot be read.
    private func read(
        _ tape: borrowing JSONTape,
        _ member: JSONMember,
        _ group: FactGroup,
        into facts: inout FactValues
    ) -> FactValues.Refusal? {
        let slot = tape.withBytes(of: member.name) { schema.slot(in: group, named: $0) }
        if let slot, let value = Self.value(tape, member.value, schema.facts[slot].type) {
            facts[slot] = value
            return nil
        }
        let name = tape.string(of: member.name) ?? ""
        return facts.read(group, [.init(name, Self.input(tape, member.value))], schema).first
    }

    /// A value of the usual form, read without more ado; nil for any other and what is wrong.
    private static func value(
        _ tape: borrowing JSONTape,
        _ node: JSONNode,
        _ type: FactType
    ) -> Value? {
        switch type {
        case .bool: return tape.bool(of: node).map { .bool($0) }
        case .int: return tape.integer(of: node).map { .int($0) }
        case .string: return tape.string(of: node).map { .string($0) }
        case .enumeration(let words):
            return words.first { tape.isString(node, equalTo: $0) }.map { .string($0) }
        case .date:
            guard tape.kind(of: node) == .string else { return nil }
            return tape.withBytes(of: node) { CalendarDate(iso8601: $0) }.map { .date($0) }
        case .money: return money(tape, node).map { .money($0) }
        case .decimal, .timestamp, .duration, .list: return nil
        }
    }

    /// An amount whose value is a string with all its decimals; nil for any other and what is wrong.
    static func money(_ tape: borrowing JSONTape, _ node: JSONNode) -> Money? {
        guard tape.count(of: node) == 2,
            let value = tape.member("value", of: node), tape.kind(of: value) == .string,
            let code = tape.member("currency", of: node), tape.kind(of: code) == .string,
            let currency = tape.withBytes(of: code, { Currency(octets: $0) })
        else { return nil }
        return tape.withBytes(of: value) { Money(plainMajorUnits: $0, currency) }
    }

    static func refuseTooMany(_ count: Int, at pointer: String) throws(Problem) {
        guard count > maxNames else { return }
        throw Problem(.malformedRequest, at: pointer, "at most \(maxNames) facts can stand here")
    }

    /// A JSON value as the book reads it.
    static func input(_ tape: borrowing JSONTape, _ node: JSONNode) -> FactInput {
        switch tape.kind(of: node) {
        case .null: return .null
        case .bool: return .bool(tape.bool(of: node) ?? false)
        case .number: return .number(tape.numberText(of: node) ?? "")
        case .string: return .string(tape.string(of: node) ?? "")
        case .array:
            var items: [FactInput] = []
            tape.forEachElement(of: node) { items.append(input(tape, $0)) }
            return .list(items)
        case .object:
            var members: [FactInput.Member] = []
            tape.forEachMember(of: node) {
                let name = tape.string(of: $0.name) ?? ""
                members.append(FactInput.Member(name, input(tape, $0.value)))
            }
            return .object(members)
        }
    }

    /// The answer to a fact that cannot be read.
    static func problem(_ fault: FactFault, at pointer: String) -> Problem {
        switch fault {
        case .unknown, .money(.unknownCurrency, _):
            Problem(.unknownName, at: pointer, fault.message)
        case .binaryFraction:
            Problem(.malformedRequest, at: pointer, fault.message)
        case .otherType, .otherWord, .malformed, .outOfRange, .money:
            Problem(.invalidValue, at: pointer, fault.message)
        }
    }
}

/// A reference token of a JSON Pointer (RFC 6901 section 3).
enum JSONPointer {
    static func escaped(_ name: String) -> String {
        guard name.contains(where: { $0 == "~" || $0 == "/" }) else { return name }
        return name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
