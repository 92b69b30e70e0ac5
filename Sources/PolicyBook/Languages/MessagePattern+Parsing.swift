extension MessagePattern {
    /// Why a text is no pattern.
    package struct Fault: Error, Sendable, Hashable {
        /// What is wrong, in lower case and without a full stop.
        package let message: String
        /// Where, in code points from the beginning of the text.
        package let offset: Int
    }

    /// Reads a pattern.
    ///
    /// Throws: the first fault: a brace that is not closed or not opened, a name that is none, a
    /// format other than `plural` and `select`, a choice without `other`, a choice given twice.
    package init(parsing source: String) throws(Fault) {
        var parser = MessageParser(source)
        let parts = try parser.message(inPlural: false, depth: 0)
        guard parser.isAtEnd else { throw parser.fault("`}` without `{`; write `'}'` for a brace") }
        self.init(source: source, parts: parts)
    }
}

/// Reads the syntax of ICU messages, as far as the book uses it.
///
/// Goes over the UTF-8 of the text: all that the syntax knows is ASCII, the rest is taken as it is.
private struct MessageParser {
    private let octets: [UInt8]
    private var position = 0

    // LIMIT: a choice within a choice within a choice is already hard to translate.
    private static let maxDepth = 8

    init(_ source: String) {
        octets = Array(source.utf8)
    }

    var isAtEnd: Bool { position == octets.count }

    /// The octet at hand; beyond ASCII one that the syntax does not know.
    private var character: Unicode.Scalar { Unicode.Scalar(octets[position]) }

    func fault(_ message: String, at position: Int? = nil) -> MessagePattern.Fault {
        let before = String(decoding: octets[..<(position ?? self.position)], as: UTF8.self)
        return MessagePattern.Fault(message: message, offset: before.unicodeScalars.count)
    }

    /// Reads up to the end, or to the brace that closes the message.
    mutating func message(
        inPlural: Bool,
        depth: Int
    ) throws(MessagePattern.Fault) -> [MessagePattern.Part] {
        guard depth <= Self.maxDepth else { throw fault("choices are nested too deep") }
        var parts: [MessagePattern.Part] = []
        var text: [UInt8] = []
        while !isAtEnd, character != "}" {
            switch character {
            case "'":
                quoted(into: &text, inPlural: inPlural)
            case "#" where inPlural:
                flush(&text, into: &parts)
                parts.append(.number)
                position += 1
            case "{":
                flush(&text, into: &parts)
                parts.append(try argument(inPlural: inPlural, depth: depth))
            default:
                text.append(octets[position])
                position += 1
            }
        }
        flush(&text, into: &parts)
        return parts
    }

    private func flush(
        _ text: inout [UInt8],
        into parts: inout [MessagePattern.Part]
    ) {
        guard !text.isEmpty else { return }
        parts.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }

    /// Reads an apostrophe: two are one, one before a brace begins a quotation, else it is itself.
    private mutating func quoted(into text: inout [UInt8], inPlural: Bool) {
        position += 1
        guard !isAtEnd else { return text.append(UInt8(ascii: "'")) }
        let next = character
        if next == "'" {
            text.append(UInt8(ascii: "'"))
            position += 1
            return
        }
        guard next == "{" || next == "}" || (next == "#" && inPlural) else {
            return text.append(UInt8(ascii: "'"))
        }
        while !isAtEnd {
            if character == "'" {
                position += 1
                guard !isAtEnd, character == "'" else { return }
            }
            text.append(octets[position])
            position += 1
        }
    }

    /// Reads `{name}`, `{name, plural, …}` or `{name, select, …}`.
    private mutating func argument(
        inPlural: Bool,
        depth: Int
    ) throws(MessagePattern.Fault) -> MessagePattern.Part {
        let start = position
        position += 1
        skipBlanks()
        let name = try name()
        skipBlanks()
        if takes("}") { return .argument(name) }
        guard takes(",") else {
            throw isAtEnd
                ? fault("`{` is not closed", at: start) : fault("`,` or `}` is missing")
        }
        skipBlanks()
        let formatStart = position
        let format = try self.name()
        guard format == "plural" || format == "select" else {
            throw fault("`\(format)` is no format; use `plural` or `select`", at: formatStart)
        }
        skipBlanks()
        guard takes(",") else { throw fault("`,` is missing") }
        let part: MessagePattern.Part =
            format == "plural"
            ? try plural(name, depth: depth)
            : .select(argument: name, try selectCases(inPlural: inPlural, depth: depth))
        guard takes("}") else { throw fault("`{` is not closed", at: start) }
        return part
    }

    private mutating func plural(
        _ name: String,
        depth: Int
    ) throws(MessagePattern.Fault) -> MessagePattern.Part {
        var cases: [MessagePattern.PluralCase] = []
        var offset: Int64 = 0
        skipBlanks()
        while !isAtEnd, character != "}" {
            let start = position
            let word = selector()
            if word == "offset:" || word.hasPrefix("offset:"), cases.isEmpty {
                offset = try self.offset(word, at: start)
                skipBlanks()
                continue
            }
            guard let key = MessagePattern.PluralCase.Key(word) else {
                throw fault(
                    "`\(word)` is no plural category; use zero, one, two, few, many, other or =n",
                    at: start
                )
            }
            guard !cases.contains(where: { $0.key == key }) else {
                throw fault("`\(word)` stands twice", at: start)
            }
            let parts = try choice(inPlural: true, depth: depth)
            cases.append(MessagePattern.PluralCase(key: key, parts: parts))
        }
        guard cases.contains(where: { $0.key == .category(.other) }) else {
            throw fault("`other` is missing")
        }
        return .plural(argument: name, offset: offset, cases)
    }

    private mutating func offset(
        _ word: String,
        at start: Int
    ) throws(MessagePattern.Fault) -> Int64 {
        var digits = word.dropFirst("offset:".count)
        if digits.isEmpty {
            skipBlanks()
            digits = selector()[...]
        }
        guard let offset = Int64(digits), offset >= 0 else {
            throw fault("`offset:` needs a whole number", at: start)
        }
        return offset
    }

    private mutating func selectCases(
        inPlural: Bool,
        depth: Int
    ) throws(MessagePattern.Fault) -> [MessagePattern.SelectCase] {
        var cases: [MessagePattern.SelectCase] = []
        skipBlanks()
        while !isAtEnd, character != "}" {
            let start = position
            let key = selector()
            guard !key.isEmpty else { throw fault("a choice needs a name", at: start) }
            guard !cases.contains(where: { $0.key == key }) else {
                throw fault("`\(key)` stands twice", at: start)
            }
            let parts = try choice(inPlural: inPlural, depth: depth)
            cases.append(MessagePattern.SelectCase(key: key, parts: parts))
        }
        guard cases.contains(where: { $0.key == "other" }) else {
            throw fault("`other` is missing")
        }
        return cases
    }

    /// Reads `{…}` after a choice's name, and the blanks behind it.
    private mutating func choice(
        inPlural: Bool,
        depth: Int
    ) throws(MessagePattern.Fault) -> [MessagePattern.Part] {
        skipBlanks()
        let start = position
        guard takes("{") else { throw fault("`{` is missing") }
        let parts = try message(inPlural: inPlural, depth: depth + 1)
        guard takes("}") else { throw fault("`{` is not closed", at: start) }
        skipBlanks()
        return parts
    }

    /// Reads letters, digits, `_`, and dots between them.
    private mutating func name() throws(MessagePattern.Fault) -> String {
        let start = position
        while !isAtEnd, isNamePart(character) { position += 1 }
        let name = word(from: start)
        guard let first = name.unicodeScalars.first, first != ".", !("0"..."9").contains(first),
            name.last != "."
        else { throw fault("a name is missing; write `'{'` for a brace", at: start) }
        return name
    }

    private mutating func selector() -> String {
        let start = position
        while !isAtEnd, !isBlank(character), character != "{",
            character != "}"
        { position += 1 }
        return word(from: start)
    }

    private func word(from start: Int) -> String {
        String(decoding: octets[start..<position], as: UTF8.self)
    }

    private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard !isAtEnd, character == scalar else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while !isAtEnd, isBlank(character) { position += 1 }
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".": true
        default: false
        }
    }
}

extension MessagePattern.PluralCase.Key {
    /// Reads `=2` or the name of a category.
    fileprivate init?(_ word: String) {
        if word.hasPrefix("=") {
            guard let number = Int64(word.dropFirst()), number >= 0 else { return nil }
            self = .exactly(number)
        } else {
            guard let category = PluralCategory(rawValue: word) else { return nil }
            self = .category(category)
        }
    }
}
