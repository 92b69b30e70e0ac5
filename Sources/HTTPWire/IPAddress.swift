/// An IP address: four octets, or sixteen.
///
/// An IPv4 address mapped into IPv6 is the IPv4 address.
public struct IPAddress: Sendable, Hashable {
    /// The address as an IPv6 one, most significant octet first; `::ffff:a.b.c.d` for IPv4.
    public let high: UInt64
    /// The lower half of the address.
    public let low: UInt64

    /// An address from its two halves in network order.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address, its first octet the most significant.
    public init(v4 address: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(address))
    }

    /// Whether this is an IPv4 address.
    public var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether the address is the machine's own (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
    public var isLoopback: Bool {
        isV4 ? (low >> 24) & 0xFF == 127 : high == 0 && low == 1
    }
}
