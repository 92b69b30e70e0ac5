import HTTPServer
import HTTPWire

/// A place to listen at, as an operator writes it.
///
/// Shape: `http://ADDRESS:PORT`, `https://ADDRESS:PORT`, `unix:/PATH`, `systemd:` or `systemd:NAME`,
/// then `?` and options joined by `&`: `tls`, `proxy`. For example `systemd:web?tls&proxy`.
struct ListenPlace: Sendable, Hashable {
    enum Socket: Sendable, Hashable {
        case address(IPAddress, port: UInt16)
        case unix(path: String)
        /// Sockets that were handed to the process under this name; nil for all of them.
        case inherited(name: String?)
    }

    let socket: Socket
    let isSecure: Bool
    /// Whether each connection begins with a PROXY header.
    let expectsProxyHeader: Bool

    init(_ socket: Socket, isSecure: Bool = false, expectsProxyHeader: Bool = false) {
        self.socket = socket
        self.isSecure = isSecure
        self.expectsProxyHeader = expectsProxyHeader
    }

    init?(_ text: String) {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let options = halves.count > 1 ? halves[1].split(separator: "&") : []
        guard options.allSatisfy({ $0 == "tls" || $0 == "proxy" }),
            let colon = halves[0].firstIndex(of: ":")
        else { return nil }
        let scheme = halves[0][..<colon]
        let rest = halves[0][halves[0].index(after: colon)...]
        switch scheme {
        case "http", "https":
            guard rest.hasPrefix("//"), let socket = Self.address(rest.dropFirst(2)) else {
                return nil
            }
            self.socket = socket
        case "unix":
            guard rest.hasPrefix("/"), rest.utf8.count > 1 else { return nil }
            socket = .unix(path: String(rest))
        case "systemd":
            socket = .inherited(name: rest.isEmpty ? nil : String(rest))
        default:
            return nil
        }
        isSecure = scheme == "https" || options.contains("tls")
        expectsProxyHeader = options.contains("proxy")
        // `http` says that it is not encrypted.
        if scheme == "http", isSecure { return nil }
    }

    private static func address(_ authority: Substring) -> Socket? {
        let authority = authority.hasSuffix("/") ? authority.dropLast() : authority
        guard let colon = authority.lastIndex(of: ":"),
            let port = UInt16(decimal: authority[authority.index(after: colon)...])
        else { return nil }
        var host = authority[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(hostName: String(host)), isBracketed == host.contains(":")
        else { return nil }
        return .address(address, port: port)
    }
}

extension ListenPlace: CustomStringConvertible {
    /// As it is written in the settings.
    var description: String {
        var options = expectsProxyHeader ? ["proxy"] : []
        let place: String
        switch socket {
        case .address(let address, let port):
            let authority = ServerConfiguration.Place.address(address, port: port)
            place = "\(isSecure ? "https" : "http")://\(authority)"
        case .unix(let path):
            place = "unix:\(path)"
            if isSecure { options.insert("tls", at: 0) }
        case .inherited(let name):
            place = "systemd:\(name ?? "")"
            if isSecure { options.insert("tls", at: 0) }
        }
        return options.isEmpty ? place : "\(place)?\(options.joined(separator: "&"))"
    }
}

extension IPAddress {
    /// An address as text, or `localhost`, which is 127.0.0.1: no name is looked up.
    init?(hostName: String) {
        self.init(hostName == "localhost" ? "127.0.0.1" : hostName)
    }
}

extension FixedWidthInteger {
    /// A number in decimal digits alone; the initialisers of Swift take a sign as well.
    init?(decimal text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        self.init(text, radix: 10)
    }
}
