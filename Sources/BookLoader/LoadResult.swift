package import PolicyBook

/// What became of reading a book.
package struct LoadResult: Sendable {
    /// The book; nil where there is an error anywhere.
    package let book: PolicyBook?
    /// Why there is no book, sorted by file and place; empty where there is one.
    package let errors: [Fault]
    /// What somebody should look at, sorted by file and place.
    package let warnings: [Fault]
    /// How many faults there are beyond those listed.
    package let omittedCount: Int
    /// `sha256:` and the hash of all files read, whether they make a book or not.
    package let digest: String
    package let fileCount: Int

    // LIMIT: nobody reads more at once; the count says how many there are besides.
    static let maxFaults = 1_000

    init(
        book: PolicyBook?,
        faults: [Fault],
        omittedCount: Int,
        digest: String,
        fileCount: Int
    ) {
        let errors = Set(faults.filter { $0.severity == .error }).sorted()
        let warnings = Set(faults.filter { $0.severity == .warning }).sorted()
        self.book = errors.isEmpty ? book : nil
        self.errors = Array(errors.prefix(Self.maxFaults))
        self.warnings = Array(warnings.prefix(Self.maxFaults))
        self.omittedCount =
            omittedCount + max(0, errors.count - Self.maxFaults)
            + max(0, warnings.count - Self.maxFaults)
        self.digest = digest
        self.fileCount = fileCount
    }
}
