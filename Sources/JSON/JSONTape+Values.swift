// Reading values. A question that does not fit the kind of a value is answered by nil, never by a
// trap: what a request holds is not known before it is asked.

extension JSONTape {
    /// The kind of a value.
    package func kind(of node: JSONNode) -> JSONKind {
        entries[node.index].kind
    }

    /// How many members an object or elements an array has; 0 for any other value.
    package func count(of node: JSONNode) -> Int {
        switch kind(of: node) {
        case .object, .array: Int(entries[node.index].length)
        case .string, .number, .bool, .null: 0
        }
    }

    /// The boolean; nil for any other kind.
    package func bool(of node: JSONNode) -> Bool? {
        kind(of: node) == .bool ? entries[node.index].length == 1 : nil
    }

    /// The string, escapes decoded; nil for any other kind.
    package func string(of node: JSONNode) -> String? {
        kind(of: node) == .string ? string(at: node.index) : nil
    }

    /// Whether the value is a string equal to `other`, byte by byte.
    package func isString(_ node: JSONNode, equalTo other: String) -> Bool {
        kind(of: node) == .string && hasText(node.index, other)
    }

    /// The number as it was written, for example `60.00` or `-1e3`; nil for any other kind.
    ///
    /// Shape: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
    package func numberText(of node: JSONNode) -> String? {
        kind(of: node) == .number ? string(at: node.index) : nil
    }

    /// The number, where it is written as a whole number without fraction and exponent and fits;
    /// nil otherwise.
    package func integer(of node: JSONNode) -> Int64? {
        guard kind(of: node) == .number else { return nil }
        var value: Int64 = 0
        var rest = textRange(of: node.index)
        let isNegative = text[rest.lowerBound] == UInt8(ascii: "-")
        if isNegative {
            rest = rest.dropFirst()
        }
        for byte in text[rest] {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (shifted, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            // Counted downwards for a negative number, because its range reaches one further.
            let (next, overflows) =
                isNegative
                ? shifted.subtractingReportingOverflow(digit)
                : shifted.addingReportingOverflow(digit)
            guard !isTooLarge, !overflows else { return nil }
            value = next
        }
        return value
    }

    /// The nearest binary floating-point number; nil for another kind and where it is not finite.
    package func double(of node: JSONNode) -> Double? {
        guard let text = numberText(of: node), let value = Double(text), value.isFinite else {
            return nil
        }
        return value
    }

    /// Lends the bytes of a string, escapes decoded, or of a number as it was written; of any other
    /// kind no bytes.
    package func withBytes<Result: ~Copyable, Failure: Error>(
        of node: JSONNode,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(text.span.extracting(textRange(of: node.index)))
    }
}

// MARK: - Members and elements

extension JSONTape {
    /// The value of the member of that name; nil where there is none or no object.
    ///
    /// Complexity: one comparison of lengths for each member before it.
    package func member(_ name: String, of node: JSONNode) -> JSONNode? {
        var member = firstMember(of: node)
        while let candidate = member {
            if hasText(candidate.name.index, name) {
                return candidate.value
            }
            member = self.member(after: candidate, of: node)
        }
        return nil
    }

    /// The first member of an object; nil where it has none, or for another kind.
    package func firstMember(of node: JSONNode) -> JSONMember? {
        guard kind(of: node) == .object else { return nil }
        return member(at: node.index + 1, of: node)
    }

    /// The member of the object `node` that follows `member`; nil after the last.
    package func member(after member: JSONMember, of node: JSONNode) -> JSONMember? {
        self.member(at: Int(entries[member.value.index].next), of: node)
    }

    /// The first element of an array; nil where it has none, or for another kind.
    package func firstElement(of node: JSONNode) -> JSONNode? {
        guard kind(of: node) == .array else { return nil }
        return element(at: node.index + 1, of: node)
    }

    /// The element of the array `node` that follows `element`; nil after the last.
    package func element(after element: JSONNode, of node: JSONNode) -> JSONNode? {
        self.element(at: Int(entries[element.index].next), of: node)
    }

    /// Calls `body` with each member of an object in order; not at all for another kind.
    package func forEachMember<Failure: Error>(
        of node: JSONNode,
        _ body: (JSONMember) throws(Failure) -> Void
    ) throws(Failure) {
        var next = firstMember(of: node)
        while let member = next {
            try body(member)
            next = self.member(after: member, of: node)
        }
    }

    /// Calls `body` with each element of an array in order; not at all for another kind.
    package func forEachElement<Failure: Error>(
        of node: JSONNode,
        _ body: (JSONNode) throws(Failure) -> Void
    ) throws(Failure) {
        var next = firstElement(of: node)
        while let element = next {
            try body(element)
            next = self.element(after: element, of: node)
        }
    }

    private func member(at index: Int, of object: JSONNode) -> JSONMember? {
        guard index < Int(entries[object.index].next) else { return nil }
        return JSONMember(name: JSONNode(index: index), value: JSONNode(index: index + 1))
    }

    private func element(at index: Int, of array: JSONNode) -> JSONNode? {
        index < Int(entries[array.index].next) ? JSONNode(index: index) : nil
    }
}

// MARK: - Text

extension JSONTape {
    /// The bytes of a string or number in `text`; empty for any other kind.
    func textRange(of index: Int) -> Range<Int> {
        let entry = entries[index]
        let start = Int(entry.start)
        switch entry.kind {
        case .string, .number: return start..<start + Int(entry.length)
        case .object, .array, .bool, .null: return start..<start
        }
    }

    func string(at index: Int) -> String {
        String(decoding: text[textRange(of: index)], as: UTF8.self)
    }

    @inline(__always)
    private func hasText(_ index: Int, _ other: String) -> Bool {
        // Lengths first: most names differ in theirs.
        other.utf8.count == Int(entries[index].length) && hasSameText(index, other)
    }

    private func hasSameText(_ index: Int, _ other: String) -> Bool {
        let start = Int(entries[index].start)
        let bytes = other.utf8Span.span
        for offset in bytes.indices where bytes[offset] != text[start + offset] { return false }
        return true
    }
}
