import PolicyBook

extension TestReport {
    /// The report that build servers read: a suite for each file, a case for each test.
    ///
    /// Source: the JUnit XML that Jenkins' xUnit plugin describes.
    var junit: String {
        var files: [String] = []
        for result in results where !files.contains(result.test.place.file) {
            files.append(result.test.place.file)
        }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites tests=\"\(results.count)\" failures=\"\(failures.count)\">",
        ]
        for file in files {
            let own = results.filter { $0.test.place.file == file }
            let failed = own.count { !$0.hasPassed }
            lines.append(
                "  <testsuite name=\"\(file.escapedForXML())\" tests=\"\(own.count)\" "
                    + "failures=\"\(failed)\" errors=\"0\" skipped=\"0\">"
            )
            lines += own.flatMap(Self.testCase)
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>", ""]).joined(separator: "\n")
    }

    private static func testCase(_ result: BookTestResult) -> [String] {
        let place = result.test.place
        let head =
            "    <testcase classname=\"\(place.file.escapedForXML())\" "
            + "name=\"\(result.test.name.escapedForXML())\" line=\"\(place.line)\""
        guard let first = result.differences.first else { return [head + "/>"] }
        let text = result.explanation.joined(separator: "\n")
        return [
            head + ">",
            "      <failure message=\"\(first.description.escapedForXML())\" type=\"difference\">"
                + text.escapedForXML(isAttribute: false) + "</failure>",
            "    </testcase>",
        ]
    }
}

extension String {
    /// Fit for text and attributes of XML 1.0, which has no place for most control characters.
    fileprivate func escapedForXML(isAttribute: Bool = true) -> String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += isAttribute ? "&#10;" : "\n"
            case "\t", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
