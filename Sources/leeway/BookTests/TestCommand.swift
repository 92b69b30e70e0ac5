import ArgumentParser
import BookLoader
import Foundation
import PolicyBook

/// `leeway test`: puts the questions of the tests beside a book and compares the answers.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests beside a policy book.",
        discussion: """
            The tests are the YAML files in the book's folder `tests`. Exits with 0 where all \
            passed, with 1 where one failed or too few rules decided in a test, with 2 where the \
            tests could not be run.
            """
    )

    /// How the outcome is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case junit
        case json
    }

    @Option(help: "The folder of the book.")
    var book = "Config/book"

    @Option(help: "How to write the outcome: text, junit or json.")
    var format = Format.text

    @Option(help: "Run only the tests whose name or file holds this text; counts no coverage.")
    var filter: String?

    @Option(help: "The least percentage of rows, `require` and `never` to decide in a test.")
    var coverageMin = 0

    @Flag(help: "Say nothing where all passed, and else only which failed.")
    var quiet = false

    func validate() throws {
        guard (0...100).contains(coverageMin) else {
            throw ValidationError("--coverage-min is a percentage, 0 to 100")
        }
    }

    func run() throws {
        let report = try report()
        switch format {
        case .text: print(quiet ? report.failureText : report.text, terminator: "")
        case .junit: print(report.junit, terminator: "")
        case .json: print(report.json)
        }
        if let coverage = report.coverage, coverage.percent < coverageMin {
            StandardError.write("\(coverage.percent) % is less than the \(coverageMin) % asked for")
            throw ExitCode.faults
        }
        guard report.failures.isEmpty else { throw ExitCode.faults }
    }

    private func report() throws -> TestReport {
        let result = BookLoader.load(book)
        guard let loaded = result.book else {
            try Self.refuse(result.errors, "the book cannot be used")
        }
        let tests = LoadedTests(of: loaded, in: book)
        if !tests.faults.isEmpty { try Self.refuse(tests.faults, "the tests cannot be used") }
        let chosen = tests.tests.filter { test in
            filter.map { test.name.contains($0) || test.place.file.contains($0) } ?? true
        }
        guard !chosen.isEmpty else {
            try Self.refuse([], filter == nil ? "there are no tests" : "no test has such a name")
        }
        return TestReport(chosen, of: loaded, countsCoverage: filter == nil)
    }

    private static func refuse(_ faults: [Fault], _ reason: String) throws -> Never {
        for fault in faults { StandardError.write(fault.description) }
        StandardError.write(reason)
        throw ExitCode.cannotRun
    }
}
