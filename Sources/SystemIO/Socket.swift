import CLinux
import Glibc

/// Stream sockets, never blocking.
///
/// Every function is one system call, or a call and its options.
package enum Socket {
    /// What reading or writing brought.
    package enum Transfer: Sendable, Equatable {
        /// So many octets were moved.
        case moved(Int)
        /// The other side will send no more.
        case ended
        /// Nothing can be moved now.
        case wouldBlock
        /// The connection is broken.
        case failed
    }

    /// A socket that listens at `address`.
    ///
    /// With `sharesPort` several sockets listen at one port and the kernel spreads the connections
    /// (SO_REUSEPORT); without it a port that is taken is an error.
    package static func listen(
        _ address: SocketAddress,
        backlog: Int32,
        sharesPort: Bool
    ) throws(SystemError) -> Descriptor {
        let socket = try open(address.family)
        if case .unix = address {
        } else {
            try set(socket, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR")
            if sharesPort { try set(socket, SOL_SOCKET, SO_REUSEPORT, 1, "SO_REUSEPORT") }
        }
        if case .v6 = address {
            try set(socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0, "IPV6_V6ONLY")
        }
        let bound = unsafe address.withKernelForm { unsafe bind(socket.number, $0, $1) }
        guard bound == 0 else { throw .last("bind") }
        guard Glibc.listen(socket.number, backlog) == 0 else { throw .last("listen") }
        return socket
    }

    /// A socket that is connected, or about to be, to `address`.
    package static func connect(_ address: SocketAddress) throws(SystemError) -> Descriptor {
        let socket = try open(address.family)
        let result = unsafe address.withKernelForm { unsafe Glibc.connect(socket.number, $0, $1) }
        guard result == 0 || errno == EINPROGRESS else { throw .last("connect") }
        return socket
    }

    /// Takes the next connection; nil where none waits or it was gone before it was taken.
    package static func accept(
        _ listener: borrowing Descriptor
    ) throws(SystemError) -> AcceptedSocket? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: the kernel writes at most `size` octets, the size of the storage.
        let number = unsafe clinux_accept(listener.number, &storage, &size)
        if number >= 0 {
            return AcceptedSocket(
                descriptor: Descriptor(owning: number),
                peer: SocketAddress(storage)
            )
        }
        switch errno {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: throw .last("accept4")
        // Everything else is this one connection's fault (accept(2), error handling).
        default: return nil
        }
    }

    /// The address a socket is bound to.
    package static func localAddress(
        _ socket: borrowing Descriptor
    ) throws(SystemError) -> SocketAddress {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: the kernel writes at most `size` octets, the size of the storage.
        let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe getsockname(
                socket.number,
                UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self),
                &size
            )
        }
        guard result == 0 else { throw .last("getsockname") }
        return SocketAddress(storage)
    }

    /// Two sockets that are connected to each other.
    package static func pair() throws(SystemError) -> SocketPair {
        var numbers: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        // SAFETY: the kernel writes two numbers into an array of two.
        let result = unsafe socketpair(AF_UNIX, kind, 0, &numbers)
        guard result == 0 else { throw .last("socketpair") }
        return SocketPair(
            first: Descriptor(owning: numbers[0]),
            second: Descriptor(owning: numbers[1])
        )
    }

    private static func open(_ family: Int32) throws(SystemError) -> Descriptor {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return try Descriptor("socket", socket(family, kind, 0))
    }

    private static func set(
        _ socket: borrowing Descriptor,
        _ level: Int32,
        _ option: Int32,
        _ value: Int32,
        _ name: String
    ) throws(SystemError) {
        var value = value
        // SAFETY: the option is read from a local for the length of the call.
        let result = unsafe setsockopt(
            socket.number,
            level,
            option,
            &value,
            socklen_t(MemoryLayout<Int32>.size)
        )
        guard result == 0 else { throw .last("setsockopt(\(name))") }
    }

    /// Sends small segments at once instead of waiting for more; for TCP only.
    package static func setNoDelay(_ socket: borrowing Descriptor) throws(SystemError) {
        try set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1, "TCP_NODELAY")
    }

    /// Bounds the kernel's buffers of a socket, so that tests fill them soon.
    package static func setBufferBytes(
        _ socket: borrowing Descriptor,
        _ bytes: Int32
    ) throws(SystemError) {
        try set(socket, SOL_SOCKET, SO_SNDBUF, bytes, "SO_SNDBUF")
        try set(socket, SOL_SOCKET, SO_RCVBUF, bytes, "SO_RCVBUF")
    }

    /// Makes closing the socket a reset: what is not yet sent is dropped.
    package static func resetOnClose(_ socket: borrowing Descriptor) {
        var value = linger(l_onoff: 1, l_linger: 0)
        // SAFETY: the option is read from a local for the length of the call. A failure leaves an
        // ordinary close, which is as good.
        _ = unsafe setsockopt(
            socket.number,
            SOL_SOCKET,
            SO_LINGER,
            &value,
            socklen_t(MemoryLayout<linger>.size)
        )
    }
}

/// A connection that was just taken, and who is at its other end.
package struct AcceptedSocket: ~Copyable {
    /// The connection.
    package let descriptor: Descriptor
    /// The other end's address.
    package let peer: SocketAddress

    /// Gives the connection away.
    package consuming func takeDescriptor() -> Descriptor { descriptor }
}

/// Two sockets that are connected to each other.
package struct SocketPair: ~Copyable {
    /// One end.
    package let first: Descriptor
    /// The other end.
    package let second: Descriptor

    /// Gives both ends away to `body`.
    package consuming func split<Result>(
        _ body: (consuming Descriptor, consuming Descriptor) throws -> Result
    ) rethrows -> Result {
        try body(first, second)
    }
}

extension Socket {
    /// Removes the socket file at a path that nobody listens at any more.
    ///
    /// Throws: `EADDRINUSE` where somebody does, or where the path is no socket.
    package static func removeStale(_ address: SocketAddress) throws(SystemError) {
        guard case .unix(let path) = address else { return }
        guard path.utf8.count <= SocketAddress.maxUnixPathBytes else {
            throw SystemError("bind", code: ENAMETOOLONG)
        }
        let probe = try open(AF_UNIX)
        let result = unsafe address.withKernelForm { unsafe Glibc.connect(probe.number, $0, $1) }
        if result != 0, errno == ENOENT { return }
        guard result != 0, errno == ECONNREFUSED else {
            throw SystemError("bind", code: EADDRINUSE)
        }
        var status = stat()
        // SAFETY: the status is written to a local; the path is a string for the length of the call.
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            throw SystemError("bind", code: EADDRINUSE)
        }
        guard unsafe unlink(path) == 0 else { throw .last("unlink") }
    }

    /// Takes over a listening socket that was handed to the process.
    ///
    /// Throws: where the number is no listening socket.
    package static func adoptListener(_ number: Int32) throws(SystemError) -> Descriptor {
        var listens: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        // SAFETY: the option is written to a local of the size that is given.
        let result = unsafe getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size)
        guard result == 0 else { throw .last("getsockopt(SO_ACCEPTCONN)") }
        guard listens != 0 else { throw SystemError("listen", code: EINVAL) }
        let flags = fcntl(number, F_GETFL)
        guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0,
            fcntl(number, F_SETFD, FD_CLOEXEC) == 0
        else { throw .last("fcntl") }
        return Descriptor(owning: number)
    }
}
