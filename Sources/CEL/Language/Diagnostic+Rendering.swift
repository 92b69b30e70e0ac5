extension Diagnostic {
    /// The message with the nearest name, in one line.
    public var text: String {
        suggestion.map { "\(message), did you mean `\($0)`?" } ?? message
    }

    /// The fault for a terminal or a log: where it is, what is wrong, the line, and a caret under it.
    ///
    /// Shape: three lines without a line feed at the end. The expression may stand in a file, from
    /// the given line and column on; further lines of it are taken to begin at column 1.
    public func rendered(
        in source: String,
        file: String,
        line firstLine: Int = 1,
        column firstColumn: Int = 1
    ) -> String {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.indices.contains(line - 1) ? lines[line - 1] : ""
        let place =
            "\(file):\(firstLine + line - 1):\(line == 1 ? firstColumn + column - 1 : column)"
        let length = String(decoding: Array(source.utf8)[clamped(source)], as: UTF8.self)
            .prefix { $0 != "\n" }.unicodeScalars.count
        let caret = "^" + String(repeating: "~", count: max(0, length - 1))
        // Tabs stay tabs, so that the caret stands under its character.
        let indent = shown.unicodeScalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }
        return "\(place): \(text)\n    \(shown)\n    \(indent.joined())\(caret)"
    }

    private func clamped(_ source: String) -> Range<Int> {
        range.clamped(to: 0..<source.utf8.count)
    }
}
