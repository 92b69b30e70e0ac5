import Glibc

/// Files by their paths, each function to its end.
package enum File {
    /// The first octets of a file, all of them where there are at most `maxBytes`.
    ///
    /// Never waits: of a pipe that nobody writes to there are none.
    package static func read(_ path: String, maxBytes: Int) throws(SystemError) -> [UInt8] {
        let file = try Descriptor("open", unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
        var bytes = [UInt8](repeating: 0, count: maxBytes)
        var filled = 0
        while filled < maxBytes {
            // SAFETY: the kernel writes at most the rest of a local array for this call.
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    file.number,
                    buffer.baseAddress.map { unsafe $0 + filled },
                    maxBytes - filled
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last("read") }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    /// Puts a file with these octets in the place of another, or of none, as a whole: whoever reads
    /// meanwhile sees the old ones or the new ones, and so does who reads after a power cut.
    ///
    /// Only the owner may read it.
    package static func replace(_ path: String, with octets: [UInt8]) throws(SystemError) {
        let draft = path + ".new"
        try write(octets, toNew: draft)
        guard unsafe rename(draft, path) == 0 else { throw .last("rename") }
        let folder = try Descriptor("open", unsafe open(folder(of: path), O_RDONLY | O_CLOEXEC))
        guard fsync(folder.number) == 0 else { throw .last("fsync") }
    }

    private static func write(_ octets: [UInt8], toNew path: String) throws(SystemError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let file = try Descriptor("open", unsafe open(path, flags, 0o600))
        guard fchmod(file.number, 0o600) == 0 else { throw .last("fchmod") }
        try writeAll(octets, to: file)
        guard fsync(file.number) == 0 else { throw .last("fsync") }
    }

    /// Holds the only lock on a file, made where it is missing, until the result is let go
    /// (flock(2)); waits for it.
    package static func lock(_ path: String) throws(SystemError) -> Descriptor {
        let file = try Descriptor("open", unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
        while flock(file.number, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .last("flock") }
        }
        return file
    }

    /// Writes all octets, waiting as long as it takes.
    package static func writeAll(
        _ octets: [UInt8],
        to file: borrowing Descriptor
    ) throws(SystemError) {
        var written = 0
        while written < octets.count {
            // SAFETY: the kernel reads at most the rest of an array that lives for this call.
            let count = unsafe octets.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    file.number,
                    buffer.baseAddress.map { unsafe $0 + written },
                    octets.count - written
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last("write") }
            written += count
        }
    }

    /// The folder that a path's last name stands in; `.` for a name alone.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What is known of a file without reading it.
    ///
    /// Two that are equal are of the same content, but for writes so close that they have one time.
    package struct Status: Sendable, Hashable {
        /// What kind of file it is.
        package enum Kind: Sendable {
            case regular, directory, other
        }

        package let kind: Kind
        package let sizeBytes: Int
        private let device: UInt64
        private let number: UInt64
        private let changedNanoseconds: Int64

        fileprivate init(_ status: stat) {
            kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: .regular
                case S_IFDIR: .directory
                default: .other
                }
            sizeBytes = Int(status.st_size)
            device = UInt64(status.st_dev)
            number = UInt64(status.st_ino)
            // The time of the last change of content or name, which no program can set.
            let (seconds, nanoseconds) = (status.st_ctim.tv_sec, status.st_ctim.tv_nsec)
            changedNanoseconds = Int64(seconds) &* 1_000_000_000 &+ Int64(nanoseconds)
        }
    }

    /// What a path leads to; nil where it leads to no file.
    package static func status(_ path: String) -> Status? {
        var status = stat()
        // SAFETY: the kernel fills a local variable of its own type for this call.
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Status(status)
    }

    /// Whether there is anything of that name, be it a link that leads nowhere.
    package static func isThere(_ path: String) -> Bool {
        var status = stat()
        // SAFETY: the kernel fills a local variable of its own type for this call.
        return unsafe lstat(path, &status) == 0
    }

    /// The names in a directory, `.` and `..` aside, in no order.
    package static func names(in path: String) throws(SystemError) -> [String] {
        guard let directory = unsafe opendir(path) else { throw .last("opendir") }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(directory) {
            // SAFETY: the name ends in a zero within the entry, which lives until the next one is
            // read.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self))
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .last("readdir") }
        return names
    }

    /// The path without links and dots; nil where it leads to no file.
    package static func resolve(_ path: String) -> String? {
        // SAFETY: with no buffer given realpath(3) allocates one, which is freed here.
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
