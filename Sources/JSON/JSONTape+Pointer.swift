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
        let tokens = pointer.split(separator: "/", omittingEmptySubsequences: false)
        guard tokens.first == "" else { return nil }
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
        guard let position = Int(token), String(position) == token else { return nil }
        var element = firstElement(of: node)
        for _ in 0..<max(0, min(position, count(of: node))) {
            element = element.flatMap { self.element(after: $0, of: node) }
        }
        return position < 0 ? nil : element
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
        for character in token.unicodeScalars {
            switch character {
            case "~": append("~0")
            case "/": append("~1")
            default: unicodeScalars.append(character)
            }
        }
    }

    /// A reference token with its escapes decoded; nil where a `~` is followed by neither 0 nor 1.
    init?(referenceToken token: Substring) {
        self = ""
        var rest = token.unicodeScalars[...]
        while let character = rest.popFirst() {
            guard character == "~" else {
                unicodeScalars.append(character)
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
