import ArgumentParser
import BookLoader
import LeewayService
import Logging
import PolicyBook
import SystemIO

/// Keeps the book in force up to date with its files.
final class BookKeeper: Sendable {
    let inForce: BookInForce
    private let directory: String
    private let logger: Logger
    private let thread: ReloadThread<BookAttempt>

    /// Reads the book that the service starts with.
    ///
    /// Throws: ``ArgumentParser/ExitCode/faults`` after the faults stand on standard error.
    init(_ directory: String, _ logger: Logger) throws {
        let progress = LoadingProgress { logger.info("\($0)") }
        let (book, result) = try BookReading.load(directory, progress)
        Self.log(result.warnings, at: .warning, logger)
        let inForce = BookInForce(Self.served(book, result), result)
        let reloader = BookReloader(directory: directory, digest: book.digest) { result, book in
            inForce.replace(with: Self.served(book, result))
        }
        self.inForce = inForce
        self.directory = directory
        self.logger = logger
        thread = try ReloadThread {
            let attempt = inForce.record(reloader.reload(), at: Self.now())
            Self.log(attempt, logger)
            return attempt
        }
    }

    /// Reads the files again, on a thread of its own; `tell` is called there.
    func reload(_ tell: (@Sendable (BookAttempt) -> Void)? = nil) {
        thread.ask(tell)
    }

    /// Begins to watch the files, for as long as the process lives.
    ///
    /// A service that cannot watch serves nevertheless: SIGHUP and the interface reload too.
    func watch() {
        do {
            let watcher = try BookWatcher(
                directory: directory,
                failed: { [logger] in logger.error("a folder of the book is not watched: \($0)") },
                changed: { [thread] in thread.ask() }
            )
            _ = consume watcher
        } catch {
            logger.error("the book is not watched: \(error)")
        }
        // What changed after the book was read and before it was watched.
        thread.ask()
    }

    private static func served(_ book: PolicyBook, _ result: LoadResult) -> ServedBook {
        ServedBook(
            book,
            result,
            loadedAt: now(),
            compress: ServiceEnvironment.system.compress
        )
    }

    private static func now() -> Instant {
        ServiceEnvironment.system.now()
    }

    private static func log(_ attempt: BookAttempt, _ logger: Logger) {
        switch attempt.outcome {
        case .unchanged:
            logger.debug("the book's files are as they were")
        case .replaced(let result):
            logger.notice("serving \(attempt.after), \(result.warnings.count) warnings")
            log(result.warnings, at: .warning, logger)
        case .refused(let result):
            let count = result.errors.count + result.omittedCount
            logger.error("the book's files hold \(count) errors; \(attempt.after) stays in force")
            log(result.errors, at: .error, logger)
        }
    }

    private static func log(_ faults: [Fault], at level: Logger.Level, _ logger: Logger) {
        for fault in faults.prefix(maxLoggedFaults) {
            logger.log(level: level, "\(fault.headline)")
        }
    }

    /// LIMIT: whoever mends the book sees all of them by `leeway check` and at `GET /v1/book`.
    private static let maxLoggedFaults = 20
}
