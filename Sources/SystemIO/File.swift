import Glibc

/// Files by their paths, each function to its end.
package enum File {
    /// The first octets of a file, all of them where there are at most `maxBytes`.
    package static func read(_ path: String, maxBytes: Int) throws(SystemError) -> [UInt8] {
        let file = try Descriptor("open", unsafe open(path, O_RDONLY | O_CLOEXEC))
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

    /// The path without links and dots; nil where it leads to no file.
    package static func resolve(_ path: String) -> String? {
        // SAFETY: with no buffer given realpath(3) allocates one, which is freed here.
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
