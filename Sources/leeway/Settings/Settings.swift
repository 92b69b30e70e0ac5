/// How this service runs: defaults, overridden by the settings file, by `LEEWAY_…` variables and by
/// flags, in this order.
struct Settings: Sendable, Equatable {
    /// The address to listen on; only loopback addresses go with `isOpen`.
    var host = "127.0.0.1"
    /// 0 lets the system choose.
    var port: UInt16 = 8080
    /// The folder of the policy book.
    var book = "Config/book"
    /// The folder of the embedded store; made where it is missing.
    var data = "data"
    /// Whether every caller has every scope.
    var isOpen = false
    /// Event loops; 0: one for each core.
    var loops = 0
    var logLevel = LogLevel.info

    enum LogLevel: String, Sendable, CaseIterable {
        case debug
        case info
        case warning
        case error
    }
}

/// A setting by its name in the file, the variable that overrides it, and how its text is read.
struct SettingKey: Sendable {
    /// As in the file, for example `log_level`.
    let name: String
    /// What the value must be, for messages.
    let expected: String
    /// Stores the value; false where the text is no such value.
    let store: @Sendable (inout Settings, String) -> Bool

    /// For example `LEEWAY_LOG_LEVEL`.
    var variable: String {
        "LEEWAY_" + name.uppercased()
    }

    static let all: [SettingKey] = [
        SettingKey(name: "host", expected: "an IP address or host name") { settings, text in
            settings.host = text
            return !text.isEmpty
        },
        SettingKey(name: "port", expected: "a number from 0 to 65535") { settings, text in
            guard let port = UInt16(text) else { return false }
            settings.port = port
            return true
        },
        SettingKey(name: "book", expected: "the path of a folder") { settings, text in
            settings.book = text
            return !text.isEmpty
        },
        SettingKey(name: "data", expected: "the path of a folder") { settings, text in
            settings.data = text
            return !text.isEmpty
        },
        SettingKey(name: "open", expected: "true or false") { settings, text in
            settings.isOpen = text == "true"
            return text == "true" || text == "false"
        },
        SettingKey(name: "loops", expected: "a number from 0 to 256") { settings, text in
            guard let loops = Int(text), 0...256 ~= loops else { return false }
            settings.loops = loops
            return true
        },
        SettingKey(
            name: "log_level",
            expected: Settings.LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
        ) { settings, text in
            guard let level = Settings.LogLevel(rawValue: text) else { return false }
            settings.logLevel = level
            return true
        },
    ]
}
