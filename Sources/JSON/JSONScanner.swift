/// The pass over a document: checks every byte of it and writes the tape.
///
/// It keeps only positions; the memory is the tape's, lent to each step as spans. There is no
/// recursion, so a deep document cannot exhaust a thread's stack.
struct JSONScanner {
    /// Zeros after the text.
    ///
    /// A zero is no part of any token, so it stops every loop at the end, and
    /// eight bytes can be read at once from any offset of the text.
    static let padding = 8
    /// Up to so many names of one object are compared as they come; the rest by sorting at the end.
    static let maxFilteredNames = 32

    let limits: JSONLimits
    /// The length of the text without its padding.
    let end: Int
    var offset = 0
    var entryCount = 0
    var memberCount = 0
    /// How many containers are open; the innermost is the last of those in use.
    var depth = 0
    var hasLargeObjects = false

    init(limits: JSONLimits, end: Int) {
        self.limits = limits
        self.end = end
    }

    /// A fault before its line, column and pointer are known.
    struct Failure: Error {
        let reason: JSONFault.Reason
        let offset: Int

        init(_ reason: JSONFault.Reason, at offset: Int) {
            self.reason = reason
            self.offset = offset
        }
    }

    mutating func scan(
        _ text: inout [UInt8],
        _ entries: inout [TapeEntry],
        _ containers: inout [OpenContainer]
    ) throws(Failure) {
        var textSpan = text.mutableSpan
        var entrySpan = entries.mutableSpan
        var containerSpan = containers.mutableSpan
        try scan(&textSpan, &entrySpan, &containerSpan)
    }

    private mutating func scan(
        _ text: inout MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>,
        _ containers: inout MutableSpan<OpenContainer>
    ) throws(Failure) {
        skipBlanks(text)
        if text[offset] == 0xEF, text[offset + 1] == 0xBB, text[offset + 2] == 0xBF {
            throw Failure(.byteOrderMark, at: offset)
        }
        try scanValue(&text, &entries, &containers)
        while depth > 0 {
            if containers[depth - 1].isObject {
                try scanInObject(&text, &entries, &containers)
            } else {
                try scanInArray(&text, &entries, &containers)
            }
        }
        skipBlanks(text)
        guard offset == end else { throw Failure(.trailingData, at: offset) }
    }

    /// The failure for an unexpected byte, which at the end is the end itself.
    @inline(never)
    func unexpected(_ reason: JSONFault.Reason) -> Failure {
        malformed(reason, from: offset)
    }

    /// The failure for a token that began at `start` and cannot go on as it does here.
    @inline(never)
    func malformed(_ reason: JSONFault.Reason, from start: Int) -> Failure {
        offset < end ? Failure(reason, at: start) : Failure(.unexpectedEnd, at: end)
    }
}

/// An array or object whose end was not reached yet.
struct OpenContainer: BitwiseCopyable {
    var entry: UInt32
    /// The entry of the name read last; 0 before there is one.
    var lastName: UInt32
    /// A bit for each name read, chosen by its bytes: a name whose bit is clear is new.
    var nameFilter: UInt64
    var isObject: Bool

    static let blank = OpenContainer(entry: 0, lastName: 0, nameFilter: 0, isObject: false)
}

// MARK: - Values and containers

extension JSONScanner {
    @inline(__always)
    mutating func skipBlanks(_ text: borrowing MutableSpan<UInt8>) {
        while true {
            switch text[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                offset &+= 1
            default:
                return
            }
        }
    }

    @inline(__always)
    mutating func append(
        _ kind: JSONKind,
        start: Int,
        length: Int,
        to entries: inout MutableSpan<TapeEntry>
    ) {
        entries[entryCount] = TapeEntry(
            start: UInt32(truncatingIfNeeded: start),
            length: UInt32(truncatingIfNeeded: length),
            next: UInt32(truncatingIfNeeded: entryCount &+ 1),
            kind: kind
        )
        entryCount &+= 1
    }

    /// Reads a value; of an array or object only its opening bracket.
    @inline(__always)
    mutating func scanValue(
        _ text: inout MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>,
        _ containers: inout MutableSpan<OpenContainer>
    ) throws(Failure) {
        switch text[offset] {
        case UInt8(ascii: "\""):
            try scanString(&text, &entries)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanNumber(text, &entries)
        case UInt8(ascii: "{"):
            try open(isObject: true, &entries, &containers)
        case UInt8(ascii: "["):
            try open(isObject: false, &entries, &containers)
        case UInt8(ascii: "t"):
            try scanLiteral("true", .bool, text, &entries)
        case UInt8(ascii: "f"):
            try scanLiteral("false", .bool, text, &entries)
        case UInt8(ascii: "n"):
            try scanLiteral("null", .null, text, &entries)
        default:
            throw unexpected(.expectedValue)
        }
    }

    private mutating func scanLiteral(
        _ literal: StaticString,
        _ kind: JSONKind,
        _ text: borrowing MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>
    ) throws(Failure) {
        let start = offset
        for index in 0..<literal.utf8CodeUnitCount {
            // SAFETY: a static string's bytes never go away, and the index is within them.
            let byte = unsafe literal.utf8Start[index]
            guard text[offset] == byte else {
                throw malformed(.expectedValue, from: start)
            }
            offset &+= 1
        }
        let isTrue = text[start] == UInt8(ascii: "t")
        append(kind, start: start, length: isTrue ? 1 : 0, to: &entries)
    }

    private mutating func open(
        isObject: Bool,
        _ entries: inout MutableSpan<TapeEntry>,
        _ containers: inout MutableSpan<OpenContainer>
    ) throws(Failure) {
        guard depth < limits.maxDepth else {
            throw Failure(.tooDeep(maxDepth: limits.maxDepth), at: offset)
        }
        containers[depth] = OpenContainer(
            entry: UInt32(truncatingIfNeeded: entryCount),
            lastName: 0,
            nameFilter: 0,
            isObject: isObject
        )
        depth &+= 1
        append(isObject ? .object : .array, start: offset, length: 0, to: &entries)
        offset &+= 1
    }

    /// Reads one more element of the innermost container, or its end.
    @inline(__always)
    private mutating func scanInArray(
        _ text: inout MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>,
        _ containers: inout MutableSpan<OpenContainer>
    ) throws(Failure) {
        skipBlanks(text)
        let entry = Int(containers[depth - 1].entry)
        if text[offset] == UInt8(ascii: "]") {
            close(entry, &entries)
            return
        }
        if entries[entry].length > 0 {
            guard text[offset] == UInt8(ascii: ",") else {
                throw unexpected(.expectedCommaOrBracket)
            }
            offset &+= 1
            skipBlanks(text)
        }
        try countMember(of: entry, &entries)
        try scanValue(&text, &entries, &containers)
    }

    /// Reads one more member of the innermost container, or its end.
    @inline(__always)
    private mutating func scanInObject(
        _ text: inout MutableSpan<UInt8>,
        _ entries: inout MutableSpan<TapeEntry>,
        _ containers: inout MutableSpan<OpenContainer>
    ) throws(Failure) {
        skipBlanks(text)
        let entry = Int(containers[depth - 1].entry)
        if text[offset] == UInt8(ascii: "}") {
            hasLargeObjects =
                hasLargeObjects || Int(entries[entry].length) > JSONScanner.maxFilteredNames
            close(entry, &entries)
            return
        }
        if entries[entry].length > 0 {
            guard text[offset] == UInt8(ascii: ",") else {
                throw unexpected(.expectedCommaOrBrace)
            }
            offset &+= 1
            skipBlanks(text)
        }
        containers[depth - 1].lastName = 0
        try countMember(of: entry, &entries)
        guard text[offset] == UInt8(ascii: "\"") else { throw unexpected(.expectedName) }
        let name = entryCount
        try scanString(&text, &entries)
        try noteName(name, of: entry, text, entries, &containers)
        skipBlanks(text)
        guard text[offset] == UInt8(ascii: ":") else { throw unexpected(.expectedColon) }
        offset &+= 1
        skipBlanks(text)
        try scanValue(&text, &entries, &containers)
    }

    @inline(__always)
    private mutating func close(_ entry: Int, _ entries: inout MutableSpan<TapeEntry>) {
        entries[entry].next = UInt32(truncatingIfNeeded: entryCount)
        depth &-= 1
        offset &+= 1
    }

    @inline(__always)
    private mutating func countMember(
        of entry: Int,
        _ entries: inout MutableSpan<TapeEntry>
    ) throws(Failure) {
        guard memberCount < limits.maxMembers else {
            throw Failure(.tooManyMembers(maxMembers: limits.maxMembers), at: offset)
        }
        memberCount &+= 1
        entries[entry].length &+= 1
    }
}
