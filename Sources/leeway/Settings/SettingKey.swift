/// A setting: its name in the file, what it is about, and how it is read and written.
struct SettingKey: Sendable {
    /// As in the file, with points between the keys: `limits.body`.
    let name: String
    /// What it says, for the documentation: lower case, no full stop.
    let summary: String
    /// What the value must be, for messages.
    let expected: String
    /// Whether several values may be given.
    let isList: Bool
    /// Stores the texts' values.
    ///
    /// Returns: nil, or the index of the first text that is no such value; then nothing is stored.
    let store: @Sendable (inout Settings, [String]) -> Int?
    /// The texts of the value in force.
    let texts: @Sendable (Settings) -> [String]
    /// Whether SIGHUP changes it while the service runs.
    private(set) var isLive = false

    /// The same setting, taken anew at SIGHUP.
    var live: SettingKey {
        var key = self
        key.isLive = true
        return key
    }

    /// For example `LEEWAY_LIMITS_BODY`.
    var variable: String {
        "LEEWAY_" + name.replacing(".", with: "_").uppercased()
    }

    /// The values that a variable or a flag gives: those of a list with blanks or commas between.
    func split(_ text: String) -> [String] {
        isList ? text.split { $0 == "," || $0.isWhitespace }.map(String.init) : [text]
    }
}

extension SettingKey {
    /// A setting of one value.
    init<Value>(
        _ name: String,
        _ path: any WritableKeyPath<Settings, Value> & Sendable,
        _ form: SettingForm<Value>,
        _ summary: String
    ) {
        self.init(
            name: name,
            summary: summary,
            expected: form.expected,
            isList: false,
            store: { settings, texts in
                guard texts.count == 1, let value = form.read(texts[0]) else { return 0 }
                settings[keyPath: path] = value
                return nil
            },
            texts: { [form.write($0[keyPath: path])] }
        )
    }

    /// A setting of any number of values.
    init<Value>(
        _ name: String,
        listOf path: any WritableKeyPath<Settings, [Value]> & Sendable,
        _ form: SettingForm<Value>,
        _ summary: String
    ) {
        self.init(
            name: name,
            summary: summary,
            expected: form.expected,
            isList: true,
            store: { settings, texts in
                let values = texts.map(form.read)
                if let wrong = values.firstIndex(where: { $0 == nil }) { return wrong }
                settings[keyPath: path] = values.compactMap { $0 }
                return nil
            },
            texts: { $0[keyPath: path].map(form.write) }
        )
    }
}
