import SystemIO

/// The listening sockets of a server, before its loops start.
struct BoundListeners {
    /// The endpoints as they are bound: port 0 replaced by the port it became.
    private(set) var endpoints: [ServerConfiguration.Endpoint] = []
    /// For each loop its own listeners, and those it shares.
    private(set) var listenersByLoop: [[Listener]]

    private let backlog: Int32

    /// Binds every endpoint for `loopCount` loops, or none.
    init(_ configuration: ServerConfiguration, loopCount: Int) throws(ServerError) {
        listenersByLoop = Array(repeating: [], count: loopCount)
        backlog = configuration.limits.backlog
        for endpoint in configuration.endpoints {
            do throws(SystemError) {
                endpoints.append(try bind(endpoint))
            } catch {
                throw ServerError("\(endpoint.place): \(error)")
            }
        }
    }

    /// Returns: the endpoint as it is bound.
    private mutating func bind(
        _ endpoint: ServerConfiguration.Endpoint
    ) throws(SystemError) -> ServerConfiguration.Endpoint {
        var bound = endpoint
        switch endpoint.place {
        case .address(let address, let port):
            let port = try bind(SocketAddress(address, port: port), for: endpoint)
            bound.place = .address(address, port: port)
        case .unix(let path):
            try bindUnix(path, for: endpoint)
        case .inherited(let number):
            try inherit(number, for: endpoint)
        }
        return bound
    }

    /// Binds one socket a loop to a port that nobody else has.
    private mutating func bind(
        _ address: SocketAddress,
        for endpoint: ServerConfiguration.Endpoint
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
            listenersByLoop[loop].append(Listener(socket, of: endpoint, isShared: false))
        }
        return port
    }

    private mutating func bindUnix(
        _ path: String,
        for endpoint: ServerConfiguration.Endpoint
    ) throws(SystemError) {
        let address = SocketAddress.unix(path)
        try Socket.removeStale(address)
        share(try Socket.listen(address, backlog: backlog, sharesPort: false), endpoint)
    }

    private mutating func inherit(
        _ number: Int32,
        for endpoint: ServerConfiguration.Endpoint
    ) throws(SystemError) {
        let socket = try Socket.adoptListener(number)
        if case .unix = try Socket.localAddress(socket) {
        } else {
            try Socket.setNoDelay(socket)
        }
        share(socket, endpoint)
    }

    private mutating func share(
        _ socket: consuming Descriptor,
        _ endpoint: ServerConfiguration.Endpoint
    ) {
        let listener = Listener(socket, of: endpoint, isShared: listenersByLoop.count > 1)
        for loop in listenersByLoop.indices { listenersByLoop[loop].append(listener) }
    }
}
