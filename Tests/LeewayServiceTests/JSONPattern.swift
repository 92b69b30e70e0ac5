import JSON

/// JSON as tests compare it: what is expected names the members it is about and no others.
enum JSONPattern: Sendable, Equatable {
    case null
    case bool(Bool)
    /// By its digits.
    case number(String)
    case string(String)
    case list([JSONPattern])
    case object([String: JSONPattern])

    /// Reads text by the service's own reader, which refuses what is no JSON.
    init(parsing text: String) throws {
        var limits = JSONLimits()
        limits.maxMembers = 1_000_000
        var tape = JSONTape(limits: limits)
        let root = try tape.read(Array(text.utf8))
        self.init(tape, root)
    }

    private init(_ tape: borrowing JSONTape, _ node: JSONNode) {
        switch tape.kind(of: node) {
        case .null: self = .null
        case .bool: self = .bool(tape.bool(of: node) ?? false)
        case .number: self = .number(tape.numberText(of: node) ?? "")
        case .string: self = .string(tape.string(of: node) ?? "")
        case .array:
            var elements: [JSONPattern] = []
            tape.forEachElement(of: node) { elements.append(JSONPattern(tape, $0)) }
            self = .list(elements)
        case .object:
            var members: [String: JSONPattern] = [:]
            tape.forEachMember(of: node) {
                members[tape.string(of: $0.name) ?? ""] = JSONPattern(tape, $0.value)
            }
            self = .object(members)
        }
    }

    /// The elements; empty of what is no list.
    var elements: [JSONPattern] {
        if case .list(let elements) = self { elements } else { [] }
    }

    /// The text of a string; nil of anything else.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    subscript(name: String) -> JSONPattern? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// This with the members of `change` over it; null takes a member away.
    func changed(by change: JSONPattern?) -> JSONPattern {
        guard let change else { return self }
        guard case .object(var members) = self, case .object(let changes) = change else {
            return change
        }
        for (name, value) in changes {
            members[name] = value == .null ? nil : members[name]?.changed(by: value) ?? value
        }
        return .object(members)
    }

    /// Where `found` is not as expected; empty where it is.
    ///
    /// Lists are as long as expected; objects may have more members, and an expected null stands
    /// for no member too.
    func differences(from found: JSONPattern?, at path: String = "") -> [String] {
        switch (self, found) {
        case (.null, nil): return []
        case (.object(let expected), .object(let members)?):
            return expected.sorted { $0.key < $1.key }
                .flatMap { $1.differences(from: members[$0], at: "\(path)/\($0)") }
        case (.list(let expected), .list(let elements)?) where expected.count == elements.count:
            return zip(expected, elements).enumerated()
                .flatMap { $1.0.differences(from: $1.1, at: "\(path)/\($0)") }
        case (let expected, let found?) where expected == found:
            return []
        default:
            return ["\(path): expected \(self.text), found \(found?.text ?? "nothing")"]
        }
    }

    /// As JSON, members sorted.
    var text: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return String(value)
        case .number(let digits): return digits
        case .string(let value):
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\"\(escaped)\""
        case .list(let elements): return "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            let parts = members.sorted { $0.key < $1.key }
                .map { "\(JSONPattern.string($0).text):\($1.text)" }
            return "{" + parts.joined(separator: ",") + "}"
        }
    }
}
