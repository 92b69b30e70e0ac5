import PolicyBook

/// What became of a book's tests, to be written in several forms.
struct TestReport {
    let results: [BookTestResult]
    /// Nil where only some of the tests were run.
    let coverage: RowCoverage?

    init(_ tests: [BookTest], of book: PolicyBook, countsCoverage: Bool) {
        let results = tests.map { book.run($0) }
        self.results = results
        guard countsCoverage else {
            coverage = nil
            return
        }
        var coverage = RowCoverage(book)
        for decision in results.flatMap(\.decisions) { coverage.count(decision) }
        self.coverage = coverage
    }

    var failures: [BookTestResult] { results.filter { !$0.hasPassed } }
}

extension TestReport {
    /// The failures in full.
    var failureText: String {
        failures.map { failure in
            let place = failure.test.place
            let headline =
                "FAILED \(place.file):\(place.line):\(place.column): \(failure.test.name)\n"
            return headline + failure.explanation.map { "    \($0)\n" }.joined() + "\n"
        }
        .joined()
    }

    /// The failures in full, a summary, and what decided in no test.
    var text: String {
        var lines: [String] = []
        lines.append("\(results.count) tests, \(failures.count) failed")
        if let coverage {
            let count = coverage.rules.count
            let decided = count - coverage.undecided.count
            lines.append(
                "\(decided) of \(count) rows, require and never decided in a test "
                    + "(\(coverage.percent) %)"
            )
            lines += coverage.undecided.map { "    undecided: \($0.description)" }
        }
        return failureText + lines.joined(separator: "\n") + "\n"
    }
}

extension BookTestResult {
    /// What was expected and what came, and how it was decided.
    var explanation: [String] {
        var lines = differences.map(\.description)
        for (index, decision) in decisions.enumerated() {
            let item = decisions.count > 1 ? "item \(index + 1) " : ""
            lines.append("\(item)decided so: \(decision.headline)")
            lines += decision.traceTable.map { "    " + $0 }
        }
        return lines
    }
}

extension BookTestResult.Difference: CustomStringConvertible {
    /// `limit: expected 80.00 EUR, came 40.00 EUR`.
    package var description: String {
        let item = self.item.map { "item \($0): " } ?? ""
        let joined = { (values: [String]) in
            values.isEmpty ? "nothing" : values.joined(separator: ", ")
        }
        return "\(item)\(facet.name): expected \(joined(expected)), came \(joined(found))"
    }
}

extension RowCoverage.Rule: CustomStringConvertible {
    /// `row small of returns.no-receipt, version 3`.
    package var description: String {
        let policy = place.policy.map { "\($0), version \(place.version ?? 0)" } ?? "the house"
        return "\(kind.rawValue) \(place.row ?? "") of \(policy)"
    }
}
