import BookLoader
import CEL
import LeewayService
import SystemIO

/// The settings in force, and where each comes from.
///
/// Faults are collected, so that an operator reads them all at once.
struct EffectiveSettings: Sendable {
    private(set) var settings = Settings()
    private var origins: [String: SettingsOrigin] = [:]
    /// Why the settings cannot be used.
    private(set) var faults: [String] = []
    /// What looks like a mistake without being one for sure.
    private(set) var warnings: [String] = []

    /// A setting as a flag gives it.
    struct Flag: Sendable {
        let name: String
        /// As it stands on the command line, for messages.
        let flag: String
        let texts: [String]
    }

    /// The defaults, overridden by the file, by the variables, and by the flags.
    init(file: SettingsFile?, variables: [String: String], flags: [Flag]) {
        if let file { apply(file) }
        apply(variables)
        for flag in flags { apply(flag) }
        settleWhereToListen()
        checkCertificate()
        checkTokens()
    }

    /// Where a setting's value comes from.
    func origin(of key: SettingKey) -> SettingsOrigin {
        origins[key.name] ?? .builtIn
    }

    private mutating func apply(_ file: SettingsFile) {
        for entry in file.entries {
            guard let key = Self.key(entry.name) else {
                // A group of settings with nothing in it, such as one that is commented out.
                if entry.texts.isEmpty, Self.isGroup(entry.name) { continue }
                file.reportName(
                    of: entry,
                    "unknown setting `\(entry.name)`",
                    hint: Self.hint(entry.name)
                )
                continue
            }
            guard origins[key.name] == nil else {
                file.reportName(of: entry, "`\(key.name)` is given twice", hint: nil)
                continue
            }
            guard !entry.isList || key.isList else {
                file.reportText(of: entry, at: 0, "`\(key.name)` is one value, no list")
                continue
            }
            if let wrong = key.store(&settings, entry.texts) {
                let text = entry.texts.indices.contains(wrong) ? entry.texts[wrong] : ""
                file.reportText(of: entry, at: wrong, "`\(text)` is not \(key.expected)")
            }
            origins[key.name] = .file(place: entry.place)
        }
        faults += file.faults.map(\.description)
    }

    private mutating func apply(_ variables: [String: String]) {
        let known = SettingKey.all.map(\.variable)
        for (name, text) in variables.sorted(by: { $0.key < $1.key })
        where name.hasPrefix("LEEWAY_") && !Self.isServiceLink(name, text) {
            if let key = SettingKey.all.first(where: { $0.variable + "_FILE" == name }) {
                applyFile(text, named: name, key, isGivenTwice: variables[key.variable] != nil)
                continue
            }
            guard let key = SettingKey.all.first(where: { $0.variable == name }) else {
                // Another program's variable may begin so as well.
                if let nearest = NearestName.suggest(name, among: known) {
                    warnings.append("\(name) is no setting; did you mean \(nearest)?")
                }
                continue
            }
            store(key, key.split(text), from: .variable(name: name))
        }
    }

    /// Takes the value that stands in a file, as orchestrators hand out secrets.
    private mutating func applyFile(
        _ path: String,
        named name: String,
        _ key: SettingKey,
        isGivenTwice: Bool
    ) {
        guard !isGivenTwice else {
            faults.append("\(name): \(key.variable) gives the same setting; leave one out")
            return
        }
        // LIMIT: far more than any value.
        guard let octets = try? File.read(path, maxBytes: 65_536),
            let text = String(validating: octets, as: UTF8.self)
        else {
            // Why the file cannot be read helps less than which it is.
            faults.append("\(name): the file `\(path)` cannot be read as UTF-8")
            return
        }
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        store(key, key.split(line), from: .variable(name: name))
    }

    private mutating func apply(_ flag: Flag) {
        guard let key = Self.key(flag.name) else {
            faults.append("\(flag.flag): unknown setting `\(flag.name)`; \(Self.hint(flag.name))")
            return
        }
        store(key, flag.texts, from: .flag(name: flag.flag))
    }

    private mutating func store(_ key: SettingKey, _ texts: [String], from origin: SettingsOrigin) {
        if let wrong = key.store(&settings, texts) {
            let text = texts.indices.contains(wrong) ? texts[wrong] : ""
            faults.append("\(origin): `\(text)` is not \(key.expected)")
        }
        origins[key.name] = origin
    }

    /// Lets the higher layer say where to listen: `--port` means more than a `listen` in the file.
    private mutating func settleWhereToListen() {
        func layer(_ name: String) -> Int { origins[name]?.layer ?? 0 }
        let single = max(layer("host"), layer("port"))
        let list = layer("listen")
        guard single > 0, list > 0 else { return }
        if single == list {
            let origin = origins["listen"] ?? .builtIn
            faults.append("\(origin): `listen` says where to listen; leave out `host` and `port`")
        } else if single > list {
            settings.listen = []
            origins["listen"] = nil
        } else {
            settings.host = Settings().host
            settings.port = Settings().port
            origins["host"] = nil
            origins["port"] = nil
        }
    }

    private mutating func checkCertificate() {
        let files = [settings.certificateFile, settings.keyFile].filter { !$0.isEmpty }
        if files.count == 1 {
            faults.append("`tls.certificate` and `tls.key` go together; one is missing")
        }
        if files.isEmpty, let secure = settings.places.first(where: \.isSecure) {
            faults.append("`\(secure)` needs a certificate; set `tls.certificate` and `tls.key`")
        }
    }

    private mutating func checkTokens() {
        guard !settings.tokenKeysFile.isEmpty else { return }
        if settings.tokens.issuer.isEmpty || settings.tokens.audiences.isEmpty {
            faults.append("`tokens.jwks` needs `tokens.issuer` and `tokens.audience` beside it")
        }
    }

    private static func key(_ name: String) -> SettingKey? {
        SettingKey.all.first { $0.name == name }
    }

    private static func isGroup(_ name: String) -> Bool {
        SettingKey.all.contains { $0.name.hasPrefix(name + ".") }
    }

    /// What an unknown name may have meant: one spelled like it, or the same word in a group.
    private static func hint(_ name: String) -> String {
        let names = SettingKey.all.map(\.name)
        let last = name.split(separator: ".").last.map { ".\($0)" } ?? "."
        let meant =
            NearestName.suggest(name, among: names) ?? names.first { $0.hasSuffix(last) }
        return meant.map { "did you mean `\($0)`?" } ?? "`leeway config print` shows all settings"
    }

    /// Kubernetes gives every container of a namespace with a service named `leeway` variables such
    /// as `LEEWAY_PORT=tcp://10.0.0.1:8080` and `LEEWAY_SERVICE_HOST`, which are no settings.
    private static func isServiceLink(_ name: String, _ text: String) -> Bool {
        name.hasPrefix("LEEWAY_SERVICE_") || name.hasPrefix("LEEWAY_PORT_")
            || name == "LEEWAY_PORT" && text.hasPrefix("tcp://")
    }
}
