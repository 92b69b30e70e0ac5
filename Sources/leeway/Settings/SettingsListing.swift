/// The settings in force as a settings file that would give the same, with where each comes from.
struct SettingsListing: CustomStringConvertible {
    let description: String

    init(_ effective: EffectiveSettings) {
        var lines: [(text: String, origin: String)] = []
        var group: Substring = ""
        // Where to listen is said once: by `listen`, or by `host` and `port`.
        let unused = effective.settings.listen.isEmpty ? ["listen"] : ["host", "port"]
        for key in SettingKey.all where !unused.contains(key.name) {
            let parts = key.name.split(separator: ".")
            let isNested = parts.count > 1
            if isNested, parts[0] != group {
                lines.append(("\(parts[0]):", ""))
                group = parts[0]
            }
            let indent = isNested ? "  " : ""
            let value = Self.value(key, effective.settings)
            let name = isNested ? parts[1] : parts[0]
            lines.append(("\(indent)\(name): \(value)", "# \(effective.origin(of: key))"))
        }
        // LIMIT: beyond this column a comment follows its value without being lined up.
        let width = min(lines.map(\.text.count).max() ?? 0, 48)
        description =
            lines.map { line in
                let padding = String(repeating: " ", count: max(0, width - line.text.count))
                return line.origin.isEmpty ? line.text : "\(line.text)\(padding)  \(line.origin)"
            }
            .joined(separator: "\n")
    }

    private static func value(_ key: SettingKey, _ settings: Settings) -> String {
        let texts = key.texts(settings).map(quoted)
        return key.isList ? "[\(texts.joined(separator: ", "))]" : texts.joined()
    }

    /// Quoted where YAML would read something else.
    private static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let isMisread = text.isEmpty || text == "-" || text.lowercased() == "null"
        guard !plain || isMisread else { return text }
        return "'" + text.replacing("'", with: "''") + "'"
    }
}
