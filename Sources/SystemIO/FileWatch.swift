import Glibc

/// Tells that something changed in directories, by inotify(7).
///
/// What changed is not told: events can be lost, and whoever is woken looks for himself.
package struct FileWatch: ~Copyable, Sendable {
    /// Becomes readable when something changed.
    private let descriptor: Descriptor

    /// Why a wait ended.
    package enum Wake: Sendable {
        /// Something changed; `drain` before waiting again.
        case changed
        /// The wake-up was rung.
        case rung
        /// Nothing happened in that time.
        case timedOut
    }

    /// A watch on nothing yet.
    package init() throws(SystemError) {
        descriptor = try Descriptor(
            "inotify_init1",
            inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        )
    }

    /// Watches a directory for whatever happens to the files in it.
    ///
    /// With `entriesOnly` only what is made, moved, linked or removed counts, not what is written.
    ///
    /// Watching one again only adds to what counts; one that is removed is watched no longer. A link is
    /// followed.
    package func add(directory: String, entriesOnly: Bool = false) throws(SystemError) {
        let entries =
            IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
        let contents = entriesOnly ? 0 : IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB
        let result = unsafe inotify_add_watch(
            descriptor.number,
            directory,
            UInt32(entries | contents | IN_ONLYDIR | IN_MASK_ADD)
        )
        guard result >= 0 else { throw .last("inotify_add_watch") }
    }

    /// Waits until something changes or `wakeUp` is rung, or for that long; nil waits for ever.
    ///
    /// A wake-up that is rung comes first.
    package func wait(for wakeUp: borrowing WakeUp, _ timeout: Duration?) -> Wake {
        let events = Int16(POLLIN)
        var sources = [
            pollfd(fd: wakeUp.descriptor.number, events: events, revents: 0),
            pollfd(fd: descriptor.number, events: events, revents: 0),
        ]
        let milliseconds = timeout.map { Int32(clamping: $0.nanoseconds / 1_000_000) } ?? -1
        while true {
            // SAFETY: the kernel reads and writes the two entries of a local for this call.
            let count = unsafe poll(&sources, nfds_t(sources.count), milliseconds)
            // A signal only makes the wait begin again, a little longer than asked.
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return .timedOut }
            return sources[0].revents != 0 ? .rung : .changed
        }
    }

    /// Waits until something has changed and then nothing more for the time `settling`.
    ///
    /// Where something changes all the time, for no longer than `longestSettling`. Returns: false
    /// when `wakeUp` was rung.
    package func waitUntilSettled(
        for wakeUp: borrowing WakeUp,
        settling: Duration,
        longestSettling: Duration = .seconds(5)
    ) -> Bool {
        guard case .changed = wait(for: wakeUp, nil) else { return false }
        let deadline = MonotonicTime.now() + longestSettling
        while MonotonicTime.now() < deadline {
            drain()
            switch wait(for: wakeUp, settling) {
            case .changed: continue
            case .timedOut: return true
            case .rung: return false
            }
        }
        return true
    }

    /// Takes all events that wait.
    ///
    /// What they say is not looked at.
    package func drain() {
        // LIMIT: one event with the longest name has 272 octets; this takes many at a time.
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            // SAFETY: the kernel writes at most `count` octets into a local array for this call.
            let count = unsafe Glibc.read(descriptor.number, &buffer, buffer.count)
            guard count > 0 else { return }
        }
    }
}
