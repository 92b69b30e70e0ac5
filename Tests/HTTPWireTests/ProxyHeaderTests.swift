import TestSupport
import Testing

@testable import HTTPWire

@Suite("The PROXY protocol")
struct ProxyHeaderTests {
    private let maxBytes = WireLimits().maxProxyHeaderBytes

    private func read(_ octets: [UInt8]) -> ProxyHeader.Reading {
        ProxyHeader.read(octets, filled: octets.count, maxBytes: maxBytes)
    }

    @Test("names the client, or leaves the socket's address", arguments: ProxyHeaderCase.accepted)
    func accepts(_ header: ProxyHeaderCase) {
        let whole = ProxyHeader(
            client: header.client.flatMap { IPAddress($0) },
            byteCount: header.header.count
        )
        #expect(read(header.header) == .done(whole))
        #expect(read(header.header + Array("GET / HTTP/1.1\r\n".utf8)) == .done(whole))
    }

    @Test("judges no prefix before it is whole", arguments: ProxyHeaderCase.accepted)
    func waits(_ header: ProxyHeaderCase) {
        for end in 0..<header.header.count {
            #expect(read(Array(header.header[..<end])) == .needMore)
        }
    }

    @Test("refuses what is malformed, however it is cut", arguments: ProxyHeaderCase.refused)
    func refuses(_ header: ProxyHeaderCase) {
        guard case .invalid(let reason) = read(header.header) else {
            Issue.record("not refused")
            return
        }
        #expect(!reason.isEmpty)
        for end in 0..<header.header.count {
            if case .done = read(Array(header.header[..<end])) {
                Issue.record("accepted at \(end)")
            }
        }
    }

    @Test("is refused at least as often as accepted")
    func isStrict() {
        #expect(ProxyHeaderCase.refused.count >= ProxyHeaderCase.accepted.count)
    }
}
