import ArgumentParser
import PolicyBook

/// `leeway ask "…"`: which policies a customer's words find, and by which words and letters.
struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Say which policies a customer's words find, and why.",
        discussion: """
            For authors: what a policy lacks shows in the words that gave nothing; add how customers \
            say it to its `situations`. The score is how likely it is that the question is about \
            the policy; guidance acts on the first from \(SearchLimits.confidentScore) on, and else \
            gives the fallback policy's. Policies of any date and of any `only_in` are looked \
            through here, those in force alone by guidance.
            """
    )

    @Argument(help: "What a customer says, in their own words.")
    var question: String

    @Option(help: "The folder of the book.")
    var book = "Config/book"

    @Option(help: "The language of the question; without it that which knows most of the words.")
    var locale: String?

    @Option(help: "How many policies to show, at most \(SearchLimits.maxMatches).")
    var limit = 3

    @Flag(help: "Find only what customers may read.")
    var asCustomer = false

    func validate() throws {
        guard 1...SearchLimits.maxMatches ~= limit else {
            throw ValidationError("--limit is a number from 1 to \(SearchLimits.maxMatches)")
        }
    }

    func run() throws {
        let (book, _) = try BookReading.load(book)
        let locale = try locale.map { try known($0, in: book) }
        let documents = book.searchDocuments(for: asCustomer ? .customer : .staff)
        let explanations = SearchIndex(documents)
            .explain(question, locale: locale, limit: limit)
        print(MatchReport.text(explanations), terminator: "")
    }

    private func known(_ tag: String, in book: PolicyBook) throws -> String {
        guard let wanted = LocaleTag(tag),
            let found = LocalePreference.lookup(wanted, in: book.locales)
        else {
            let known = book.locales.map(\.text).joined(separator: ", ")
            throw ValidationError("the book speaks \(known), not `\(tag)`")
        }
        return found.text
    }
}

/// Matches in lines for a terminal.
enum MatchReport {
    /// LIMIT: as many of a word's features as fit on a line.
    private static let maxFeatures = 6

    static func text(_ explanations: [SearchExplanation]) -> String {
        guard let first = explanations.first else { return "no policy has any of these words\n" }
        let isSure = first.match.score >= SearchLimits.confidentScore
        var lines = [
            isSure
                ? "sure of the first" : "not sure: guidance would give the fallback policy's advice"
        ]
        for explanation in explanations { lines += self.lines(of: explanation) }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(of explanation: SearchExplanation) -> [String] {
        let match = explanation.match
        var lines = ["", "\(percent(match.score))  \(match.id)  (\(match.locale))"]
        if let nearest = explanation.nearest {
            lines.append("      nearest: \(printable(nearest))")
        }
        for word in explanation.words where word.share > 0 {
            let features = word.features.prefix(maxFeatures)
                .map { "\($0.kind.rawValue) \($0.text)" }
                .joined(separator: ", ")
            lines.append("      \(percent(word.share))  \(word.word): \(features)")
        }
        let silent = explanation.words.filter { $0.share == 0 }.map(\.word)
        if !silent.isEmpty { lines.append("      nothing: \(silent.joined(separator: ", "))") }
        return lines
    }

    private static func percent(_ share: Double) -> String {
        let text = String(Int((share * 100).rounded()))
        return String(repeating: " ", count: max(0, 3 - text.utf8.count)) + text + " %"
    }

    /// Without control characters, which a terminal would obey.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map(shown)))
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
        default: scalar
        }
    }
}
