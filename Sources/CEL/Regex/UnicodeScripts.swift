/// The scripts of Unicode, for classes such as `\p{Greek}`.
enum UnicodeScripts {
    /// The code points of a script; nil for a name that is none.
    static func ranges(of name: String) -> [ClosedRange<UInt32>]? {
        byName[name]
    }

    /// The table, read when a pattern first asks for a script.
    private static let byName: [String: [ClosedRange<UInt32>]] = {
        var scripts: [String: [ClosedRange<UInt32>]] = [:]
        var name = ""
        var next: UInt32 = 0
        for line in table.split(separator: "\n") {
            var words = line.split(separator: " ")[...]
            if !line.hasPrefix(" "), let first = words.popFirst() {
                name = String(first)
                next = 0
            }
            for word in words {
                let numbers = word.split(separator: ".").compactMap { UInt32($0, radix: 36) }
                guard numbers.count == 2 else { continue }
                let start = next + numbers[0]
                scripts[name, default: []].append(start...(start + numbers[1]))
                next = start + numbers[1] + 1
            }
        }
        return scripts
    }()
}
