import ArgumentParser
import HTTPServer
import HTTPWire
import SystemIO

/// `leeway healthcheck`: asks a running service whether it is ready, for containers.
struct HealthcheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract: "Ask a running service whether it is ready; exit with 0 if it is, else with 2."
    )

    /// LIMIT: containers ask every few seconds and count a slow answer as none.
    private static let timeoutMilliseconds: Int32 = 2_000
    private static let request = Array("GET /readyz HTTP/1.0\r\n\r\n".utf8)

    @OptionGroup var options: SettingsOptions

    func run() throws {
        let settings = try options.effective().settings
        guard let (place, address) = Self.plainPlace(settings) else {
            StandardError.write(
                "the service listens nowhere without TLS or a PROXY header, where a health check "
                    + "could ask; add a place such as http://127.0.0.1:8081"
            )
            throw ExitCode.cannotRun
        }
        // Whatever fails, the service cannot be reached, which is the answer.
        guard (try? Self.ask(address)) == true else {
            StandardError.write("no service is ready at \(place)")
            throw ExitCode.cannotRun
        }
        print("ready")
    }

    /// The first place where a request can be sent as it is.
    private static func plainPlace(_ settings: Settings) -> (ListenPlace, SocketAddress)? {
        for place in settings.places where !place.isSecure && !place.expectsProxyHeader {
            switch place.socket {
            case .address(let address, let port):
                return (place, SocketAddress(address, port: port))
            case .unix(let path):
                return (place, .unix(path))
            case .inherited:
                continue
            }
        }
        return nil
    }

    private static func ask(_ address: SocketAddress) throws -> Bool {
        let socket = try Socket.connect(address)
        var queue = try EventQueue(capacity: 1)
        try queue.add(socket.number, .writable, tag: 0)
        guard try queue.wait(timeoutMilliseconds: timeoutMilliseconds) > 0,
            Socket.write(socket, request, from: 0) == .moved(request.count)
        else { return false }
        try queue.modify(socket.number, .readable, tag: 0)
        let expected = Array("HTTP/1.1 200 ".utf8)
        var head = [UInt8](repeating: 0, count: expected.count)
        var received = 0
        while received < head.count {
            guard try queue.wait(timeoutMilliseconds: timeoutMilliseconds) > 0,
                case .moved(let count) = Socket.read(socket, into: &head, at: received)
            else { return false }
            received += count
        }
        return head == expected
    }
}
