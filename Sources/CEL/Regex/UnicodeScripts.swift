/// The scripts of Unicode, for classes such as `\p{Greek}`.
enum UnicodeScripts {
    /// The code points of a script; nil for a name that is none.
    ///
    /// Complexity: reads the table; a pattern is compiled once.
    static func ranges(of name: String) -> [ClosedRange<UInt32>]? {
        var words: [Substring] = []
        var isFound = false
        for line in table.split(separator: "\n") {
            if isFound {
                guard line.hasPrefix(" ") else { break }
                words += line.split(separator: " ")
            } else if line.hasPrefix(name + " ") {
                isFound = true
                words = line.split(separator: " ")
            }
        }
        guard isFound else { return nil }
        var ranges: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for word in words.dropFirst() {
            let numbers = word.split(separator: ".").compactMap { UInt32($0, radix: 36) }
            guard numbers.count == 2 else { return nil }
            let start = next + numbers[0]
            ranges.append(start...(start + numbers[1]))
            next = start + numbers[1] + 1
        }
        return ranges
    }
}
