/// Reads a pattern in RE2's syntax (https://github.com/google/re2/wiki/Syntax).
///
/// What RE2 leaves out for the sake of linear time is refused: back references and looking around.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    var flags = Flags()
    private var names: Set<String> = []
    private var depth = 0
    /// How many ranges and letters the classes needed to be looked at.
    private(set) var work = 0
    private let maxWork: Int

    // LIMIT: the parser and the compiler recurse once a group, on the stack of an evaluation.
    private static let maxNesting = 50
    // LIMIT: RE2's own bound on a counted repetition.
    private static let maxRepetitions = 1000

    /// What `(?ims)` switches.
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotMatchesLineFeed = false
    }

    init(_ pattern: String, maxWork: Int) {
        self.maxWork = maxWork
        scalars = Array(pattern.unicodeScalars)
    }

    /// Reads the whole pattern.
    mutating func parse() throws(PatternFault) -> PatternNode {
        let node = try parseAlternatives()
        guard position == scalars.count else { throw PatternFault("unexpected `)`") }
        return node
    }

    // MARK: Characters

    /// The next character; nil at the end.
    var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    mutating func take(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    /// A character as it stands, in either case where the flag says so.
    mutating func literal(_ scalar: Unicode.Scalar) throws(PatternFault) -> PatternNode {
        .set(try finish(ScalarSet([scalar.value...scalar.value]), isNegated: false))
    }

    /// A class as the flags have it.
    mutating func finish(
        _ set: ScalarSet,
        isNegated: Bool
    ) throws(PatternFault) -> ScalarSet {
        // LIMIT: finding the cases of a letter takes as long as four nodes.
        let added = 1 + set.ranges.count + (flags.ignoresCase ? 4 * set.foldedCount : 0)
        guard work + added <= maxWork else {
            throw PatternFault("the classes of the pattern are too large")
        }
        work += added
        return set.finished(isNegated: isNegated, foldsCase: flags.ignoresCase)
    }

    // MARK: Structure

    private mutating func parseAlternatives() throws(PatternFault) -> PatternNode {
        var alternatives = [try parseSequence()]
        while take("|") { alternatives.append(try parseSequence()) }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private mutating func parseSequence() throws(PatternFault) -> PatternNode {
        var items: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            var item: PatternNode?
            if take("\\Q") { try parseQuoted(into: &items) } else { item = try parseItem() }
            // As in RE2, a repetition after flags or `\E` is of what stands before them.
            if let item = item ?? items.popLast() {
                items.append(try parseRepetition(of: item))
            } else {
                try refuseRepetition()
            }
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    /// `\Q…\E`: each character stands for itself.
    private mutating func parseQuoted(into items: inout [PatternNode]) throws(PatternFault) {
        while let scalar = next, !take("\\E") {
            items.append(try literal(scalar))
            position += 1
        }
    }

    /// The next item; nil for flags such as `(?i)`, which hold to the end of the group around them.
    private mutating func parseItem() throws(PatternFault) -> PatternNode? {
        try refuseRepetition()
        guard let scalar = next else { return .empty }
        position += 1
        switch scalar {
        case ".":
            return .set(flags.dotMatchesLineFeed ? .all : .allButLineFeed)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case "[": return .set(try parseClass())
        case "(": return try parseGroup()
        case "\\": return try parseEscape()
        default: return try literal(scalar)
        }
    }

    private mutating func parseGroup() throws(PatternFault) -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maxNesting else {
            throw PatternFault("groups nest deeper than \(Self.maxNesting) levels")
        }
        let outer = flags
        if take("?") {
            if take("P<") || take("<") {
                try parseName()
            } else if try parseFlags() {
                return nil
            }
        }
        let node = try parseAlternatives()
        guard take(")") else { throw PatternFault("a `(` is not closed") }
        flags = outer
        return node
    }

    private mutating func parseName() throws(PatternFault) {
        var name = ""
        while let scalar = next, scalar != ">" {
            let isWord = scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9" ~= scalar)
            guard isWord else { throw PatternFault("`(?<\(name)\(scalar)` is no name of a group") }
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take(">"), !name.isEmpty else { throw PatternFault("the name of a group is missing") }
        guard names.insert(name).inserted else {
            throw PatternFault("two groups have the name `\(name)`")
        }
    }

    /// Reads flags; returns whether the brackets hold nothing else.
    private mutating func parseFlags() throws(PatternFault) -> Bool {
        var isOn = true
        var count = 0
        while let scalar = next {
            position += 1
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotMatchesLineFeed = isOn
            // Greedy or not makes no difference to whether a text matches.
            case "U": break
            case "-" where isOn:
                isOn = false
                count = 0
                continue
            case ":" where isOn || count > 0: return false
            case ")" where count > 0: return true
            default: throw PatternFault("`(?\(scalar)` is not supported")
            }
            count += 1
        }
        throw PatternFault("a `(` is not closed")
    }

    // MARK: Repetition

    private mutating func parseRepetition(
        of item: PatternNode
    ) throws(PatternFault) -> PatternNode {
        guard let bounds = try parseBounds() else { return item }
        _ = take("?")
        try refuseRepetition()
        return .repeated(item, minimum: bounds.minimum, maximum: bounds.maximum)
    }

    /// Throws for a repetition that stands where there is nothing to repeat.
    private mutating func refuseRepetition() throws(PatternFault) {
        let start = position
        guard try parseBounds() != nil else { return }
        throw PatternFault("nothing to repeat before `\(String(scalars[start..<position]))`")
    }

    private mutating func parseBounds() throws(PatternFault) -> (minimum: Int, maximum: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard next == "{" else { return nil }
        let start = position
        position += 1
        guard let minimum = parseCount() else {
            // A brace that begins no repetition stands for itself.
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = parseCount() }
        guard take("}") else {
            position = start
            return nil
        }
        guard max(minimum, maximum ?? 0) <= Self.maxRepetitions, minimum <= maximum ?? minimum
        else {
            throw PatternFault("`\(String(scalars[start..<position]))` is not a repetition")
        }
        return (minimum, maximum)
    }

    private mutating func parseCount() -> Int? {
        let start = position
        var count = 0
        while let digit = next, "0"..."9" ~= digit {
            count = min(Self.maxRepetitions + 1, count * 10 + Int(digit.value - 0x30))
            position += 1
        }
        return position > start ? count : nil
    }
}
