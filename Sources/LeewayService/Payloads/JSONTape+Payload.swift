import CEL
import JSON
import PolicyBook

/// Members read by name, with the problem each fault of a caller is answered with.
extension JSONTape {
    /// Reads a document.
    ///
    /// Returns: its value. Throws: `malformedRequest` with the place of the first fault.
    mutating func document(_ octets: Span<UInt8>) throws(Problem) -> JSONNode {
        do {
            return try read(octets)
        } catch {
            throw Problem(.malformedRequest, at: error.pointer, error.description)
        }
    }

    /// Refuses a value that is no object, and members that nobody would read.
    func requireObject(_ node: JSONNode, members: [String]) throws(Problem) {
        try requireKind(.object, of: node)
        try forEachMember(of: node) { member throws(Problem) in
            guard !members.contains(where: { isString(member.name, equalTo: $0) }) else { return }
            let name = string(of: member.name) ?? ""
            let nearest = NearestName.suggest(name, among: members)
            let suggestion =
                nearest.map { "did you mean `\($0)`?" }
                ?? "known are \(members.joined(separator: ", "))"
            throw Problem(
                .malformedRequest,
                at: pointer(to: member.name),
                "there is no member `\(name.shortened)`, \(suggestion)"
            )
        }
    }

    /// The text of a member that must be there.
    func requiredString(_ name: String, of node: JSONNode) throws(Problem) -> String {
        guard let text = try optionalString(name, of: node) else {
            throw Problem(
                .malformedRequest,
                at: pointer(to: node) + "/" + name,
                "the member `\(name)` is missing"
            )
        }
        return text
    }

    /// The text of a member; nil where it is absent or null.
    func optionalString(_ name: String, of node: JSONNode) throws(Problem) -> String? {
        try optionalString(present(name, of: node))
    }

    /// The text of a member that was looked up; nil where it is absent or null.
    func optionalString(_ value: JSONNode?) throws(Problem) -> String? {
        guard let value else { return nil }
        try requireKind(.string, of: value)
        return string(of: value)
    }

    /// The whole number of a member; nil where it is absent or null.
    func optionalInteger(_ name: String, of node: JSONNode) throws(Problem) -> Int64? {
        guard let value = present(name, of: node) else { return nil }
        try requireKind(.number, of: value)
        guard
            let number = integer(of: value)
                ?? numberText(of: value).flatMap(Int64.init(wholeNumber:))
        else {
            throw Problem(.malformedRequest, at: pointer(to: value), "a whole number is needed")
        }
        return number
    }

    /// The truth value of a member; false where it is absent or null.
    func optionalBool(_ name: String, of node: JSONNode) throws(Problem) -> Bool {
        try optionalBool(present(name, of: node))
    }

    /// The truth value of a member that was looked up; false where it is absent or null.
    func optionalBool(_ value: JSONNode?) throws(Problem) -> Bool {
        guard let value else { return false }
        try requireKind(.bool, of: value)
        return bool(of: value) ?? false
    }

    /// The texts of a list; empty where it is absent or null.
    func optionalStrings(_ name: String, of node: JSONNode) throws(Problem) -> [String] {
        try optionalStrings(present(name, of: node))
    }

    /// The texts of a list that was looked up; empty where it is absent or null.
    func optionalStrings(_ value: JSONNode?) throws(Problem) -> [String] {
        guard let value else { return [] }
        try requireKind(.array, of: value)
        var texts: [String] = []
        try forEachElement(of: value) { element throws(Problem) in
            try requireKind(.string, of: element)
            if let text = string(of: element) { texts.append(text) }
        }
        return texts
    }

    /// The value of a member that is there and not null.
    func present(_ name: String, of node: JSONNode) -> JSONNode? {
        guard let value = member(name, of: node), kind(of: value) != .null else { return nil }
        return value
    }

    /// Refuses a value of another kind.
    func requireKind(_ wanted: JSONKind, of node: JSONNode) throws(Problem) {
        let found = kind(of: node)
        guard found != wanted else { return }
        throw Problem(
            .malformedRequest,
            at: pointer(to: node),
            "\(wanted) is needed, this is \(found)"
        )
    }
}
