public import HTTPWire

/// What a server is told before it starts.
public struct ServerConfiguration: Sendable {
    /// Where to listen; at least one.
    public var endpoints: [Endpoint]
    /// How many loops share the work; 0 for one for each processor.
    public var loopCount = 0
    /// What clients may take.
    public var limits = ServerLimits()

    /// The proxies whose word on a client's address is taken.
    public var proxies = TrustedProxies()
    /// The certificate of the endpoints that are secure; they need one.
    public var certificate: Certificate?

    /// Where a certificate chain and its key stand, as PEM files.
    public struct Certificate: Sendable, Hashable {
        /// The server's certificate first, then those that vouch for it.
        public var certificateFile: String
        /// The private key.
        public var keyFile: String

        /// A certificate by its files.
        public init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    /// One place to listen at.
    public struct Endpoint: Sendable, Hashable {
        /// What is listened at.
        public var place: Place
        /// Whether connections there are encrypted.
        public var isSecure: Bool
        /// Whether every connection there begins with a PROXY protocol header, before TLS.
        ///
        /// Only `proxies` may connect there; whoever else does, or sends no header, is closed. Not
        /// for Unix domain sockets, whose clients have no address to be trusted by.
        public var expectsProxyHeader: Bool

        /// A place, plain and reached directly unless said otherwise.
        public init(_ place: Place, isSecure: Bool = false, expectsProxyHeader: Bool = false) {
            self.place = place
            self.isSecure = isSecure
            self.expectsProxyHeader = expectsProxyHeader
        }
    }

    /// What can be listened at.
    public enum Place: Sendable, Hashable {
        /// An address of this machine and a port; port 0 takes any that is free.
        case address(IPAddress, port: UInt16)
        /// A Unix domain socket; a socket that an earlier run left there is replaced.
        case unix(path: String)
        /// A listening socket that was handed to the process, such as systemd's, by its number.
        case inherited(descriptor: Int32)
    }

    /// A configuration that listens at `endpoints`.
    public init(endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }

    /// Throws: where nobody could connect to an endpoint that expects PROXY headers.
    func checkProxyHeaders() throws(ServerError) {
        for endpoint in endpoints where endpoint.expectsProxyHeader {
            guard !proxies.networks.isEmpty else {
                throw ServerError("an endpoint that expects PROXY headers needs trusted proxies")
            }
            if case .unix(let path) = endpoint.place {
                throw ServerError("a Unix domain socket cannot expect PROXY headers: `\(path)`")
            }
        }
    }
}

extension ServerConfiguration.Place: CustomStringConvertible {
    /// As people write it: `127.0.0.1:8080`, `[::1]:8080`, a path, `descriptor 3`.
    public var description: String {
        switch self {
        case .address(let address, let port):
            address.isV4 ? "\(address):\(port)" : "[\(address)]:\(port)"
        case .unix(let path): path
        case .inherited(let number): "descriptor \(number)"
        }
    }
}

/// Why a server did not start.
public struct ServerError: Error, Sendable, CustomStringConvertible {
    /// What failed, in lower case, without a full stop.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
