import ArgumentParser

/// `leeway config`: about the settings.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings a service would run with.",
        subcommands: [Print.self]
    )

    /// `leeway config print`: the settings in force and where each comes from.
    struct Print: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print every setting, its value, and where that comes from.",
            discussion: """
                Takes the flags of `serve`. What it prints is a settings file that would give the \
                same values.
                """
        )

        @OptionGroup var options: ServeOptions

        func run() throws {
            print(SettingsListing(try options.effective()))
        }
    }
}
