// JSON Pointer (RFC 6901): how an answer says which value of a request it means.

extension JSONTape {
    /// The pointer of a value, or of the member that a name belongs to; empty for the root.
    ///
    /// Complexity: a walk over the siblings on the way down; for messages, not for hot paths.
    package func pointer(to node: JSONNode) -> String {
        var pointer = ""
        var container = JSONNode.root
        while container != node {
            var child: JSONNode?
            switch kind(of: container) {
            case .object:
                guard let member = member(of: container, holding: node) else { return pointer }
                pointer.appendReferenceToken(string(at: member.name.index))
                child = member.name == node ? node : member.value
            case .array:
                guard let (position, element) = element(of: container, holding: node) else {
                    return pointer
                }
                pointer.appendReferenceToken(String(position))
                child = element
            case .string, .number, .bool, .null:
                break
            }
            guard let child else { return pointer }
            container = child
        }
        return pointer
    }

    /// The value a pointer names; nil where the document has none or the pointer is malformed.
    package func node(at pointer: String) -> JSONNode? {
        guard !pointer.isEmpty else { return .root }
        // By scalars: as a character, a slash may be one with a combining mark that follows it.
        let tokens = pointer.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = tokens.first, first.isEmpty else { return nil }
        var node = JSONNode.root
        for token in tokens.dropFirst() {
            guard let name = String(referenceToken: token),
                let child = child(of: node, named: name)
            else { return nil }
            node = child
        }
        return node
    }

    private func child(of node: JSONNode, named token: String) -> JSONNode? {
        guard kind(of: node) == .array else { return member(token, of: node) }
        // Digits only, and no needless zero (RFC 6901 section 4).
        guard let position = UInt(token), String(position) == token else { return nil }
        var rest = position
        var next = firstElement(of: node)
        while let element = next, rest > 0 {
            rest -= 1
            next = self.element(after: element, of: node)
        }
        return next
    }

    private func member(of object: JSONNode, holding node: JSONNode) -> JSONMember? {
        var next = firstMember(of: object)
        while let member = next {
            if member.name == node || holds(member.value, node) {
                return member
            }
            next = self.member(after: member, of: object)
        }
        return nil
    }

    private func element(of array: JSONNode, holding node: JSONNode) -> (Int, JSONNode)? {
        var position = 0
        var next = firstElement(of: array)
        while let element = next {
            if holds(element, node) {
                return (position, element)
            }
            position += 1
            next = self.element(after: element, of: array)
        }
        return nil
    }

    private func holds(_ value: JSONNode, _ node: JSONNode) -> Bool {
        (value.index..<Int(entries[value.index].next)).contains(node.index)
    }
}

extension String {
    /// Appends a slash and a reference token, in which `~` is written `~0` and `/` is `~1`.
    mutating func appendReferenceToken(_ token: String) {
        append("/")
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": append("~0")
            case "/": append("~1")
            default: unicodeScalars.append(scalar)
            }
        }
    }

    /// A reference token with its escapes decoded; nil where a `~` is followed by neither 0 nor 1.
    init?(referenceToken token: Substring.UnicodeScalarView) {
        self = ""
        var rest = token
        while let scalar = rest.popFirst() {
            guard scalar == "~" else {
                unicodeScalars.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "0": append("~")
            case "1": append("/")
            default: return nil
            }
        }
    }
}
