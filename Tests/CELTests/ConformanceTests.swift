import CELConformance
import Foundation
import Testing

/// The cases of the specification's own suite, where its folder is there.
@Suite struct ConformanceTests {
    private static let folder: String? = {
        let given = ProcessInfo.processInfo.environment["CEL_CONFORMANCE"]
        let beside = URL(fileURLWithPath: #filePath)
            .appendingPathComponent("../../../../shared/cel-conformance").standardized.path
        let path = given ?? beside
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    // The published text of these two says `\?`, which in protobuf's text format is `?`. The folder
    // was made with a parser that kept the backslash in the result and not in the expression
    // (cel-spec pull requests 512 and 525), so that no implementation can pass them.
    private static let misprinted = [
        "bytes_literals/triple_single_quoted_unescaped_punctuation",
        "bytes_literals/triple_double_quoted_unescaped_punctuation",
    ]

    @Test(.enabled(if: folder != nil)) func `every case passes but for two misprints`() throws {
        let results = try ConformanceSuite(path: try #require(Self.folder)).run()
        #expect(!results.isEmpty)
        for result in results {
            let failures = result.failures.filter { failure in
                !Self.misprinted.contains { failure.hasPrefix($0 + ":") }
            }
            #expect(failures.isEmpty, "\(result.file)")
        }
    }
}
