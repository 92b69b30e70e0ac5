import BookLoader
import Synchronization

/// Says on standard error how far the reading of a book is, where it takes long.
final class LoadingProgress: Sendable {
    // LIMIT: the usual book is read before anybody wonders; after that a line now and then.
    private static let interval = Duration.seconds(2)

    private let lastSaid: Mutex<ContinuousClock.Instant>

    /// Begins at `now`.
    init(now: ContinuousClock.Instant = .now) {
        lastSaid = Mutex(now)
    }

    /// Says how far the reading is at `now`, if nothing was said for a while.
    func report(_ progress: BookLoader.Progress, now: ContinuousClock.Instant = .now) {
        if let line = line(progress, now) { StandardError.write(line) }
    }

    /// What there is to say; nil when it is too early, or all is read.
    func line(_ progress: BookLoader.Progress, _ now: ContinuousClock.Instant) -> String? {
        let isDue = lastSaid.withLock { last in
            guard progress.readFiles < progress.allFiles,
                now - last >= Self.interval
            else { return false }
            last = now
            return true
        }
        guard isDue else { return nil }
        return "reading the book: \(progress.readFiles) of \(progress.allFiles) files"
    }
}
