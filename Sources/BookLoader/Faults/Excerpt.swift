/// The part of a line around a column, fit for a terminal.
package struct Excerpt: Sendable, Hashable {
    /// LIMIT: a line with its margin fits a terminal of 100 columns.
    static let maxWidth = 92

    /// The line, or the part of a long one; characters a terminal would obey are replaced.
    package let text: String
    /// How many columns the caret stands in.
    package let caretOffset: Int

    /// Blanks and a caret, to be written under `text`.
    package var caretLine: String { String(repeating: " ", count: caretOffset) + "^" }

    /// Cuts out the part around a column.
    ///
    /// Returns: nil for an empty line.
    init?(line: [Unicode.Scalar], column: Int) {
        guard !line.isEmpty else { return nil }
        let caret = min(max(column - 1, 0), line.count)
        let start = line.count <= Self.maxWidth ? 0 : max(0, caret - Self.maxWidth / 2)
        let end = min(line.count, start + Self.maxWidth)
        let ellipsis = "…"
        let head = start > 0 ? ellipsis : ""
        let tail = end < line.count ? ellipsis : ""
        text = head + Self.printable(line[start..<end]) + tail
        caretOffset = head.count + caret - start
    }

    /// Controls and marks that turn the direction of writing could make a terminal show something
    /// else than the file holds.
    private static func printable(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text.append(scalar == "\t" ? " " : "\u{FFFD}")
            default:
                text.append(scalar)
            }
        }
        return String(text)
    }
}
