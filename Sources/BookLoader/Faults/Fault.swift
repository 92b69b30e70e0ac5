/// Something an author has to know about a file of the book, and where it stands.
package struct Fault: Error, Sendable, Hashable {
    /// Whether the book can be used in spite of it.
    package enum Severity: String, Sendable, Hashable {
        /// The book is not loaded.
        case error
        /// The book is loaded; somebody should look.
        case warning
    }

    package let severity: Severity
    /// Relative to the book's directory.
    package let file: String
    package let position: SourcePosition
    /// What is wrong: lower case, no full stop, what the author wrote in backticks.
    package let message: String
    /// What to do about it; nil where the message says it.
    package let hint: String?
    /// The line of the file; nil where there is none to show.
    package let excerpt: Excerpt?

    package init(
        _ severity: Severity = .error,
        file: String,
        position: SourcePosition,
        message: String,
        hint: String? = nil,
        excerpt: Excerpt? = nil
    ) {
        self.severity = severity
        self.file = file
        self.position = position
        self.message = message
        self.hint = hint
        self.excerpt = excerpt
    }

    /// `file:line:column: error: message`, as compilers write it and editors read it.
    package var headline: String {
        "\(file):\(position.line):\(position.column): \(severity.rawValue): \(message)"
    }
}

extension Fault: Comparable {
    /// By file, place, severity and text, so that the same book always gives the same list.
    package static func < (left: Fault, right: Fault) -> Bool {
        if left.file != right.file { return left.file < right.file }
        if left.position != right.position { return left.position < right.position }
        if left.severity != right.severity { return left.severity == .error }
        return left.message < right.message
    }
}

extension Fault: CustomStringConvertible {
    /// The headline, the line with a caret under the place, and what to do.
    package var description: String {
        var lines = [headline]
        if let excerpt {
            lines.append("    " + excerpt.text)
            lines.append("    " + excerpt.caretLine)
        }
        if let hint { lines.append("    hint: " + hint) }
        return lines.joined(separator: "\n")
    }
}
