/// A file of a book as text, cut into the lines the YAML reader counts.
package struct SourceFile: Sendable {
    /// Relative to the book's directory, with `/` between the parts.
    package let path: String
    /// The content without a byte order mark, and in JSON with one escape for one character.
    package let text: String
    /// Where each line begins, as an offset into the UTF-8 of `text`; never empty.
    private let lineStarts: [Int]

    /// Takes a file's text; a leading byte order mark is dropped.
    package init(path: String, text: String) {
        self.path = path
        let byteOrderMark: Unicode.Scalar = "\u{FEFF}"
        var text = text
        if text.unicodeScalars.first == byteOrderMark {
            text = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst()))
        }
        text = SurrogatePairs.joined(in: text)
        text.makeContiguousUTF8()
        self.text = text
        lineStarts = Self.lineStarts(of: text)
    }

    /// How many lines the file has; an empty file has one.
    package var lineCount: Int { lineStarts.count }

    /// The code points of a line without its break.
    ///
    /// Returns: empty for a line the file does not have.
    package func line(_ number: Int) -> [Unicode.Scalar] {
        guard lineStarts.indices.contains(number - 1) else { return [] }
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[number - 1])
        let end =
            number < lineStarts.count
            ? utf8.index(utf8.startIndex, offsetBy: lineStarts[number]) : utf8.endIndex
        // Counting them first, as `Array` would, takes as long as reading them.
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(utf8.distance(from: start, to: end))
        for scalar in text.unicodeScalars[start..<end] { scalars.append(scalar) }
        while let last = scalars.last, Self.isBreak(last) {
            scalars.removeLast()
        }
        return scalars
    }

    /// The numbers of the lines that begin with an octet.
    func lines(beginningWith octet: UInt8) -> [Int] {
        let utf8 = text.utf8
        return lineStarts.indices
            .filter { index in
                let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[index])
                return start < utf8.endIndex && utf8[start] == octet
            }
            .map { $0 + 1 }
    }

    /// The position of a byte offset into the UTF-8 of the text.
    func position(ofUTF8Offset offset: Int) -> SourcePosition {
        let index = lineStarts.lastIndex { $0 <= offset } ?? 0
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[index])
        let end = utf8.index(start, offsetBy: offset - lineStarts[index], limitedBy: utf8.endIndex)
        let column = text.unicodeScalars[start..<(end ?? utf8.endIndex)].count + 1
        return SourcePosition(line: index + 1, column: column)
    }

    /// The breaks of YAML 1.1, by which the reader counts lines (next line, line separator and
    /// paragraph separator too): counting otherwise would shift every position after one.
    static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    private static func lineStarts(of text: String) -> [Int] {
        let octets = text.utf8.span
        var starts = [0]
        for index in octets.indices {
            switch octets[index] {
            case 0x0A where index > 0 && octets[index - 1] == 0x0D:
                // The second half of CR LF: the line begun after CR begins here instead.
                starts[starts.count - 1] = index + 1
            case 0x0A, 0x0D,
                0x85 where index > 0 && octets[index - 1] == 0xC2,
                0xA8 where index > 1 && octets[index - 1] == 0x80 && octets[index - 2] == 0xE2,
                0xA9 where index > 1 && octets[index - 1] == 0x80 && octets[index - 2] == 0xE2:
                starts.append(index + 1)
            default:
                break
            }
        }
        return starts
    }
}
