import SystemIO

/// The listening sockets of a server, before its loops start.
struct BoundListeners {
    /// The endpoints as they are bound: port 0 replaced by the port it became.
    private(set) var endpoints: [ServerConfiguration.Endpoint] = []
    /// For each loop its own listeners, and those it shares.
    private(set) var listenersByLoop: [[Listener]]

    private let backlog: Int32

    /// Binds every endpoint for `loopCount` loops, or none.
    init(_ configuration: ServerConfiguration, loopCount: Int) throws(SystemError) {
        listenersByLoop = Array(repeating: [], count: loopCount)
        backlog = configuration.limits.backlog
        for endpoint in configuration.endpoints {
            switch endpoint.place {
            case .address(let address, let port):
                let bound = try bind(
                    SocketAddress(address, port: port),
                    isSecure: endpoint.isSecure
                )
                endpoints.append(.init(.address(address, port: bound), isSecure: endpoint.isSecure))
            case .unix(let path):
                try bindUnix(path, isSecure: endpoint.isSecure)
                endpoints.append(endpoint)
            case .inherited(let number):
                try inherit(number, isSecure: endpoint.isSecure)
                endpoints.append(endpoint)
            }
        }
    }

    /// Binds one socket a loop to a port that nobody else has.
    private mutating func bind(
        _ address: SocketAddress,
        isSecure: Bool
    ) throws(SystemError) -> UInt16 {
        // With SO_REUSEPORT another server's port would be shared silently: this one must fail.
        let probe = try Socket.listen(address, backlog: 1, sharesPort: false)
        let port = try Socket.localAddress(probe).port
        _ = consume probe
        let exact = address.with(port: port)
        for loop in listenersByLoop.indices {
            let socket = try Socket.listen(exact, backlog: backlog, sharesPort: true)
            // Connections inherit it from their listener.
            try Socket.setNoDelay(socket)
            listenersByLoop[loop].append(Listener(socket, isSecure: isSecure, isShared: false))
        }
        return port
    }

    private mutating func bindUnix(_ path: String, isSecure: Bool) throws(SystemError) {
        let address = SocketAddress.unix(path)
        try Socket.removeStale(address)
        share(try Socket.listen(address, backlog: backlog, sharesPort: false), isSecure)
    }

    private mutating func inherit(_ number: Int32, isSecure: Bool) throws(SystemError) {
        let socket = try Socket.adoptListener(number)
        if case .unix = try Socket.localAddress(socket) {
        } else {
            try Socket.setNoDelay(socket)
        }
        share(socket, isSecure)
    }

    private mutating func share(_ socket: consuming Descriptor, _ isSecure: Bool) {
        let listener = Listener(socket, isSecure: isSecure, isShared: listenersByLoop.count > 1)
        for loop in listenersByLoop.indices { listenersByLoop[loop].append(listener) }
    }
}
