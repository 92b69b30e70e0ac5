package import PolicyBook
import Synchronization

/// Reads the book anew, and hands it over where it changed and is without errors.
///
/// Isolation: any thread, but not a loop: reading blocks. Two reloads never run at once.
package final class BookReloader: Sendable {
    /// What a reload came to.
    package enum Outcome: Sendable {
        /// The files are those of the book in force.
        case unchanged
        /// Another book is in force.
        case replaced(LoadResult)
        /// The files hold no book; the one before is in force still.
        case refused(LoadResult)
    }

    private struct State {
        /// Of the book in force.
        var digest: String
        /// The files last read; nil where they made a book.
        var refused: Refused?
    }

    /// Files that make no book.
    private struct Refused {
        /// What the digest does not show: files that are in the way or could not be read.
        let fileFaults: [Fault]
        let result: LoadResult
    }

    private let directory: String
    private let loader: BookLoader
    private let install: @Sendable (LoadResult, PolicyBook) -> Void
    /// Held while files are read and the book is installed, to let one reload finish before the
    /// next.
    private let state: Mutex<State>

    /// Takes the digest of the book that is in force already.
    ///
    /// `install` puts a new book in force; it is called on the thread that reloads.
    package init(
        directory: String,
        digest: String,
        loader: BookLoader = BookLoader(),
        install: @escaping @Sendable (LoadResult, PolicyBook) -> Void
    ) {
        self.directory = directory
        self.loader = loader
        self.install = install
        state = Mutex(State(digest: digest))
    }

    /// Reads the files now and answers what came of it.
    package func reload() -> Outcome {
        state.withLock { state in
            let files = BookFiles(directory: directory, limits: loader.limits)
            let digest = files.digest
            if files.faults.isEmpty, digest == state.digest {
                state.refused = nil
                return .unchanged
            }
            if let refused = state.refused, refused.result.digest == digest,
                refused.fileFaults == files.faults
            {
                return .refused(refused.result)
            }
            let result = loader.load(files)
            guard let book = result.book else {
                state.refused = Refused(fileFaults: files.faults, result: result)
                return .refused(result)
            }
            install(result, book)
            state = State(digest: digest)
            return .replaced(result)
        }
    }
}
