import Glibc

/// Where a socket is bound or whom it talks to.
package enum SocketAddress: Sendable, Hashable {
    /// An IPv4 address, its first octet the most significant, and a port.
    case v4(UInt32, port: UInt16)
    /// An IPv6 address in two halves in network order, and a port.
    case v6(high: UInt64, low: UInt64, port: UInt16)
    /// A path in the file system, or none for the unnamed end of a Unix domain socket.
    case unix(String)

    /// The port; 0 for a Unix domain socket.
    package var port: UInt16 {
        switch self {
        case .v4(_, let port), .v6(_, _, let port): port
        case .unix: 0
        }
    }

    /// The same address with another port; a Unix domain socket as it is.
    package func with(port: UInt16) -> SocketAddress {
        switch self {
        case .v4(let address, _): .v4(address, port: port)
        case .v6(let high, let low, _): .v6(high: high, low: low, port: port)
        case .unix: self
        }
    }

    /// The address family (socket(2)).
    var family: Int32 {
        switch self {
        case .v4: AF_INET
        case .v6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    /// How many octets a path may have: one less than `sun_path`, for the NUL at its end.
    package static let maxUnixPathBytes = 107
}

extension SocketAddress {
    /// Lends the address in the kernel's form to `body`.
    func withKernelForm<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var storage = sockaddr_storage()
        // SAFETY: `sockaddr_storage` is large enough and aligned for every address structure; the
        // pointers live for the length of `body`.
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            let size = unsafe fill(UnsafeMutableRawPointer(pointer))
            return unsafe body(
                UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self),
                size
            )
        }
    }

    private func fill(_ storage: UnsafeMutableRawPointer) -> socklen_t {
        // SAFETY: the caller's storage has room for the largest of the three.
        switch self {
        case .v4(let address, let port):
            var form = sockaddr_in()
            form.sin_family = sa_family_t(AF_INET)
            form.sin_port = port.bigEndian
            form.sin_addr.s_addr = address.bigEndian
            unsafe storage.copyMemory(from: &form, byteCount: MemoryLayout.size(ofValue: form))
            return socklen_t(MemoryLayout.size(ofValue: form))
        case .v6(let high, let low, let port):
            var form = sockaddr_in6()
            form.sin6_family = sa_family_t(AF_INET6)
            form.sin6_port = port.bigEndian
            var halves = (high.bigEndian, low.bigEndian)
            unsafe withUnsafeMutableBytes(of: &form.sin6_addr) { target in
                unsafe withUnsafeBytes(of: &halves) { unsafe target.copyMemory(from: $0) }
            }
            unsafe storage.copyMemory(from: &form, byteCount: MemoryLayout.size(ofValue: form))
            return socklen_t(MemoryLayout.size(ofValue: form))
        case .unix(let path):
            var form = sockaddr_un()
            form.sun_family = sa_family_t(AF_UNIX)
            let octets = Array(path.utf8.prefix(Self.maxUnixPathBytes))
            unsafe withUnsafeMutableBytes(of: &form.sun_path) { target in
                for index in octets.indices { unsafe target[index] = octets[index] }
            }
            unsafe storage.copyMemory(from: &form, byteCount: MemoryLayout.size(ofValue: form))
            return socklen_t(MemoryLayout.size(ofValue: form))
        }
    }

    /// Reads an address out of what the kernel wrote to `storage`.
    init(_ storage: borrowing sockaddr_storage) {
        let family = Int32(storage.ss_family)
        // SAFETY: the family says which structure the kernel wrote, and the storage is large enough
        // for each of them.
        self = unsafe withUnsafeBytes(of: storage) { bytes in
            switch family {
            case AF_INET:
                let form = unsafe bytes.load(as: sockaddr_in.self)
                return .v4(
                    UInt32(bigEndian: form.sin_addr.s_addr),
                    port: UInt16(bigEndian: form.sin_port)
                )
            case AF_INET6:
                let port = unsafe bytes.load(as: sockaddr_in6.self).sin6_port
                // sin6_addr begins at octet 8 (netinet/in.h).
                let high = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                let low = unsafe bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                return .v6(
                    high: UInt64(bigEndian: high),
                    low: UInt64(bigEndian: low),
                    port: UInt16(bigEndian: port)
                )
            default:
                let path = unsafe bytes.dropFirst(2).prefix { $0 != 0 }
                return unsafe .unix(family == AF_UNIX ? String(decoding: path, as: UTF8.self) : "")
            }
        }
    }
}
