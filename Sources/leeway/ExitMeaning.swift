import ArgumentParser

/// What the exit codes say; every command keeps to them.
enum ExitMeaning {
    static let all: [(status: Int32, meaning: String)] = [
        (0, "success"),
        (1, "the book, the settings or what was given are at fault, or a test failed"),
        (2, "the service or the tests could not run, no service is ready, or --strict warns"),
        (64, "the command line is not understood"),
    ]

    /// All of them in a sentence.
    static let sentence =
        all.map { "\($0.status) \($0.meaning)" }.joined(separator: ", ") + "."
}

extension ExitCode {
    /// The book or the settings are at fault; standard error says where.
    static let faults = ExitCode(1)
    /// The service could not run: a port in use, a folder that cannot be written.
    static let cannotRun = ExitCode(2)
}
