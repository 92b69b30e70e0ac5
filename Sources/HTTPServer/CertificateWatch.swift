import Synchronization
import SystemIO

/// Tells when the files of a certificate have other contents than before, on a thread of its own.
///
/// Files that are renamed over, links that are switched and folders that are switched, as Let's
/// Encrypt and Kubernetes do it, are noticed like files that are written.
final class CertificateWatch: Sendable {
    /// How long nothing may change before the files are read: key and certificate come one by one.
    private static let settling = Duration.milliseconds(250)
    /// LIMIT: far above any chain; what follows is not compared.
    private static let maxFileBytes = 1 << 20

    private let paths: [String]
    private let changes: FileWatch
    private let stopSign: WakeUp
    private let thread = Mutex<SystemThread?>(nil)
    /// Of the contents before the watch was started.
    private let firstFingerprint: Int

    /// Begins to take note of changes.
    init(_ certificate: ServerConfiguration.Certificate) throws(SystemError) {
        paths = [certificate.certificateFile, certificate.keyFile]
        changes = try FileWatch()
        stopSign = try WakeUp()
        try Self.watchFolders(of: paths, changes)
        firstFingerprint = Self.fingerprint(paths)
    }

    /// Calls `changed` on the watch's thread whenever the contents have changed, until stopped.
    func start(_ changed: @escaping @Sendable () -> Void) throws(SystemError) {
        try thread.withLock { thread throws(SystemError) in
            thread = try SystemThread(name: "certificate") { [self] in run(changed) }
        }
    }

    private func run(_ changed: () -> Void) {
        var seen = firstFingerprint
        while changes.waitUntilSettled(for: stopSign, settling: Self.settling) {
            // A link may lead elsewhere now. A folder that is gone for a moment is watched when the
            // one that holds it tells that it is back.
            try? Self.watchFolders(of: paths, changes)
            let found = Self.fingerprint(paths)
            guard found != seen else { continue }
            seen = found
            changed()
        }
    }

    /// Ends the watch after a call of `changed` that runs.
    func stop() {
        stopSign.ring()
        let thread = thread.withLock { $0.take() }
        thread?.join()
    }

    /// Watches the folders that hold the files and those that hold these, where links are switched,
    /// and the folders that the files really stand in.
    private static func watchFolders(
        of paths: [String],
        _ changes: borrowing FileWatch
    ) throws(SystemError) {
        for path in paths {
            let folder = folder(of: path)
            try changes.add(directory: Self.folder(of: folder), entriesOnly: true)
            try changes.add(directory: folder)
            if let file = File.resolve(path) { try changes.add(directory: Self.folder(of: file)) }
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Tells contents apart within this process; a file that cannot be read has contents too.
    private static func fingerprint(_ paths: [String]) -> Int {
        var hasher = Hasher()
        for path in paths { hasher.combine(try? File.read(path, maxBytes: maxFileBytes)) }
        return hasher.finalize()
    }
}
