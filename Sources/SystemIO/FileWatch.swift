import Glibc

/// Tells that something changed in directories, by inotify(7).
///
/// What changed is not told: events can be lost, and whoever is woken looks for himself.
package struct FileWatch: ~Copyable, Sendable {
    /// Becomes readable when something changed; to be watched by an event queue.
    package let descriptor: Descriptor

    /// A watch on nothing yet.
    package init() throws(SystemError) {
        descriptor = try Descriptor(
            "inotify_init1",
            inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        )
    }

    /// Watches a directory for anything that is made, written, moved, linked or removed in it.
    ///
    /// Watching one again changes nothing; one that is removed is watched no longer. A link is
    /// followed.
    package func add(directory: String) throws(SystemError) {
        let events =
            IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE
            | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR
        let result = unsafe inotify_add_watch(descriptor.number, directory, UInt32(events))
        guard result >= 0 else { throw .last("inotify_add_watch") }
    }

    /// Takes all events that wait.
    ///
    /// Returns: whether there were any.
    package func drain() -> Bool {
        var found = false
        // LIMIT: one event with the longest name has 272 octets; this takes many at a time.
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            // SAFETY: the kernel writes at most `count` octets into a local array for this call.
            let count = unsafe Glibc.read(descriptor.number, &buffer, buffer.count)
            guard count > 0 else { return found }
            found = true
        }
    }
}
