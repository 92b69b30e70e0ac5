/// Customers' questions to a bank, each with the intent behind it (BANKING77, CC BY 4.0).
struct Banking77 {
    /// The questions of each intent, in the file's order; the intents in alphabetical order.
    var intents: [(name: String, questions: [String])]

    /// Reads the lines `text,category` of the data set; a text in quotes may span lines.
    init(csv: String) {
        var byIntent: [String: [String]] = [:]
        for row in Self.rows(of: csv).dropFirst() where row.count == 2 {
            byIntent[row[1], default: []].append(row[0])
        }
        intents = byIntent.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
    }

    private static func rows(of csv: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        for character in csv {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                row.append(field)
                field = ""
            case "\n" where !isQuoted, "\r\n" where !isQuoted:
                rows.append(row + [field])
                (row, field) = ([], "")
            default: field.append(character)
            }
        }
        if !field.isEmpty { rows.append(row + [field]) }
        return rows
    }

    /// Ten questions of each intent as situations, the others as queries, drawn by a seed.
    func split(seed: UInt64) -> (situations: [[String]], queries: [(text: String, intent: Int)]) {
        var random = SplitMix64(seed: seed)
        var situations: [[String]] = []
        var queries: [(text: String, intent: Int)] = []
        for (number, intent) in intents.enumerated() {
            let shuffled = intent.questions.shuffled(using: &random)
            situations.append(Array(shuffled.prefix(10)))
            queries += shuffled.dropFirst(10).map { ($0, number) }
        }
        return (situations, queries)
    }
}

/// A generator with a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014), so that everybody measures with the same draw.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
