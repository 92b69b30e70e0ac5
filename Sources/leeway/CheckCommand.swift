import ArgumentParser
import BookLoader
import PolicyBook

/// `leeway check DIR`: reads a book as the service would and says every fault.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read a policy book and name every fault with its place.",
        discussion: "Exits with 1 where the book cannot be used; warnings alone exit with 0."
    )

    @Argument(help: "The folder of the book.", completion: .directory)
    var directory: String

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    func run() throws {
        let (book, result) = try BookReading.load(directory, saysWarnings: !quiet)
        guard !quiet else { return }
        let warnings = result.warnings.count
        let policies = book.policies.count
        let languages = book.locales.count
        print(
            "\(directory): \(policies) policies, \(languages) languages, no errors, ",
            terminator: ""
        )
        print(warnings == 1 ? "1 warning" : "\(warnings) warnings")
    }
}
