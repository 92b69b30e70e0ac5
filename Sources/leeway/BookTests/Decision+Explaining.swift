import PolicyBook

extension Decision {
    /// The outcome with how far it goes and who decided.
    var headline: String {
        var parts = [outcome.rawValue]
        if let limit { parts.append((isExact ? "exactly " : "up to ") + limit.description) }
        if let decidedBy { parts.append("by \(decidedBy.words)") }
        if let approver {
            let reach = approver.limit.map { " up to \($0)" } ?? ""
            parts.append("\(approver.role) can go further\(reach)")
        }
        if !missing.isEmpty {
            parts.append("not known: " + missing.map(\.fact).joined(separator: ", "))
        }
        return parts.joined(separator: ", ")
    }

    /// A line for each row: whether it applies, and why not; for each `never` that was in the way.
    var traceTable: [String] {
        let prohibitions = reasons.filter { $0.code == .never }
            .map { ["never", $0.place.words, $0.code.words] }
        let rows = trace.map { entry in
            [
                "row", entry.place.words,
                entry.code.words + (entry.limit.map { ", up to \($0)" } ?? "")
                    + (entry.failing.isEmpty ? "" : ": ")
                    + entry.failing.map(\.words).joined(separator: "; "),
            ]
        }
        return TextTable.lines(prohibitions + rows)
    }
}

extension Decision.RowReference {
    /// `returns.no-receipt 3, small`.
    var words: String {
        guard let policy else { return row.map { "the house, \($0)" } ?? "the house" }
        let version = version.map { " \($0)" } ?? ""
        return policy + version + (row.map { ", \($0)" } ?? "")
    }
}

extension Reason.FailingTest {
    /// `case.worn is true, needed == false`.
    var words: String {
        "\(fact) is \(value ?? "not known"), needed \(comparison) \(needed)"
    }
}

extension Reason.Code {
    /// What became of a row, for a person at a terminal.
    var words: String {
        switch self {
        case .withinLimit: "applies"
        case .limitExceeded: "applies, but not so far"
        case .notExact: "applies to one amount only"
        case .conditionNotMet: "does not apply"
        case .requirementNotMet: "a requirement is not met"
        case .factsMissing: "facts are missing"
        case .conditionFailed: "its expression fails"
        case .notAskedFor: "nobody asked for it"
        case .notTriedYet: "other rows come first"
        case .beyondRole: "another role holds it"
        case .budgetExceeded: "applies, but a budget is used up"
        case .otherCurrency: "has no limit in this currency"
        case .never: "forbids it"
        case .notCovered: "nothing speaks of it"
        }
    }
}

/// Columns of text, each as wide as its longest cell.
enum TextTable {
    static func lines(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns)
            .map { column in
                rows.compactMap { column < $0.count - 1 ? $0[column].count : nil }.max() ?? 0
            }
        return rows.map { row in
            row.enumerated()
                .map { column, cell in
                    column == row.count - 1
                        ? cell
                        : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
                }
                .joined(separator: "  ")
        }
    }
}
