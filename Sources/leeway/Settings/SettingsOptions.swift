import ArgumentParser
import BookLoader
import Foundation

/// The flags that commands about one service share.
struct SettingsOptions: ParsableArguments {
    @Option(help: "The settings file.", completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(help: "The address of the service (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port of the service; 0 lets `serve` pick one and print it (default: 8080).")
    var port: String?

    @Option(
        help: ArgumentHelp(
            "A place to listen at, instead of --host and --port; may be repeated.",
            discussion: """
                http://ADDRESS:PORT, https://ADDRESS:PORT, unix:/PATH or systemd:NAME, with ?proxy \
                for the PROXY protocol and ?tls for TLS on the last two.
                """,
            valueName: "place"
        )
    )
    var listen: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other setting, such as limits.body=2MiB; may be repeated.",
            valueName: "name=value"
        )
    )
    var assignments: [String] = []

    /// What reads the file's settings, overridden by variables, overridden by these flags and
    /// `more`, as often as it is asked.
    ///
    /// Throws: where `--set` is without a name or a value.
    func evaluation(
        _ more: [EffectiveSettings.Flag]
    ) throws -> @Sendable () -> EffectiveSettings {
        let (config, flags) = (config, try assigned() + own + more)
        return {
            EffectiveSettings(
                file: config.map(SettingsFile.init(path:)),
                variables: ProcessInfo.processInfo.environment,
                flags: flags
            )
        }
    }

    /// The settings now; warnings go to standard error, unless the caller has a log for them.
    ///
    /// Throws: ``ArgumentParser/ExitCode/faults`` after the faults stand on standard error.
    func effective(
        _ more: [EffectiveSettings.Flag] = [],
        saysWarnings: Bool = true
    ) throws -> EffectiveSettings {
        let effective = try evaluation(more)()
        for line in saysWarnings ? effective.warnings : [] { StandardError.write(line) }
        for line in effective.faults { StandardError.write(line) }
        guard effective.faults.isEmpty else { throw ExitCode.faults }
        return effective
    }

    private var own: [EffectiveSettings.Flag] {
        var flags: [EffectiveSettings.Flag] = []
        if let host { flags.append(.init("host", host)) }
        if let port { flags.append(.init("port", port)) }
        if !listen.isEmpty {
            flags.append(.init(name: "listen", flag: "--listen", texts: listen))
        }
        return flags
    }

    private func assigned() throws -> [EffectiveSettings.Flag] {
        try assignments.map { assignment in
            guard let equals = assignment.firstIndex(of: "=") else {
                throw ValidationError("--set takes NAME=VALUE, such as limits.body=2MiB")
            }
            let name = String(assignment[..<equals])
            let text = String(assignment[assignment.index(after: equals)...])
            let key = SettingKey.all.first { $0.name == name }
            let texts = key?.split(text) ?? [text]
            return EffectiveSettings.Flag(name: name, flag: "--set \(name)", texts: texts)
        }
    }
}

/// The flags of a service to be.
struct ServeOptions: ParsableArguments {
    @OptionGroup var shared: SettingsOptions

    @Option(
        help: "The folder of the policy book (default: Config/book).",
        completion: .directory
    )
    var book: String?

    @Option(help: "The folder of the embedded store (default: data).", completion: .directory)
    var data: String?

    @Flag(help: "Give every caller all scopes; only on loopback addresses and Unix sockets.")
    var open = false

    @Option(help: "How lines of the log are written: text or json (default: text).")
    var logFormat: String?

    @Flag(help: "Log errors alone.")
    var quiet = false

    @Flag(help: "Make a key with every scope for this run, and print it; only where --open may.")
    var developmentKey = false

    @Flag(help: "Let other machines reach the service without TLS or keys, as behind a proxy.")
    var insecure = false

    /// As ``SettingsOptions/effective(_:saysWarnings:)``.
    func effective(saysWarnings: Bool = true) throws -> EffectiveSettings {
        try shared.effective(flags, saysWarnings: saysWarnings)
    }

    /// As ``SettingsOptions/evaluation(_:)``.
    func evaluation() throws -> @Sendable () -> EffectiveSettings {
        try shared.evaluation(flags)
    }

    private var flags: [EffectiveSettings.Flag] {
        var flags: [EffectiveSettings.Flag] = []
        if let book { flags.append(.init("book", book)) }
        if let data { flags.append(.init("data", data)) }
        if developmentKey {
            let flag = "--development-key"
            flags.append(.init(name: "development_key", flag: flag, texts: ["true"]))
        }
        if let logFormat {
            flags.append(.init(name: "log.format", flag: "--log-format", texts: [logFormat]))
        }
        if quiet {
            flags.append(.init(name: "log.level", flag: "--quiet", texts: ["error"]))
        }
        if insecure { flags.append(.init("insecure", "true")) }
        if open { flags.append(.init("open", "true")) }
        return flags
    }
}

extension EffectiveSettings.Flag {
    /// A flag named like its setting.
    fileprivate init(_ name: String, _ text: String) {
        self.init(name: name, flag: "--\(name)", texts: [text])
    }
}
