import Foundation
import GRDB

/// Keeps a second process from writing into the same folder.
///
/// It is an exclusive transaction on a file of its own that is never committed: the system ends it
/// with the process, however that ends.
struct SQLiteFolderLock: Sendable {
    private let queue: DatabaseQueue

    /// Throws: `SQLITE_BUSY` where another process holds the folder.
    init(_ directory: String) throws {
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            // What people said is nobody else's to read.
            attributes: [.posixPermissions: 0o700]
        )
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        do {
            // GRDB looks at the file while it opens it, which another's lock forbids too.
            queue = try DatabaseQueue(
                path: directory + "/leeway.lock",
                configuration: configuration
            )
            try queue.unsafeReentrantWrite { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw DatabaseError(
                resultCode: .SQLITE_BUSY,
                message: "another Leeway uses this folder; end it, or choose another with --data"
            )
        }
    }

    /// Lets another process have the folder.
    func release() {
        // Nothing depends on it: a lock that is not released ends with the process.
        try? queue.close()
    }
}
