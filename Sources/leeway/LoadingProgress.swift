import BookLoader
import Synchronization

/// Says on standard error how far the reading of a book is, where it takes long.
final class LoadingProgress: Sendable {
    // LIMIT: the usual book is read before anybody wonders; after that a line now and then.
    private static let interval = Duration.seconds(2)

    private let lastSaid = Mutex(ContinuousClock.now)

    /// Says it if nothing was said for a while.
    func report(_ progress: BookLoader.Progress) {
        let isDue = lastSaid.withLock { last in
            guard progress.readFiles < progress.allFiles,
                ContinuousClock.now - last >= Self.interval
            else { return false }
            last = .now
            return true
        }
        guard isDue else { return }
        StandardError.write(
            "reading the book: \(progress.readFiles) of \(progress.allFiles) files"
        )
    }
}
