import Synchronization

/// Tells when files have other contents than before, on a thread of its own.
///
/// Files that are renamed over, links that are switched and folders that are switched, as Let's
/// Encrypt and Kubernetes do it, are noticed like files that are written.
package final class ContentWatch: Sendable {
    /// How long nothing may change before the files are read: a certificate and its key come one by
    /// one.
    private static let settling = Duration.milliseconds(250)

    private let paths: [String]
    private let maxFileBytes: Int
    private let isReplacedWhole: Bool
    private let changes: FileWatch
    private let stopSign: WakeUp
    private let thread = Mutex<SystemThread?>(nil)
    /// Of the contents before the watch was started.
    private let firstFingerprint: Int

    /// Begins to take note of changes of the files at `paths`.
    ///
    /// What stands beyond `maxFileBytes` is not compared. With `isReplacedWhole` only a file that is
    /// renamed over or a link that is switched counts, not what is written into a file: for a folder
    /// where others write all the time.
    package init(
        _ paths: [String],
        maxFileBytes: Int,
        isReplacedWhole: Bool = false
    ) throws(SystemError) {
        self.paths = paths
        self.maxFileBytes = maxFileBytes
        self.isReplacedWhole = isReplacedWhole
        changes = try FileWatch()
        stopSign = try WakeUp()
        try Self.watchFolders(of: paths, entriesOnly: isReplacedWhole, changes)
        firstFingerprint = Self.fingerprint(paths, maxFileBytes)
    }

    /// Calls `changed` on the watch's thread whenever the contents have changed, until stopped.
    ///
    /// Calls `looked` each time it has compared the contents, changed or not.
    package func start(
        looked: @escaping @Sendable () -> Void = {},
        _ changed: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        try thread.withLock { thread throws(SystemError) in
            thread = try SystemThread(name: "file-watch") { [self] in run(looked, changed) }
        }
    }

    private func run(_ looked: () -> Void, _ changed: () -> Void) {
        var seen = firstFingerprint
        while changes.waitUntilSettled(for: stopSign, settling: Self.settling) {
            // A link may lead elsewhere now. A folder that is gone for a moment is watched when the
            // one that holds it tells that it is back.
            try? Self.watchFolders(of: paths, entriesOnly: isReplacedWhole, changes)
            let found = Self.fingerprint(paths, maxFileBytes)
            defer { looked() }
            guard found != seen else { continue }
            seen = found
            changed()
        }
    }

    /// Ends the watch after a call of `changed` that runs.
    package func stop() {
        stopSign.ring()
        let thread = thread.withLock { $0.take() }
        thread?.join()
    }

    /// Watches the folders that hold the files and those that hold these, where links are switched,
    /// and the folders that the files really stand in.
    private static func watchFolders(
        of paths: [String],
        entriesOnly: Bool,
        _ changes: borrowing FileWatch
    ) throws(SystemError) {
        for path in paths {
            let folder = File.folder(of: path)
            try changes.add(directory: File.folder(of: folder), entriesOnly: true)
            try changes.add(directory: folder, entriesOnly: entriesOnly)
            if let file = File.resolve(path) {
                try changes.add(directory: File.folder(of: file), entriesOnly: entriesOnly)
            }
        }
    }

    /// Tells contents apart within this process; a file that cannot be read has contents too.
    private static func fingerprint(_ paths: [String], _ maxFileBytes: Int) -> Int {
        var hasher = Hasher()
        for path in paths { hasher.combine(try? File.read(path, maxBytes: maxFileBytes)) }
        return hasher.finalize()
    }
}
