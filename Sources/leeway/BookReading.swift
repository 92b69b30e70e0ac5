import ArgumentParser
import BookLoader
import LeewayService
import PolicyBook

/// Reads a book for a command, which ends where there is an error.
enum BookReading {
    /// Throws: ``ArgumentParser/ExitCode/faults`` after the errors stand on standard error.
    static func load(
        _ directory: String,
        _ progress: LoadingProgress = LoadingProgress()
    ) throws -> (book: PolicyBook, result: LoadResult) {
        let result = BookLoader(progress: { progress.report($0) }).load(directory)
        for fault in result.errors { StandardError.write(fault.description) }
        if result.omittedCount > 0 { StandardError.write("and \(result.omittedCount) more") }
        guard let book = result.book else {
            let count = result.errors.count
            StandardError.write(
                "\(directory): \(count) error\(count == 1 ? "" : "s"); the book cannot be used"
            )
            throw ExitCode.faults
        }
        return (book, result)
    }
}
