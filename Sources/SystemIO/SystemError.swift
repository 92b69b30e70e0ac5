import Glibc

/// A system call that failed, with its `errno`.
package struct SystemError: Error, Equatable {
    /// The call, for example `bind`.
    package let call: String
    /// The value of `errno` (errno(3)).
    package let code: Int32

    /// An error by its parts.
    package init(_ call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// The error of the call that just failed on this thread.
    static func last(_ call: String) -> SystemError {
        SystemError(call, code: errno)
    }

    /// Whether the process or the machine has no descriptor left (accept(2)).
    package var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE }

    /// Whether a file or directory is not there (any more).
    package var isMissingFile: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether an address is already taken.
    package var isAddressInUse: Bool { code == EADDRINUSE }
}

extension SystemError: CustomStringConvertible {
    /// The call and what the system says, for example `bind: address already in use`.
    package var description: String {
        var text = [CChar](repeating: 0, count: 128)
        // SAFETY: the buffer outlives the call and its size is given; XSI strerror_r ends it by NUL.
        _ = unsafe strerror_r(code, &text, text.count)
        let message = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "\(call): \(String(decoding: message, as: UTF8.self).lowercased())"
    }
}
