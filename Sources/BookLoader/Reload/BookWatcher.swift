import Foundation
package import SystemIO

/// Notices that the files of a book changed, on a thread of its own.
///
/// Files that are written bit by bit, or one after the other, are let settle first. What changed is
/// not told: whoever is called reads the book anew and compares the digest.
package struct BookWatcher: ~Copyable {
    /// How long nothing may change before the book is read.
    package static let usualSettling = Duration.milliseconds(250)
    /// LIMIT: where something changes all the time, the book is read nevertheless.
    static let longestSettling = Duration.seconds(5)

    private let thread: SystemThread
    private let watch: DirectoryWatch

    /// Begins to watch the directory of a book, which may be a link that is switched.
    ///
    /// `changed` is called on the watcher's thread when files have changed and settled; `failed`
    /// when a directory could not be watched, for example because the system allows no more.
    /// Throws: where there is no inotify instance or thread left, or the directory is not there.
    package init(
        directory: String,
        settling: Duration = BookWatcher.usualSettling,
        failed: @escaping @Sendable (SystemError) -> Void = { _ in },
        changed: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        let watch = try DirectoryWatch(directory)
        try watch.addAll()
        let started = try SystemThread(name: "book-watcher") {
            while watch.waitUntilSettled(settling) {
                do throws(SystemError) {
                    // Before the book is read: what changes after that is noticed again.
                    try watch.addAll()
                } catch {
                    failed(error)
                }
                changed()
            }
        }
        self.watch = watch
        thread = started
    }

    /// Ends the watching; waits until a reload that runs is done.
    package consuming func close() {
        watch.stop()
        thread.join()
    }
}

/// The watched directories of a book.
private final class DirectoryWatch: Sendable {
    private static let limits = BookLimits()
    private let directory: String
    private let files: FileWatch
    private let stopSign: WakeUp

    init(_ directory: String) throws(SystemError) {
        self.directory = URL(fileURLWithPath: directory).standardizedFileURL.path
        files = try FileWatch()
        stopSign = try WakeUp()
    }

    func stop() {
        stopSign.ring()
    }

    /// Waits until something has changed and then nothing more for a while; false when stopped.
    func waitUntilSettled(_ settling: Duration) -> Bool {
        files.waitUntilSettled(
            for: stopSign,
            settling: settling,
            longestSettling: BookWatcher.longestSettling
        )
    }

    /// Watches the directory, those that hold a part of its path, and those in it that hold files
    /// of the book.
    ///
    /// Those that are watched already stay so.
    func addAll() throws(SystemError) {
        try addWay(to: URL(fileURLWithPath: directory))
        // A directory that is being switched may be gone for a moment; the parent tells when it is
        // back.
        guard isDirectory(directory) else { return }
        try files.add(directory: directory)
        var left = Self.limits.maxFolders
        try addTree(directory + "/policies", depth: 1, &left)
        try addTree(directory + "/surveys", depth: Self.limits.maxFolderDepth, &left)
    }

    /// Watches the directory that holds `place`, and those further up that hold a link on the way,
    /// the uppermost first: they show that a link is switched.
    private func addWay(to place: URL) throws(SystemError) {
        guard place.path != "/" else { return }
        let parent = place.deletingLastPathComponent()
        try addWay(to: parent)
        guard place.path == directory || isLink(place.path) else { return }
        try files.add(directory: parent.path, entriesOnly: true)
    }

    /// Watches a directory before it looks into it, so that one made meanwhile is not missed.
    ///
    /// `left` is how many directories may still be looked into: those of a book that is refused for
    /// having more need not all be watched.
    private func addTree(_ path: String, depth: Int, _ left: inout Int) throws(SystemError) {
        guard left > 0, isDirectory(path) else { return }
        left -= 1
        do {
            try files.add(directory: path)
        } catch  where error.isMissingFile {
            // Removed since; its own directory tells.
            return
        }
        guard depth < Self.limits.maxFolderDepth else { return }
        // A directory that cannot be read is a fault of the book, which the loader reports.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where !name.hasPrefix(".") {
            try addTree(path + "/" + name, depth: depth + 1, &left)
        }
    }

    private func isLink(_ path: String) -> Bool {
        // What is no link, or not there, has no destination.
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue
    }
}
