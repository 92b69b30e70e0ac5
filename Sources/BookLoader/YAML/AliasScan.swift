/// What a look at the characters of a file tells about its aliases, before it is parsed.
///
/// It does not know quoted text from other text, so it may see an alias where there is none; it
/// never misses one.
struct AliasScan {
    /// LIMIT: copies of copies grow to `2^(n/2)` with n aliases; what eight of them make is small.
    static let harmlessAliases = 9

    private(set) var aliasCount = 0
    /// Where a key may stand that is an alias or a collection; nil: nowhere.
    private(set) var suspiciousKey: SourcePosition?

    init(_ file: SourceFile) {
        guard file.text.utf8.contains(UInt8(ascii: "*")) else { return }
        for number in 1...file.lineCount {
            scan(file.line(number), number: number)
        }
    }

    /// Goes over a line once; nothing in it looks back, so that a line of a megabyte is no matter.
    private mutating func scan(_ line: [Unicode.Scalar], number: Int) {
        var previous: Unicode.Scalar = " "
        var keyMayBegin = true
        var onlyIndicators = true
        var lineHasAlias = false
        var index = 0
        while index < line.count {
            let character = line[index]
            let position = SourcePosition(line: number, column: index + 1)
            var end = index
            switch character {
            case "*" where Self.startsToken(after: previous) && Self.isName(line, after: index):
                aliasCount += 1
                lineHasAlias = true
                let name = line[(index + 1)...].prefix { !" \t,[]{}".unicodeScalars.contains($0) }
                end += name.count
                // The reader takes `*a:` for an alias of the name `a` and a colon.
                if keyMayBegin { noteKey(line, after: name.last == ":" ? end - 1 : end, position) }
            case "?" where keyMayBegin && Self.isBlank(line, after: index):
                suspiciousKey = suspiciousKey ?? position
            case "]", "}":
                // A collection as a key without `?` stands in one line with its colon.
                if lineHasAlias { noteKey(line, after: index, position) }
            default:
                break
            }
            // A key begins where nothing but indicators of block collections stands before it, or
            // after a bracket or comma; nothing in `a ? b *c : d` does.
            onlyIndicators = onlyIndicators && " \t-?:".unicodeScalars.contains(character)
            if character != " ", character != "\t" {
                keyMayBegin = onlyIndicators || "{[,".unicodeScalars.contains(character)
            }
            previous = line[end]
            index = end + 1
        }
    }

    /// Remembers the place if a colon comes next.
    private mutating func noteKey(
        _ line: [Unicode.Scalar],
        after index: Int,
        _ position: SourcePosition
    ) {
        let next = line.dropFirst(index + 1).first { $0 != " " && $0 != "\t" }
        if next == ":" { suspiciousKey = suspiciousKey ?? position }
    }

    private static func startsToken(after previous: Unicode.Scalar) -> Bool {
        " \t[{,-:?".unicodeScalars.contains(previous)
    }

    private static func isName(_ line: [Unicode.Scalar], after index: Int) -> Bool {
        guard let next = line.dropFirst(index + 1).first else { return false }
        return next.properties.isAlphabetic || next == "_" || next == "-"
            || next.properties.numericType != nil
    }

    private static func isBlank(_ line: [Unicode.Scalar], after index: Int) -> Bool {
        guard let next = line.dropFirst(index + 1).first else { return true }
        return next == " " || next == "\t"
    }
}
