import ArgumentParser
import BookLoader
import Foundation
import LeewayService
import PolicyBook

/// `leeway explain`: a check from a file, answered as the service would, for a person to read.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Decide a check from a file and say how every row was judged.",
        discussion: """
            The file holds a check as POST /v1/discretion/check takes it, in JSON or YAML; `-` is \
            standard input. Exits with 1 where the book, the file or the check is at fault; any \
            decision, also a refusal, exits with 0.
            """
    )

    /// How the answer is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        /// The answer that the service gives.
        case json
    }

    /// LIMIT: as the service's own for the content of a request.
    private static let maxBytes = 1_048_576

    @Argument(help: "A file with a check, or - for standard input.")
    var file: String

    @Option(help: "The folder of the book.")
    var book = "Config/book"

    @Option(help: "The time by which it is decided, such as 2026-11-22T10:00:00Z, or a day.")
    var at: String?

    @Option(help: "The language of the answer, such as nl.")
    var locale: String?

    @Option(help: "Who asks, instead of whom the file names.")
    var role: String?

    @Option(help: "How to write the answer: text, or json as the service does.")
    var format = Format.text

    func run() throws {
        let result = BookLoader.load(book)
        guard let loaded = result.book else { throw Self.refused(result.errors) }
        var given = try stated(in: loaded)
        if format == .text { given.request?.wantsTrace = true }
        guard let request = given.request else { return }
        let decisions: [Decision]
        do throws(DecisionRefusal) {
            decisions = try loaded.decideAll(given.items, request)
        } catch {
            StandardError.write(error.description)
            throw ExitCode.faults
        }
        switch format {
        case .text:
            let texts = decisions.map { $0.explanation(of: request) }
            print(texts.joined(separator: "\n"), terminator: "")
        case .json:
            let id = ServiceEnvironment.system.makeID()
            print(CheckAnswer.json(decisions, isList: !given.items.isEmpty, id: id))
        }
    }

    private func stated(in book: PolicyBook) throws -> StatedCheck {
        let name = file == "-" ? "standard input" : file
        let handle =
            file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
        guard let handle, let content = try handle.read(upToCount: Self.maxBytes + 1) else {
            StandardError.write("`\(name)` cannot be read")
            throw ExitCode.faults
        }
        guard content.count <= Self.maxBytes else {
            StandardError.write("`\(name)` is larger than \(Self.maxBytes) bytes")
            throw ExitCode.faults
        }
        let overrides = [("at", at), ("role", role), ("locale", locale)]
            .compactMap { name, value in value.map { (name, $0) } }
        switch StatedCheck.read(
            content,
            named: name,
            of: book,
            now: ServiceEnvironment.system.now(),
            overriddenBy: overrides
        ) {
        case .success(let check): return check
        case .failure(let refused): throw Self.refused(refused.faults)
        }
    }

    private static func refused(_ faults: [Fault]) -> ExitCode {
        for fault in faults { StandardError.write(fault.description) }
        return ExitCode.faults
    }
}

extension Decision {
    /// The answer as two tables: what it says, and how each row was judged.
    fileprivate func explanation(of request: DecisionRequest) -> String {
        var lines = [
            remedy + (asked.map { " of \($0)" } ?? "")
                + (request.role.map { ", asked by \($0)" } ?? "") + ", at \(at)", "",
        ]
        lines += TextTable.lines(answerTable)
        if !trace.isEmpty { lines += [""] + traceTable }
        return lines.joined(separator: "\n") + "\n"
    }

    private var answerTable: [[String]] {
        var rows = [
            ["outcome", outcome.rawValue],
            ["limit", limit.map { (isExact ? "exactly " : "") + $0.description } ?? "none"],
            ["decided by", decidedBy?.words ?? "no policy speaks of it"],
        ]
        if let approver {
            let reach = approver.limit.map { ", up to \($0)" } ?? ", as an exception"
            rows.append(["can go further", approver.role + reach])
        }
        rows += budgets.map { ["budget", "\($0.id): \($0.words) left"] }
        rows += missing.map { fact in
            let verify = fact.needsVerification ? ", to be looked up" : ""
            return ["not known", fact.fact + verify + (fact.question.map { ": \($0.text)" } ?? "")]
        }
        rows += reasons.map { ["reason", "\($0.code.rawValue): \($0.text.text)"] }
        rows += obligations.map { ["\($0.moment.rawValue) it", "\($0.id): \($0.label.text)"] }
        rows += companions.map { companion in
            ["goes with it", companion.remedy + (companion.limit.map { ", up to \($0)" } ?? "")]
        }
        rows += alternatives.map { ["alternative", $0.words] }
        rows += wouldRaise.map { hint in
            let limit = hint.limit.map { " would give \($0)" } ?? " would allow it"
            return ["hint", "\(hint.fact) \(hint.comparison.rawValue) \(hint.value)\(limit)"]
        }
        rows += staffNotes.map { ["for staff only", $0] }
        rows += faults.map { ["fault of the book", "\($0.place.words): \($0.message)"] }
        return rows
    }
}

extension Decision.BudgetState {
    fileprivate var words: String {
        [left?.description, countLeft.map { "\($0) grants" }].compactMap(\.self)
            .joined(separator: " and ")
    }
}

extension Decision.AlternativeOffer {
    fileprivate var words: String {
        let what = remedy.map { $0 + (limit.map { ", up to \($0)" } ?? "") }
        return [what, text?.text].compactMap(\.self).joined(separator: ": ")
    }
}
