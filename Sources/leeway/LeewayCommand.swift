import ArgumentParser
import LeewayService

/// The command line: each sub-command puts the parts together and has no logic of its own.
@main
struct LeewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leeway",
        abstract: "Answers what a policy says, how far you may go, and what people think of it.",
        discussion: """
            A policy book is a folder of YAML files. `leeway check` reads one and names every fault;
            `leeway ask` says which policies a customer's words find, and why;
            `leeway serve` answers questions about it over HTTP.

            Exit codes: 0 success, 1 the book or the settings are at fault, 2 the service could not
            run, 64 the command line is not understood.
            """,
        version: Release.version,
        subcommands: [
            ServeCommand.self, CheckCommand.self, TestCommand.self, ExplainCommand.self,
            AskCommand.self, SchemaCommand.self, KeysCommand.self, ConfigCommand.self,
            HealthcheckCommand.self,
        ]
    )
}

extension ExitCode {
    /// The book or the settings are at fault; standard error says where.
    static let faults = ExitCode(1)
    /// The service could not run: a port in use, a folder that cannot be written.
    static let cannotRun = ExitCode(2)
}
