// Runs the cases of a folder and prints how each file fared. `Scripts/conformance` builds it.
import CELConformance
import Foundation

let path =
    CommandLine.arguments.dropFirst().first
    ?? ProcessInfo.processInfo.environment["CEL_CONFORMANCE"]
guard let path else {
    print("usage: cel-conformance FOLDER, or set CEL_CONFORMANCE")
    exit(2)
}
do {
    let results = try ConformanceSuite(path: path).run()
    for result in results {
        print("\(result.file): \(result.passed) passed, \(result.failures.count) failed")
        for failure in result.failures { print("    \(failure)") }
    }
    let passed = results.reduce(0) { $0 + $1.passed }
    let failed = results.reduce(0) { $0 + $1.failures.count }
    print("\(passed) passed, \(failed) failed")
    exit(failed == 0 ? 0 : 1)
} catch {
    print("cannot read the cases in \(path): \(error)")
    exit(2)
}
