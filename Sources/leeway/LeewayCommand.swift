import ArgumentParser
import LeewayService

/// The command line: each sub-command puts the parts together and has no logic of its own.
@main
struct LeewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leeway",
        abstract: "Answers what a policy says, how far you may go, and what people think of it.",
        discussion: """
            A policy book is a folder of YAML files. `leeway check` reads one and names every \
            fault; `leeway ask` says which policies a customer's words find, and why; `leeway \
            serve` answers questions about it over HTTP.

            Exit codes: \(ExitMeaning.sentence)
            """,
        version: Release.version,
        subcommands: [
            ServeCommand.self, CheckCommand.self, TestCommand.self, ExplainCommand.self,
            AskCommand.self, SchemaCommand.self, KeysCommand.self, ConfigCommand.self,
            HealthcheckCommand.self, ManualCommand.self,
        ]
    )
}
