import HTTPWire
import TestSupport
import Testing

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    /// Who is connected, what the field says, and who is then taken for the client.
    static let forwarded: [(peer: String, value: String, client: String)] = [
        ("10.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.9, 192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7, 10.0.0.2", "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7, 10.0.0.2, 10.0.0.3", "192.0.2.7"),
        ("10.0.0.1", "10.0.0.9", "10.0.0.9"),
        ("10.0.0.1", "192.0.2.7:4711", "192.0.2.7"),
        ("10.0.0.1", "[2001:db8::1]:80", "2001:db8::1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.1", "192.0.2.7, unknown", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.7, unknown, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("192.0.2.66", "127.0.0.1", "192.0.2.66"),
        ("11.0.0.1", "127.0.0.1", "11.0.0.1"),
    ]

    @Test("are believed, and nobody else is", arguments: forwarded)
    func believes(_ forwarded: (peer: String, value: String, client: String)) throws {
        let network = try #require(IPNetwork("10.0.0.0/8"))
        let peer = try #require(IPAddress(forwarded.peer))
        for field in [TrustedProxies.Field.xForwardedFor, .forwarded] {
            var client = InMemoryClient(
                PeerHandler(),
                proxies: TrustedProxies([network], field: field)
            )
            let fields =
                field == .forwarded
                ? forwarded.value.split(separator: ",").map { "for=\"\($0)\";proto=https" }
                : [forwarded.value]
            let name = field == .forwarded ? "Forwarded" : "X-Forwarded-For"
            let request = InMemoryClient.request(
                "GET",
                "/",
                ["\(name): \(fields.joined(separator: ","))"],
                ""
            )
            #expect(client.send(request, peer: peer).text == forwarded.client)
        }
    }

    @Test("may send requests of several clients over one connection")
    func tellsClientsApart() throws {
        let network = try #require(IPNetwork("10.0.0.0/8"))
        var client = InMemoryClient(PeerHandler(), proxies: TrustedProxies([network]))
        let requests = ["192.0.2.1", "192.0.2.2"]
            .map {
                InMemoryClient.request("GET", "/", ["X-Forwarded-For: \($0)"], "")
            }
        let peer = try #require(IPAddress("10.0.0.1"))
        let responses = ReceivedResponse.all(in: client.exchange(requests.joined(), peer: peer))
        #expect(responses.map(\.text) == ["192.0.2.1", "192.0.2.2"])
    }

    @Test(
        "are named by networks",
        arguments: [
            ("10.0.0.0/8", "10.255.1.1", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
            ("0.0.0.0/0", "203.0.113.1", true), ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "::1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
        ]
    )
    func matches(_ network: String, _ address: String, _ isInside: Bool) throws {
        let network = try #require(IPNetwork(network))
        let address = try #require(IPAddress(address))
        #expect(network.contains(address) == isInside)
    }

    @Test(
        "refuses what is no network",
        arguments: ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "::/129", "a/8", "10.0.0.0/8/8"]
    )
    func refuses(_ text: String) {
        #expect(IPNetwork(text) == nil)
    }
}

private final class PeerHandler: RequestHandler {
    func handle(_ request: borrowing Request, _ reply: inout Reply) {
        let peer = request.peer?.description ?? "none"
        reply.send(Response(status: 200, content: Array(peer.utf8)))
    }

    func handle(refused refusal: Refusal, _ reply: inout Reply) {
        reply.send(Response(status: refusal.status))
    }
}
