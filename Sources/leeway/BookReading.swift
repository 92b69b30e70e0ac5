import ArgumentParser
import BookLoader
import LeewayService
import PolicyBook

/// Reads a book for a command, which says every fault and ends where there is an error.
enum BookReading {
    /// Throws: ``ArgumentParser/ExitCode/faults`` after the faults stand on standard error.
    static func load(_ directory: String) throws -> (book: PolicyBook, warningCount: Int) {
        let result = BookLoader.load(directory)
        for fault in (result.errors + result.warnings).sorted() {
            StandardError.write(fault.description)
        }
        if result.omittedCount > 0 { StandardError.write("and \(result.omittedCount) more") }
        guard let book = result.book else {
            let count = result.errors.count
            StandardError.write(
                "\(directory): \(count) error\(count == 1 ? "" : "s"); the book cannot be used"
            )
            throw ExitCode.faults
        }
        return (book, result.warnings.count)
    }

    /// The book, rendered to be served.
    static func serve(_ directory: String) throws -> ServedBook {
        let (book, warnings) = try load(directory)
        let now = ServiceEnvironment.system.now()
        return ServedBook(book, loadedAt: now, warningCount: warnings)
    }
}
