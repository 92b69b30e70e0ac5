package import HTTPWire
package import SystemIO

/// A listening socket of one loop, or one that all loops share.
final class Listener: Sendable {
    let descriptor: Descriptor
    let isSecure: Bool
    let expectsProxyHeader: Bool
    /// Whether other loops watch the same socket, so that only one shall be woken.
    let isShared: Bool

    init(
        _ descriptor: consuming Descriptor,
        of endpoint: ServerConfiguration.Endpoint,
        isShared: Bool
    ) {
        self.descriptor = descriptor
        isSecure = endpoint.isSecure
        expectsProxyHeader = endpoint.expectsProxyHeader
        self.isShared = isShared
    }

    /// What a loop's queue watches it for.
    var interest: Readiness { isShared ? [.readable, .exclusive] : .readable }
}

extension SocketAddress {
    /// The address of a TCP endpoint.
    package init(_ address: IPAddress, port: UInt16) {
        if address.isV4 {
            self = .v4(UInt32(truncatingIfNeeded: address.low), port: port)
        } else {
            self = .v6(high: address.high, low: address.low, port: port)
        }
    }

    /// The IP address; nil for a Unix domain socket.
    package var ipAddress: IPAddress? {
        switch self {
        case .v4(let address, _): IPAddress(v4: address)
        case .v6(let high, let low, _): IPAddress(high: high, low: low)
        case .unix: nil
        }
    }
}
