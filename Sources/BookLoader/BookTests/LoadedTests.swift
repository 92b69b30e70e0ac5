package import PolicyBook

/// The tests beside a book, or what is wrong with them.
package struct LoadedTests: Sendable {
    /// In the order of the files; a test at fault is left out.
    package let tests: [BookTest]
    /// Why some are left out, sorted by file and place.
    package let faults: [Fault]
    /// How many faults there are beyond those listed.
    package let omittedCount: Int
    package let fileCount: Int

    /// Reads `tests/*.yaml` of a book's directory.
    ///
    /// Isolation: blocks for as long as reading takes; not for a loop.
    package init(of book: PolicyBook, in directory: String) {
        let loader = BookLoader()
        let files = BookFiles(testsIn: directory, limits: loader.limits)
        var tests: [BookTest] = []
        var faults = files.faults
        var omittedCount = 0
        for file in files.files {
            let read = loader.read(file)
            if read.documents.count > 1 {
                read.log.report(at: read.documents[1].position, "a file of tests is one document")
            }
            if let node = read.documents.first {
                tests += BookTestDecoder(log: read.log, book: book).tests(node)
            }
            faults += read.log.faults
            omittedCount += read.log.droppedCount
        }
        self.tests = tests
        self.faults = faults.sorted()
        self.omittedCount = omittedCount
        fileCount = files.files.count
    }
}
