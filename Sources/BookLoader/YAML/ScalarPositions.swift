/// Where in its file each character of a scalar stands.
///
/// An expression is compiled from the value of a scalar; quotes, escapes, folding and indentation
/// lie between that value and the characters in the file. This walks both side by side. It is made
/// only when there is a fault to place.
struct ScalarPositions {
    /// One for each code point of the value, and one for its end; never empty.
    private var positions: [SourcePosition] = []

    private let file: SourceFile
    private let style: YAMLNode.Style
    private var line: Int
    private var characters: [Unicode.Scalar]
    /// Counted from 0.
    private var column: Int
    /// Where the white space at the end of the line begins.
    private var contentEnd = 0
    /// Columns before the content of a block scalar.
    private var indentation = 0

    /// Walks a scalar that stands at `position` of `file`.
    init(_ scalar: YAMLNode.Scalar, at position: SourcePosition, in file: SourceFile) {
        self.file = file
        style = scalar.style
        line = position.line
        characters = []
        column = position.column - 1
        enter(line: position.line)
        skipAnchor()
        let value = Array(scalar.text.unicodeScalars)
        switch style {
        case .plain:
            walk(value[...])
        case .singleQuoted, .doubleQuoted:
            column += 1
            walk(value[...])
        case .literal, .folded:
            walk(enterBlock(value))
        }
    }

    /// The place of the code point at that offset; the end of the scalar for any beyond it.
    func position(ofScalarOffset offset: Int) -> SourcePosition {
        positions[min(max(offset, 0), positions.count - 1)]
    }

    private mutating func walk(_ value: ArraySlice<Unicode.Scalar>) {
        var rest = value
        while let character = rest.first {
            skipEscapedBreaks()
            if character == " " || character == "\n", isAtLineEnd {
                let breaks = character == " " ? 1 : rest.prefix { $0 == "\n" }.count
                positions += Array(repeating: place, count: breaks)
                rest.removeFirst(breaks)
                if !rest.isEmpty { enterNextLine() }
            } else {
                positions.append(place)
                step()
                rest.removeFirst()
            }
        }
        skipEscapedBreaks()
        positions.append(place)
    }

    private var place: SourcePosition {
        SourcePosition(line: line, column: column + 1)
    }

    /// Whether a fold or break of the value may stand here: nothing but white space follows, and
    /// in a literal scalar not even that.
    private var isAtLineEnd: Bool {
        column >= (style == .literal ? characters.count : contentEnd)
    }

    /// Moves over the characters that stand for one code point of the value.
    private mutating func step() {
        let rest = characters.dropFirst(column)
        switch (style, rest.first) {
        case (.singleQuoted, "'"):
            column += 2
        case (.doubleQuoted, "\\"):
            switch rest.dropFirst().first {
            case "x": column += 4
            case "u": column += 6
            case "U": column += 10
            default: column += 2
            }
        default:
            column += 1
        }
    }

    private mutating func enter(line number: Int) {
        line = number
        characters = file.line(number)
        contentEnd = (characters.lastIndex { !Self.isBlank($0) } ?? -1) + 1
    }

    /// Moves to the content of the next line that has any.
    private mutating func enterNextLine() {
        var isEmpty = true
        while isEmpty, line < file.lineCount {
            enter(line: line + 1)
            isEmpty = style == .literal ? characters.count <= indentation : contentEnd == 0
        }
        switch style {
        case .literal, .folded: column = indentation
        case .plain, .singleQuoted, .doubleQuoted: column = leadingBlanks
        }
    }

    private var leadingBlanks: Int {
        characters.prefix(while: Self.isBlank).count
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t"
    }

    /// A backslash at the end of a line of a double-quoted scalar joins it with the next without a
    /// space.
    private mutating func skipEscapedBreaks() {
        while style == .doubleQuoted, column == characters.count - 1, characters[column] == "\\",
            line < file.lineCount
        {
            enterNextLine()
        }
    }

    /// Skips an anchor before the scalar; tags are refused.
    private mutating func skipAnchor() {
        guard characters.dropFirst(column).first == "&" else { return }
        column += characters.dropFirst(column).prefix { !Self.isBlank($0) }.count
        column += characters.dropFirst(column).prefix(while: Self.isBlank).count
        if column >= characters.count { enterNextLine() }
    }

    /// Moves to the first line of a block scalar that is not blank.
    ///
    /// Its indentation is what the
    /// line has more than the value's line.
    ///
    /// Returns: the value without the blank lines at its beginning.
    private mutating func enterBlock(_ value: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        let blankLines = value.prefix { $0 == "\n" }.count
        enter(line: min(line + 1 + blankLines, file.lineCount))
        // Blank lines are part of the value and have no place worth pointing at.
        positions = Array(repeating: SourcePosition(line: line, column: 1), count: blankLines)
        let rest = value.dropFirst(blankLines)
        indentation = max(0, leadingBlanks - rest.prefix(while: Self.isBlank).count)
        column = indentation
        return rest
    }
}
