import ArgumentParser
import Foundation
import LeewayService

/// `leeway manual`: the manual page, made of the commands themselves.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the manual page, for `man`.",
        discussion: """
            To read it: `leeway manual | man -l -`. `Scripts/install` puts it where `man leeway` \
            finds it.
            """
    )

    func run() throws {
        print(
            ManualPage(try CommandDescription.ofLeeway(), version: Release.version),
            terminator: ""
        )
    }
}

/// A command as ArgumentParser describes it, as far as the manual page needs it.
///
/// Source: swift-argument-parser, ArgumentParserToolInfo, serialization version 0.
struct CommandDescription: Decodable {
    private struct Document: Decodable {
        let command: CommandDescription
    }

    /// The whole command line.
    static func ofLeeway() throws -> CommandDescription {
        let description = Data(LeewayCommand._dumpHelp().utf8)
        return try JSONDecoder().decode(Document.self, from: description).command
    }

    struct Argument: Decodable {
        enum Kind: String, Decodable {
            case positional
            case option
            case flag
        }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed.
            var typed: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let names: [Name]?
        let valueName: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
        let abstract: String?
        let discussion: String?
        let defaultValue: String?
        let allValues: [String]?
    }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let arguments: [Argument]?
    let subcommands: [CommandDescription]?

    /// What a reader sees, without what every command has.
    var ownArguments: [Argument] {
        (arguments ?? [])
            .filter { argument in
                let common = ["help", "version"]
                return argument.shouldDisplay
                    && !(argument.names ?? []).contains { common.contains($0.name) }
            }
    }

    /// The commands that do something, each with the words that call it.
    func leaves(_ before: [String] = []) -> [(words: [String], command: CommandDescription)] {
        let words = before + [commandName]
        let shown = (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        return shown.isEmpty ? [(words, self)] : shown.flatMap { $0.leaves(words) }
    }
}
