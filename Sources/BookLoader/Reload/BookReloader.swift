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
        /// Of the files last read, whether they made a book or not.
        var lastRefused: LoadResult?
    }

    private let directory: String
    private let loader: BookLoader
    private let install: @Sendable (LoadResult, PolicyBook) -> Void
    private let state: Mutex<State>
    /// Held while files are read and the book is installed, to let one reload finish before the
    /// next; the state has a lock of its own, so that health can be asked for meanwhile.
    private let turn = Mutex(0)

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

    /// The result of the last reading, while it is one that was refused; nil otherwise.
    package var lastRefusal: LoadResult? {
        state.withLock { $0.lastRefused }
    }

    /// Reads the files now and answers what came of it.
    package func reload() -> Outcome {
        turn.withLock { _ in
            let files = BookFiles(directory: directory, limits: loader.limits)
            let known = state.withLock { $0 }
            let digest = files.digest
            if files.faults.isEmpty, digest == known.digest {
                state.withLock { $0.lastRefused = nil }
                return .unchanged
            }
            if let refused = known.lastRefused, refused.digest == digest,
                files.faults.allSatisfy({ refused.errors.contains($0) })
            {
                return .refused(refused)
            }
            let result = loader.load(files)
            guard let book = result.book else {
                state.withLock { $0.lastRefused = result }
                return .refused(result)
            }
            install(result, book)
            state.withLock { $0 = State(digest: digest) }
            return .replaced(result)
        }
    }
}
