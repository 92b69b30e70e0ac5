/// The manual page of a command and those below it, in the macros of man(7).
struct ManualPage: CustomStringConvertible {
    private let version: String
    private let root: CommandDescription
    private var lines: [String] = []

    init(_ root: CommandDescription, version: String) {
        self.root = root
        self.version = version
        head()
        for (words, command) in root.leaves() { section(words, command) }
        tail()
    }

    var description: String { lines.joined(separator: "\n") + "\n" }

    private mutating func head() {
        let name = root.commandName
        lines = [
            #".TH \#(name.uppercased()) 1 "" "\#(name) \#(version)" "User Commands""#,
            ".SH NAME", Self.escaped("\(name) - \(Self.phrase(root.abstract))"), ".SH SYNOPSIS",
        ]
        for (words, command) in root.leaves() {
            lines += [".B \(Self.escaped(words.joined(separator: " ")))"]
            lines += [Self.synopsis(command), ".br"]
        }
        lines += [".SH DESCRIPTION"] + Self.paragraphs(root.discussion) + [".SH COMMANDS"]
    }

    private mutating func section(_ words: [String], _ command: CommandDescription) {
        lines.append(".SS \(Self.escaped(words.joined(separator: " ")))")
        lines += Self.paragraphs(command.abstract)
        if command.discussion != nil { lines += [".PP"] + Self.paragraphs(command.discussion) }
        for argument in command.ownArguments {
            lines += [".TP", Self.term(argument)]
            lines += Self.paragraphs(argument.abstract) + Self.values(of: argument)
            if argument.discussion != nil {
                lines += [".IP"] + Self.paragraphs(argument.discussion)
            }
        }
    }

    private mutating func tail() {
        lines.append(".SH EXIT STATUS")
        for (status, meaning) in ExitMeaning.all {
            lines += [".TP", ".B \(status)", Self.escaped(meaning)]
        }
        lines += [
            ".SH ENVIRONMENT",
            ".TP", Self.escaped("LEEWAY_…"),
            Self.escaped("Each setting, such as LEEWAY_PORT; `leeway config print` names them."),
            ".TP", "NO_COLOR", "Where it is not empty, nothing is coloured.",
        ]
    }

    private static func synopsis(_ command: CommandDescription) -> String {
        let arguments = command.ownArguments
        let options = arguments.contains { $0.kind != .positional } ? [#"[\fIoptions\fR]"#] : []
        let values = arguments.filter { $0.kind == .positional }
            .map { argument in
                let name = #"\fI\#(escaped(argument.valueName ?? ""))\fR"#
                return argument.isOptional ? "[\(name)]" : name
            }
        return (options + values).joined(separator: " ")
    }

    private static func term(_ argument: CommandDescription.Argument) -> String {
        let value = #"\fI\#(escaped(argument.valueName ?? ""))\fR"#
        let names = (argument.names ?? []).map { #"\fB\#(escaped($0.typed))\fR"# }
            .joined(separator: ", ")
        switch argument.kind {
        case .positional: return value
        case .flag: return names
        case .option: return "\(names) \(value)"
        }
    }

    private static func values(of argument: CommandDescription.Argument) -> [String] {
        var said: [String] = []
        if let values = argument.allValues, !values.isEmpty {
            said.append("values: \(values.joined(separator: ", "))")
        }
        if let value = argument.defaultValue { said.append("default: \(value)") }
        return said.isEmpty ? [] : [escaped("(\(said.joined(separator: "; ")))")]
    }

    /// As a title: without a capital and a full stop.
    private static func phrase(_ sentence: String?) -> String {
        let text = sentence ?? ""
        return text.prefix(1).lowercased() + text.dropFirst().prefix { $0 != "." }
    }

    /// Blank lines begin a paragraph; lines that are indented stay as they are.
    private static func paragraphs(_ text: String?) -> [String] {
        (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { line in
                if line.isEmpty { return [".PP"] }
                return line.first == " "
                    ? [".nf", escaped(String(line)), ".fi"] : [escaped(String(line))]
            }
    }

    /// Text in which nothing is a command of roff, and every character is one of ASCII.
    private static func escaped(_ text: String) -> String {
        var result = text.first == "." || text.first == "'" ? #"\&"# : ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += #"\e"#
            case "-": result += #"\-"#
            case "`": result += #"\(ga"#
            case "^": result += #"\(ha"#
            case "~": result += #"\(ti"#
            case _ where !scalar.isASCII:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result +=
                    #"\[u\#(String(repeating: "0", count: max(0, 4 - digits.count)))\#(digits)]"#
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
