import HTTPServer
import HTTPWire
import SystemIO

/// The places of the settings as the server is told them, with the sockets that were handed over.
struct Listening {
    private(set) var endpoints: [ServerConfiguration.Endpoint] = []
    /// Where the handed-over sockets listen, by their numbers; none for what is no socket.
    private var inherited: [Int32: SocketAddress] = [:]

    /// Why the service does not listen so.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Throws: where a socket was not handed over, or an open service would be reached from
    /// elsewhere.
    init(
        _ settings: Settings,
        handedOver: [ServerConfiguration.InheritedSocket]
    ) throws(Refusal) {
        for place in settings.places {
            switch place.socket {
            case .address(let address, let port):
                add(.address(address, port: port), place)
            case .unix(let path):
                add(.unix(path: path), place)
            case .inherited(let name):
                let sockets = handedOver.filter { name == nil || $0.name == name }
                guard !sockets.isEmpty else { throw Self.nothingHandedOver(place, handedOver) }
                for socket in sockets {
                    try inherit(socket.descriptor, place)
                }
            }
            let opens = settings.isOpen ? "--open" : "--development-key"
            guard
                !settings.isOpen && !settings.hasDevelopmentKey || endpoints.allSatisfy(isLocal)
            else {
                throw Refusal(
                    description: "\(opens) opens every route, so it goes only with loopback "
                        + "addresses such as 127.0.0.1 and Unix sockets, not `\(place)`"
                )
            }
        }
    }

    /// Throws: where another machine could reach a service that does not encrypt or knows no keys.
    func requireProtection(hasKeys: Bool) throws(Refusal) {
        guard let exposed = endpoints.first(where: { !isLocal($0) && !($0.isSecure && hasKeys) })
        else { return }
        let lack =
            exposed.isSecure
            ? "keys: `leeway keys create` makes one"
            : "TLS: set `tls.certificate` and `tls.key`, and listen at https://…"
        throw Refusal(
            description:
                "`\(text(of: exposed))` can be reached from other machines, so the service "
                + "needs \(lack); where a proxy stands before it, --insecure goes without"
        )
    }

    /// Where an endpoint listens, as clients write it; `bound` is as the server has bound it.
    func text(of bound: ServerConfiguration.Endpoint) -> String {
        var place = bound.place
        if case .inherited(let number) = place, let address = inherited[number] {
            if case .unix(let path) = address {
                place = .unix(path: path)
            } else if let host = address.ipAddress {
                place = .address(host, port: address.port)
            }
        }
        if case .address = place { return "\(bound.isSecure ? "https" : "http")://\(place)" }
        return "unix:\(place)"
    }

    private mutating func add(_ place: ServerConfiguration.Place, _ written: ListenPlace) {
        endpoints.append(
            .init(
                place,
                isSecure: written.isSecure,
                expectsProxyHeader: written.expectsProxyHeader
            )
        )
    }

    private mutating func inherit(_ number: Int32, _ place: ListenPlace) throws(Refusal) {
        guard !endpoints.contains(where: { $0.place == .inherited(descriptor: number) }) else {
            throw Refusal(description: "`\(place)` names a socket that is listened at already")
        }
        let descriptor = Descriptor(owning: number)
        // What has no address is no socket; the server says so when it takes it over.
        inherited[number] = try? Socket.localAddress(descriptor)
        // It is the server's to own.
        _ = descriptor.relinquish()
        add(.inherited(descriptor: number), place)
    }

    private func isLocal(_ endpoint: ServerConfiguration.Endpoint) -> Bool {
        switch endpoint.place {
        case .address(let address, _): return address.isLoopback
        case .unix: return true
        case .inherited(let number):
            guard let address = inherited[number] else { return false }
            return address.ipAddress?.isLoopback ?? true
        }
    }

    private static func nothingHandedOver(
        _ place: ListenPlace,
        _ handedOver: [ServerConfiguration.InheritedSocket]
    ) -> Refusal {
        let names = handedOver.map(\.name).joined(separator: ", ")
        let what = handedOver.isEmpty ? "no socket" : "only \(names)"
        return Refusal(
            description: "`\(place)`: \(what) was handed over (LISTEN_FDS, LISTEN_PID)"
        )
    }
}
