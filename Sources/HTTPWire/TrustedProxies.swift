/// The proxies whose word on a client's address is taken, and the field they give it in.
///
/// One field only: a proxy passes on the other as the client sent it, so it may say anything.
public struct TrustedProxies: Sendable {
    /// Which field the proxies write.
    public enum Field: Sendable {
        /// `X-Forwarded-For`, and `X-Forwarded-Proto` for the encryption.
        case xForwardedFor
        /// `Forwarded` (RFC 7239).
        case forwarded
    }

    /// The proxies' addresses; without any nobody is believed.
    public var networks: [IPNetwork]
    /// The field they write.
    public var field: Field

    /// Believes the proxies in `networks`.
    public init(_ networks: [IPNetwork] = [], field: Field = .xForwardedFor) {
        self.networks = networks
        self.field = field
    }

    /// Whether `address` is one of the proxies.
    package func contains(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }

    /// Replaces the peer of `request` by the client that trusted proxies name.
    ///
    /// Read from the right, where the nearest proxy writes: the first address that is no proxy's is
    /// the client. What is no address ends the search, and the last one found stands.
    func apply(to request: inout Request) {
        guard let peer = request.peer, contains(peer) else { return }
        var client = peer
        var isSecure: Bool?
        for element in elements(request).reversed() {
            let (address, scheme) = read(element)
            guard let address else { break }
            client = address
            isSecure = scheme.map { $0 == "https" } ?? isSecure
            if !contains(address) { break }
        }
        if field == .xForwardedFor, let scheme = request.string(.xForwardedProto) {
            isSecure = scheme.lowercased() == "https"
        }
        request.peer = client
        if let isSecure { request.isSecure = isSecure }
    }

    private func elements(_ request: borrowing Request) -> [Substring] {
        let name = field == .forwarded ? FieldName.forwarded : .xForwardedFor
        let lines = request.fields(name).map { request.string($0) }
        return lines.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    private func read(_ element: Substring) -> (address: IPAddress?, scheme: String?) {
        guard field == .forwarded else { return (Self.address(element), nil) }
        var address: IPAddress?
        var scheme: String?
        for pair in element.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { return (nil, nil) }
            let value = parts[1].filter { $0 != "\"" && $0 != " " }
            switch parts[0].filter({ $0 != " " }).lowercased() {
            case "for": address = Self.address(value[...])
            case "proto": scheme = value.lowercased()
            default: break
            }
        }
        return (address, scheme)
    }

    /// An address with an optional port; IPv6 in brackets where it has one.
    private static func address(_ text: Substring) -> IPAddress? {
        let trimmed = text.filter { $0 != " " && $0 != "\t" }
        if let plain = IPAddress(trimmed) { return plain }
        if trimmed.hasPrefix("["), let end = trimmed.firstIndex(of: "]") {
            return IPAddress(String(trimmed[trimmed.index(after: trimmed.startIndex)..<end]))
        }
        guard let colon = trimmed.lastIndex(of: ":") else { return nil }
        let host = IPAddress(String(trimmed[..<colon]))
        return host?.isV4 == true ? host : nil
    }
}

/// A network of addresses, such as `10.0.0.0/8`; a single address without a length.
public struct IPNetwork: Sendable, Hashable {
    private let address: IPAddress
    /// How many bits of the 128 must agree; an IPv4 length counts from bit 96.
    private let length: Int

    /// The network written as text; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let address = IPAddress(String(first))
        else { return nil }
        let most = address.isV4 ? 32 : 128
        var bits = most
        if parts.count == 2 {
            let digits = parts[1].utf8
            guard (1...3).contains(digits.count), digits.allSatisfy(\.isDigit),
                let given = Int(parts[1]), given <= most
            else { return nil }
            bits = given
        }
        self.address = address
        length = bits + 128 - most
    }

    /// Whether `other` lies in the network.
    public func contains(_ other: IPAddress) -> Bool {
        let highMask = length >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(length))
        let lowMask = length <= 64 ? 0 : ~(UInt64.max >> UInt64(length - 64))
        let isWholeLow = length == 128
        return (address.high ^ other.high) & highMask == 0
            && (address.low ^ other.low) & (isWholeLow ? .max : lowMask) == 0
    }
}

extension IPNetwork: CustomStringConvertible {
    /// As it is written: `10.0.0.0/8`, and a single address without a length.
    public var description: String {
        let bits = address.isV4 ? length - 96 : length
        return length == 128 ? "\(address)" : "\(address)/\(bits)"
    }
}
