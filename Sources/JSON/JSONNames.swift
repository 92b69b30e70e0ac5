/// The names that the members of an object may have, each known by its place among them.
package struct JSONNames: Sendable {
    /// The names in their order.
    package let texts: [String]
    fileprivate let octets: [[UInt8]]

    /// Takes the names, each once.
    package init(_ texts: [String]) {
        self.texts = texts
        octets = texts.map { Array($0.utf8) }
    }

    /// The place of the name that these octets are; nil where none is.
    fileprivate func place(of name: Span<UInt8>) -> Int? {
        octets.firstIndex { candidate in
            guard candidate.count == name.count else { return false }
            for index in name.indices where name[index] != candidate[index] { return false }
            return true
        }
    }
}

/// The members of one object, by the places of their names.
package struct JSONFields: Sendable {
    private var values: [JSONNode?]

    fileprivate init(count: Int) {
        values = Array(repeating: nil, count: count)
    }

    /// The value of the name at a place; nil where the member is absent or null.
    package fileprivate(set) subscript(place: Int) -> JSONNode? {
        get { values[place] }
        set { values[place] = newValue }
    }
}

extension JSONTape {
    /// Looks up all members of an object at once.
    ///
    /// Returns: the members, and whether each of them has one of the names. No members for another
    /// kind.
    /// Complexity: one comparison of lengths for each member and name.
    package func fields(
        of node: JSONNode,
        _ names: JSONNames
    ) -> (fields: JSONFields, areAllNamed: Bool) {
        var fields = JSONFields(count: names.texts.count)
        var areAllNamed = true
        var next = firstMember(of: node)
        while let member = next {
            if let place = withBytes(of: member.name, { names.place(of: $0) }) {
                if kind(of: member.value) != .null { fields[place] = member.value }
            } else {
                areAllNamed = false
            }
            next = self.member(after: member, of: node)
        }
        return (fields, areAllNamed)
    }
}
