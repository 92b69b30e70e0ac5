import BookLoader
import Foundation
import PolicyBook

/// What `leeway check` found, in the form that was asked for.
struct CheckReport {
    let directory: String
    let result: LoadResult
    /// Whether warnings, and that all is well, are not told.
    let isQuiet: Bool

    /// All faults to be told, in the order of the files.
    private var faults: [Fault] {
        (result.errors + (isQuiet ? [] : result.warnings)).sorted()
    }

    /// 0 clean, 1 errors, 2 warnings where those count.
    func exitCode(isStrict: Bool) -> Int32 {
        if result.book == nil { return 1 }
        return isStrict && !result.warnings.isEmpty ? 2 : 0
    }

    /// As people read it, each fault with its line.
    func text(isColored: Bool) -> [String] {
        let told = faults.map { isColored ? Self.colored($0) : $0.description }
        return told + closing
    }

    /// One command for each fault, as workflows of GitHub take them.
    ///
    /// Source: GitHub documentation, "Workflow commands for GitHub Actions".
    var gitHubCommands: [String] {
        let commands = faults.map { fault in
            let place =
                "file=\(Self.property("\(directory)/\(fault.file)")),line=\(fault.position.line)"
                + ",col=\(fault.position.column)"
            let message = fault.message + (fault.hint.map { "\nhint: \($0)" } ?? "")
            return "::\(fault.severity.rawValue) \(place)::\(Self.data(message))"
        }
        return commands + closing
    }

    /// One JSON object.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let document = JSONDocument(
            book: directory,
            digest: result.digest,
            files: result.fileCount,
            policies: result.book?.policies.count,
            locales: result.book?.locales.map(\.text),
            errors: result.errors.count,
            warnings: result.warnings.count,
            omitted: result.omittedCount,
            faults: faults.map(JSONDocument.Item.init)
        )
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    private var closing: [String] {
        if isQuiet, result.book != nil { return [] }
        return (result.omittedCount > 0 ? ["and \(result.omittedCount) more"] : []) + [summary]
    }

    private var summary: String {
        let warnings = Self.count(result.warnings.count, "warning")
        guard let book = result.book else {
            let errors = Self.count(result.errors.count, "error")
            return "\(directory): \(errors), \(warnings); the book cannot be used"
        }
        return "\(directory): \(book.policies.count) policies, "
            + "\(Self.count(book.locales.count, "language")), no errors, \(warnings)"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The place bold, the severity red or yellow, the caret green.
    private static func colored(_ fault: Fault) -> String {
        let hue = fault.severity == .error ? 31 : 33
        var lines = [
            "\u{1B}[1m\(fault.file):\(fault.position.line):\(fault.position.column):\u{1B}[0m "
                + "\u{1B}[1;\(hue)m\(fault.severity.rawValue):\u{1B}[0m \(fault.message)"
        ]
        if let excerpt = fault.excerpt {
            lines += ["    \(excerpt.text)", "    \u{1B}[32m\(excerpt.caretLine)\u{1B}[0m"]
        }
        if let hint = fault.hint { lines.append("    hint: \(hint)") }
        return lines.joined(separator: "\n")
    }

    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

/// The report as JSON.
private struct JSONDocument: Encodable {
    /// A fault; what is absent is left out.
    struct Item: Encodable {
        let severity: String
        let file: String
        let line: Int
        let column: Int
        let message: String
        let hint: String?
        let source: String?

        init(_ fault: Fault) {
            severity = fault.severity.rawValue
            file = fault.file
            line = fault.position.line
            column = fault.position.column
            message = fault.message
            hint = fault.hint
            source = fault.excerpt?.text
        }
    }

    let book: String
    let digest: String
    let files: Int
    let policies: Int?
    let locales: [String]?
    let errors: Int
    let warnings: Int
    let omitted: Int
    let faults: [Item]
}
