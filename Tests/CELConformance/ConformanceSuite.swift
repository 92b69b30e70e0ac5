import Foundation

/// The cases of a folder of the conformance suite.
public struct ConformanceSuite {
    /// One file and how its cases fared.
    public struct Result {
        /// The path below the folder.
        public let file: String
        /// How many cases passed.
        public let passed: Int
        /// What went wrong, one line a case that failed.
        public let failures: [String]
    }

    private let folder: URL
    private let files: [String]

    /// Finds the files of a folder and the folders in it, or takes one file.
    public init(path: String) throws {
        let url = URL(fileURLWithPath: path)
        guard try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
            folder = url.deletingLastPathComponent()
            files = [url.lastPathComponent]
            return
        }
        folder = url
        files = try FileManager.default.subpathsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".json") }
            .sorted()
    }

    /// Runs every case.
    public func run() throws -> [Result] {
        try files.map { file in
            let data = try Data(contentsOf: folder.appendingPathComponent(file))
            guard let cases = try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
            else {
                throw CocoaError(.fileReadCorruptFile)
            }
            let failures = cases.map(ConformanceCase.init)
                .compactMap { test in
                    test.failure().map { "\(test.section)/\(test.name): \($0)" }
                }
            return Result(file: file, passed: cases.count - failures.count, failures: failures)
        }
    }
}
