import JSON
import PolicyBook

extension TestReport {
    /// One JSON object with every test and the coverage.
    var json: String {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes) { json in
            json.beginObject()
            json.member("tests", results.count)
            json.member("failures", failures.count)
            json.name("results")
            json.beginArray()
            for result in results { json.result(result) }
            json.endArray()
            if let coverage { json.coverage(coverage) }
            json.endObject()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func result(_ result: BookTestResult) {
        beginObject()
        member("name", result.test.name)
        place(result.test.place)
        member("passed", result.hasPassed)
        if !result.hasPassed {
            name("differences")
            beginArray()
            for difference in result.differences { self.difference(difference) }
            endArray()
            texts("decided_so", result.explanation.dropFirst(result.differences.count))
        }
        endObject()
    }

    private mutating func difference(_ difference: BookTestResult.Difference) {
        beginObject()
        member("of", difference.facet.name)
        if let item = difference.item { member("item", item) }
        texts("expected", difference.expected[...])
        texts("came", difference.found[...])
        place(difference.place)
        endObject()
    }

    fileprivate mutating func coverage(_ coverage: RowCoverage) {
        name("coverage")
        beginObject()
        member("rules", coverage.rules.count)
        member("percent", coverage.percent)
        name("undecided")
        beginArray()
        for rule in coverage.undecided {
            beginObject()
            member("kind", rule.kind.rawValue)
            if let policy = rule.place.policy { member("policy", policy) }
            if let version = rule.place.version { member("version", version) }
            if let row = rule.place.row { member("id", row) }
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func place(_ place: BookTest.Place) {
        member("file", place.file)
        member("line", place.line)
        member("column", place.column)
    }

    private mutating func texts(_ name: String, _ texts: ArraySlice<String>) {
        self.name(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
