import ArgumentParser
import BookLoader
import Foundation

/// `leeway check DIR`: reads a book as the service would and says every fault.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read a policy book and name every fault with its place.",
        discussion: """
            Exits with 0 where the book can be used, with 1 where it cannot, and with 2 where \
            --strict is given and there are warnings.
            """
    )

    /// How the faults are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case github
    }

    @Argument(help: "The folder of the book.", completion: .directory)
    var directory: String

    @Option(help: "text for people, json for programs, github for annotations of a workflow.")
    var format = Format.text

    @Flag(help: "Exit with 2 where there are warnings.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    func run() throws {
        let progress = quiet ? nil : LoadingProgress()
        let loader = BookLoader(checksMeaning: !quiet, progress: { progress?.report($0) })
        let result = loader.load(directory)
        let report = CheckReport(directory: directory, result: result, isQuiet: quiet)
        let lines =
            switch format {
            case .text: report.text(isColored: Self.isTerminal)
            case .json: [try report.json()]
            case .github: report.gitHubCommands
            }
        for line in lines { print(line) }
        let code = report.exitCode(isStrict: strict)
        if code != 0 { throw ExitCode(code) }
    }

    /// Whether colours help: never in a pipe, nor where https://no-color.org asks for none.
    private static var isTerminal: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(FileHandle.standardOutput.fileDescriptor) == 1
            && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
}
