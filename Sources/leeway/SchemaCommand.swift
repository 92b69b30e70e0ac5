import ArgumentParser
import BookLoader

/// `leeway schema`: the JSON Schema of a book's files, for editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a policy book's files, for editors.",
        discussion: """
            Without a name one schema for all files of a book is printed. An editor with the YAML \
            language server finds the schema by a comment in the first line of a file:

              # yaml-language-server: $schema=policy.schema.json
            """
    )

    @Argument(help: "The kind of file; absent: any of them.")
    var file: BookSchema?

    func run() {
        print(file?.json ?? BookSchema.anyFile, terminator: "")
    }
}

extension BookSchema: ExpressibleByArgument {}
