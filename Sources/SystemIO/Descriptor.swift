import Glibc

/// An open file descriptor with one owner, who closes it by letting it go.
package struct Descriptor: ~Copyable, Sendable {
    /// The number the kernel knows it by, not to be kept longer than the descriptor.
    package let number: Int32

    /// Takes ownership of an open descriptor.
    package init(owning number: Int32) {
        self.number = number
    }

    /// Takes ownership of the result of a call, or throws its error.
    init(_ call: String, _ result: Int32) throws(SystemError) {
        guard result >= 0 else { throw .last(call) }
        self.init(owning: result)
    }

    deinit {
        // The descriptor is gone whatever close(2) answers; trying again could close another's.
        _ = close(number)
    }

    /// Gives the number up without closing it.
    package consuming func relinquish() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// A second descriptor for the same open file.
    package func duplicate() throws(SystemError) -> Descriptor {
        try Descriptor("fcntl", fcntl(number, F_DUPFD_CLOEXEC, 0))
    }

    /// A descriptor that stands for nothing, kept so that one is left when all are used up.
    package static func spare() throws(SystemError) -> Descriptor {
        try Descriptor("open", unsafe open("/dev/null", O_RDONLY | O_CLOEXEC))
    }
}
