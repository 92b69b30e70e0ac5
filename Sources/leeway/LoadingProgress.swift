import BookLoader
import Synchronization

/// Says how far the reading of a book is, where it takes long.
final class LoadingProgress: Sendable {
    // LIMIT: the usual book is read before anybody wonders; after that a line now and then.
    private static let interval = Duration.seconds(2)

    private let say: @Sendable (String) -> Void
    private let lastSaid: Mutex<ContinuousClock.Instant>

    /// Begins at `now`; lines go to `say`, else to standard error.
    init(
        now: ContinuousClock.Instant = .now,
        say: @escaping @Sendable (String) -> Void = { StandardError.write($0) }
    ) {
        self.say = say
        lastSaid = Mutex(now)
    }

    /// Says how far the reading is at `now`, if nothing was said for a while.
    func report(_ progress: BookLoader.Progress, now: ContinuousClock.Instant = .now) {
        if let line = line(progress, now) { say(line) }
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
