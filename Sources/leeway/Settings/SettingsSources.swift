import BookLoader
import CEL

/// Where settings come from, and what is wrong there.
enum SettingsSources {
    /// What is wrong, with its place.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// The defaults, overridden by the file, overridden by the variables.
    ///
    /// Throws: all faults of the file at once, or the first of the variables.
    static func settings(
        file: String?,
        variables: [String: String]
    ) throws(Fault) -> Settings {
        var settings = Settings()
        if let file { try apply(FlatSettingsFile(path: file), to: &settings) }
        try apply(variables, to: &settings)
        return settings
    }

    private static func apply(
        _ file: FlatSettingsFile,
        to settings: inout Settings
    ) throws(Fault) {
        let names = SettingKey.all.map(\.name)
        for entry in file.entries {
            guard let key = SettingKey.all.first(where: { $0.name == entry.name }) else {
                let nearest = NearestName.suggest(entry.name, among: names)
                let hint =
                    nearest.map { "did you mean `\($0)`?" }
                    ?? "known are \(names.joined(separator: ", "))"
                file.reportName(of: entry, "unknown setting `\(entry.name)`", hint: hint)
                continue
            }
            guard !key.store(&settings, entry.text) else { continue }
            file.reportValue(of: entry, "`\(entry.text)` is not \(key.expected)")
        }
        let faults = file.faults
        guard faults.isEmpty else {
            throw Fault(description: faults.map(\.description).joined(separator: "\n"))
        }
    }

    private static func apply(
        _ variables: [String: String],
        to settings: inout Settings
    ) throws(Fault) {
        for key in SettingKey.all {
            guard let text = variables[key.variable], !isServiceLink(key, text) else { continue }
            guard key.store(&settings, text) else {
                throw Fault(description: "\(key.variable): `\(text)` is not \(key.expected)")
            }
        }
    }

    /// Kubernetes gives every container of a namespace with a service named `leeway` the variable
    /// `LEEWAY_PORT=tcp://10.0.0.1:8080`, which is no setting.
    private static func isServiceLink(_ key: SettingKey, _ text: String) -> Bool {
        key.name == "port" && text.hasPrefix("tcp://")
    }
}
