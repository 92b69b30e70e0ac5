/// A JSON document, read in one validating pass into memory that the next document reuses.
///
/// The tape holds a copy of the text, in which strings are decoded in place, and a list of entries
/// in document order that point into it. Nothing else is made until it is asked for: no string, no
/// dictionary, no number. Keep one tape for each thread that reads documents.
///
/// Shape: RFC 8259 without leniency, and from RFC 7493 no duplicate names and no lone surrogates.
/// Limits: ``JSONLimits``. Isolation: none, one owner at a time.
package struct JSONTape: ~Copyable, Sendable {
    /// The limits every document is held to.
    package let limits: JSONLimits
    // INVARIANT: ends with `JSONScanner.padding` zeros, so that the scanner can look ahead.
    var text: [UInt8] = []
    // Only the first `entryCount` entries belong to the document.
    var entries: [TapeEntry] = []
    var entryCount = 0
    private var containers: [OpenContainer]

    /// An empty tape; its memory grows with the documents it reads, within the limits.
    package init(limits: JSONLimits = JSONLimits()) {
        self.limits = limits
        containers = Array(repeating: .blank, count: max(limits.maxDepth, 0) + 1)
    }

    /// Reads `bytes`, which have to be one whole document, in place of what was read before.
    ///
    /// Throws: the first fault of the document; the tape is empty then.
    /// Returns: the value of the whole document.
    /// Complexity: one pass, and sorting the names of objects with more than 32 members.
    @discardableResult
    package mutating func read(_ bytes: RawSpan) throws(JSONFault) -> JSONNode {
        entryCount = 0
        let maxBytes = min(limits.maxDocumentBytes, JSONLimits.addressableBytes)
        guard bytes.byteCount <= maxBytes else {
            let failure = JSONScanner.Failure(.documentTooLong(maxBytes: maxBytes), at: maxBytes)
            throw fault(failure, in: bytes, pointer: "")
        }
        load(bytes)
        var scanner = JSONScanner(limits: limits, end: bytes.byteCount)
        do throws(JSONScanner.Failure) {
            try scanner.scan(&text, &entries, &containers)
        } catch {
            throw fault(error, in: bytes, pointer: pointerToOpenValue(depth: scanner.depth))
        }
        entryCount = scanner.entryCount
        if scanner.hasLargeObjects {
            try refuseDuplicatesInLargeObjects(of: bytes)
        }
        return .root
    }

    /// Reads an array of bytes like ``read(_:)-(RawSpan)``.
    @discardableResult
    package mutating func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONNode {
        try read(bytes.span)
    }

    /// Reads borrowed bytes like ``read(_:)-(RawSpan)``.
    @discardableResult
    package mutating func read(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONNode {
        // SAFETY: a `UInt8` has no padding, so every byte of the span is initialised.
        try unsafe read(bytes.bytes)
    }

    private mutating func load(_ bytes: RawSpan) {
        text.removeAll(keepingCapacity: true)
        // SAFETY: the buffer lives as long as the borrowed span, and is only copied from.
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe text.append(contentsOf: buffer)
        }
        for _ in 0..<JSONScanner.padding {
            text.append(0)
        }
        // Each value takes at least two bytes, for itself and what follows or closes it; only of a
        // container that is still open there may be no more than its bracket.
        let most = 2 + min(bytes.byteCount / 2 + containers.count, 2 * max(limits.maxMembers, 0))
        if entries.count < most {
            entries.append(contentsOf: repeatElement(.blank, count: most - entries.count))
        }
    }
}

// MARK: - Faults

extension JSONTape {
    private func fault(
        _ failure: JSONScanner.Failure,
        in bytes: RawSpan,
        pointer: String
    ) -> JSONFault {
        var line = 1
        var column = 1
        for offset in 0..<min(failure.offset, bytes.byteCount) {
            // SAFETY: any byte is a valid `UInt8`; the offset is in bounds and checked.
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONFault(
            reason: failure.reason,
            offset: failure.offset,
            line: line,
            column: column,
            pointer: pointer
        )
    }

    private func pointerToOpenValue(depth: Int) -> String {
        var pointer = ""
        for container in containers[..<depth] {
            let entry = entries[Int(container.entry)]
            if entry.kind == .object {
                guard container.lastName != 0 else { break }
                pointer.appendReferenceToken(string(at: Int(container.lastName)))
            } else {
                guard entry.length > 0 else { break }
                pointer.appendReferenceToken(String(entry.length - 1))
            }
        }
        return pointer
    }

    /// Finds duplicate names by sorting, so that no choice of names makes it slow, as it could be
    /// with a hash table whose seed is known.
    private mutating func refuseDuplicatesInLargeObjects(of bytes: RawSpan) throws(JSONFault) {
        for index in 0..<entryCount
        where entries[index].kind == .object
            && Int(entries[index].length) > JSONScanner.maxFilteredNames
        {
            var names: [Int] = []
            names.reserveCapacity(Int(entries[index].length))
            forEachMember(of: JSONNode(index: index)) { names.append($0.name.index) }
            guard let second = firstDuplicate(among: names) else { continue }
            let pointer = pointer(to: JSONNode(index: second + 1))
            let reason = JSONFault.Reason.duplicateName(string(at: second))
            let offset = Int(entries[second].start) - 1
            entryCount = 0
            throw fault(JSONScanner.Failure(reason, at: offset), in: bytes, pointer: pointer)
        }
    }

    /// The first name that an earlier one equals.
    private func firstDuplicate(among names: [Int]) -> Int? {
        let text = text
        let entries = entries
        let sorted = names.sorted { left, right in
            let left = entries[left]
            let right = entries[right]
            guard left.length == right.length else { return left.length < right.length }
            for index in 0..<Int(left.length) {
                let one = text[Int(left.start) + index]
                let other = text[Int(right.start) + index]
                guard one == other else { return one < other }
            }
            return left.start < right.start
        }
        var first: Int?
        for (earlier, later) in zip(sorted, sorted.dropFirst())
        where hasEqualText(earlier, later) && later < first ?? .max {
            first = later
        }
        return first
    }

    private func hasEqualText(_ one: Int, _ other: Int) -> Bool {
        textRange(of: one).count == textRange(of: other).count
            && text[textRange(of: one)] == text[textRange(of: other)]
    }
}
