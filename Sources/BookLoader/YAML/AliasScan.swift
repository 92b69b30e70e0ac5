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

    private mutating func scan(_ line: [Unicode.Scalar], number: Int) {
        var previous: Unicode.Scalar = " "
        var index = 0
        while index < line.count {
            let startsToken = " \t[{,-:?".unicodeScalars.contains(previous)
            let position = SourcePosition(line: number, column: index + 1)
            previous = line[index]
            switch previous {
            case "*" where startsToken && Self.isNameStart(line, after: index):
                aliasCount += 1
                let name = line[(index + 1)...].prefix { !" \t,[]{}".unicodeScalars.contains($0) }
                // The reader takes `*a:` for an alias of the name `a` and a colon.
                if name.last == ":" { suspiciousKey = suspiciousKey ?? position }
                index += name.count
                previous = line[index]
                noteKey(line, after: index, at: position)
            case "?" where startsToken && Self.isBlank(line, after: index):
                suspiciousKey = suspiciousKey ?? position
            case "]", "}":
                noteKey(line, after: index, at: position)
            default:
                break
            }
            index += 1
        }
    }

    /// Remembers the place if a colon comes next.
    private mutating func noteKey(
        _ line: [Unicode.Scalar],
        after index: Int,
        at position: SourcePosition
    ) {
        let next = line.dropFirst(index + 1).first { $0 != " " && $0 != "\t" }
        if next == ":" { suspiciousKey = suspiciousKey ?? position }
    }

    private static func isNameStart(_ line: [Unicode.Scalar], after index: Int) -> Bool {
        guard let next = line.dropFirst(index + 1).first else { return false }
        return next.properties.isAlphabetic || next == "_" || next == "-"
            || next.properties.numericType != nil
    }

    private static func isBlank(_ line: [Unicode.Scalar], after index: Int) -> Bool {
        guard let next = line.dropFirst(index + 1).first else { return true }
        return next == " " || next == "\t"
    }
}
