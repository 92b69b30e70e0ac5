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

    init(_ pattern: String) {
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
    mutating func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        .set(finish(ScalarSet([scalar.value...scalar.value]), isNegated: false))
    }

    /// A class as the flags have it.
    mutating func finish(_ set: ScalarSet, isNegated: Bool) -> ScalarSet {
        let finished = set.finished(isNegated: isNegated, foldsCase: flags.ignoresCase)
        // LIMIT: finding the cases of a letter takes as long as four nodes.
        work += 1 + finished.ranges.count + (flags.ignoresCase ? 4 * set.foldedCount : 0)
        return finished
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
            if take("\\Q") {
                try parseQuoted(into: &items)
                continue
            }
            let item = try parseItem()
            items.append(try parseRepetition(of: item))
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    /// `\Q…\E`: each character stands for itself; a repetition after it is of the last.
    private mutating func parseQuoted(into items: inout [PatternNode]) throws(PatternFault) {
        var quoted: [PatternNode] = []
        while let scalar = next {
            if take("\\E") { break }
            quoted.append(literal(scalar))
            position += 1
        }
        if let last = quoted.popLast() { quoted.append(try parseRepetition(of: last)) }
        items += quoted
    }

    private mutating func parseItem() throws(PatternFault) -> PatternNode {
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
        case "*", "+", "?": throw PatternFault("nothing to repeat before `\(scalar)`")
        default: return literal(scalar)
        }
    }

    private mutating func parseGroup() throws(PatternFault) -> PatternNode {
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
                // `(?i)` holds to the end of the group around it.
                return .empty
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
        let start = position
        if try parseBounds() != nil {
            let again = String(scalars[start..<position])
            throw PatternFault("nothing to repeat before `\(again)`")
        }
        return .repeated(item, minimum: bounds.minimum, maximum: bounds.maximum)
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
