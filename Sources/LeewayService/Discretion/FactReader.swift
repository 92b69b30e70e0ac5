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
        var facts = FactValues(schema)
        var problems: [Problem] = []
        for group in FactGroup.allCases {
            guard let node = tape.present(group.rawValue, of: root) else { continue }
            try tape.requireKind(.object, of: node)
            guard case .object(let members) = Self.input(tape, node) else { continue }
            try Self.refuseTooMany(members.count, at: "/\(group.rawValue)")
            for refusal in facts.read(group, members, schema) {
                let name = JSONPointer.escaped(refusal.name.shortened)
                let pointer = "/\(group.rawValue)/\(name)"
                problems.append(Self.problem(refusal.fault, at: pointer))
            }
        }
        let verified = try tape.optionalStrings("verified", of: root)
        try Self.refuseTooMany(verified.count, at: "/verified")
        for name in facts.verify(verified, schema) {
            let nearest = NearestName.suggest(name, among: schema.facts.map(\.qualifiedName))
            problems.append(.unknown("fact", name, known: nearest, at: "/verified"))
        }
        guard var first = problems.first else { return facts }
        first.errors = Array(problems.flatMap(\.errors).prefix(Self.maxFaults))
        throw first
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
