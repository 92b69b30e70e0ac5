import ArgumentParser
import LeewayService
import PolicyBook

/// `leeway keys`: who may use the service.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list, replace and revoke API keys.",
        discussion: """
            Keys stand in a file, by default keys.json in the data folder, as digests: a key is shown \
            once, when it is made. A running service notices changes by itself.
            """,
        subcommands: [Create.self, List.self, Revoke.self, Rotate.self]
    )

    /// Which file the commands are about.
    struct Options: ParsableArguments {
        @OptionGroup var shared: SettingsOptions

        @Option(help: "The folder of the embedded store, where the keys are (default: data).")
        var data: String?

        func store() throws -> KeyStore {
            var flags: [EffectiveSettings.Flag] = []
            if let data { flags.append(.init(name: "data", flag: "--data", texts: [data])) }
            return KeyStore(path: try shared.effective(flags).settings.keysFile)
        }

        /// Runs `body`; a fault goes to standard error.
        func run(_ body: (KeyStore) throws(KeyStore.Fault) -> Void) throws {
            let store = try store()
            do throws(KeyStore.Fault) {
                try body(store)
            } catch {
                StandardError.write(error.description)
                throw ExitCode.faults
            }
        }
    }

    /// `leeway keys list`: the keys, without secrets.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys, without their secrets."
        )

        @OptionGroup var options: Options

        func run() throws {
            try options.run { store throws(KeyStore.Fault) in
                for key in try store.read() ?? [] { print(KeyLine(key)) }
            }
        }
    }

    /// `leeway keys revoke ID`: takes a key out of use.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a key out of use, for good and at once."
        )

        @Argument(help: "The id: the part between `lw_` and the next `_`.")
        var id: APIKeyID

        @OptionGroup var options: Options

        func run() throws {
            try options.run { store throws(KeyStore.Fault) in
                try store.change { keys throws(KeyStore.Fault) in
                    let place = try keys.place(of: id)
                    keys.remove(at: place)
                }
                StandardError.write("revoked \(id)")
            }
        }
    }

    /// `leeway keys rotate ID`: gives a key a new secret.
    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a key a new secret; the old one stays valid for a while.",
            discussion:
                "At most two are valid at a time: a third takes the oldest out of use at once."
        )

        @Argument(help: "The id: the part between `lw_` and the next `_`.")
        var id: APIKeyID

        @Option(help: "How long the old secret stays valid, such as 12h or 7d; 0h for not at all.")
        var keepOld = TimeAhead(seconds: 86_400)

        @OptionGroup var options: Options

        func run() throws {
            try options.run { store throws(KeyStore.Fault) in
                let now = ServiceEnvironment.system.now()
                let end = keepOld.end(from: now)
                let text = try store.change { keys throws(KeyStore.Fault) in
                    let place = try keys.place(of: id)
                    return keys[place].addSecret(.randomSecret(), at: now, othersUntil: end)
                }
                print(text)
                StandardError.write(
                    "this secret is shown only now; the one before is valid until \(end)"
                )
            }
        }
    }
}

extension APIKeyID: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

/// A key as a line of `leeway keys list`.
private struct KeyLine: CustomStringConvertible {
    let description: String

    init(_ key: APIKey) {
        var words = [
            "\(key.id)",
            Scope.allCases.filter(key.scopes.contains).map(\.rawValue)
                .joined(separator: ","),
        ]
        words.append("made \(key.createdAt)")
        if let end = key.expiresAt { words.append("expires \(end)") }
        if key.assertsStaff { words.append("asserts staff") }
        if let staff = key.staff {
            let place = [staff.role, staff.team].compactMap { $0 }.joined(separator: ", ")
            words.append("staff \(staff.id)\(place.isEmpty ? "" : " (\(place))")")
        }
        if !key.origins.isEmpty { words.append("on \(key.origins.joined(separator: ","))") }
        if key.secrets.count > 1, let end = key.secrets[0].expiresAt {
            words.append("older secret until \(end)")
        }
        if !key.name.isEmpty { words.append("# \(key.name)") }
        description = words.joined(separator: "  ")
    }
}

extension [APIKey] {
    /// Throws: where there is no such key.
    fileprivate func place(of id: APIKeyID) throws(KeyStore.Fault) -> Int {
        guard let index = firstIndex(where: { $0.id == id }) else {
            throw KeyStore.Fault(description: "there is no key `\(id)`; see `leeway keys list`")
        }
        return index
    }
}
