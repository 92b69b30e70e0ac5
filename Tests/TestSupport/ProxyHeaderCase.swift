/// Octets before a connection's first request, and what the PROXY protocol makes of them.
package struct ProxyHeaderCase: Sendable, CustomStringConvertible {
    /// What the proxy sends.
    package let header: [UInt8]
    /// Who the client then is; nil where the socket's address stands.
    package let client: String?

    /// The beginning of the octets, control characters escaped.
    package var description: String {
        String(decoding: header.prefix(80), as: UTF8.self).debugDescription
    }

    private init(_ header: [UInt8], _ client: String? = nil) {
        self.header = header
        self.client = client
    }

    private static func line(_ text: String, _ client: String? = nil) -> ProxyHeaderCase {
        ProxyHeaderCase(Array(text.utf8), client)
    }

    /// A header of version 2 with `body` after its length.
    package static func binary(
        _ command: UInt8,
        _ family: UInt8,
        _ body: [UInt8],
        length: Int? = nil
    ) -> [UInt8] {
        let count = length ?? body.count
        return signature + [command, family, UInt8(count >> 8), UInt8(count & 0xFF)] + body
    }

    private static let signature = Array("\r\n\r\n\0\r\nQUIT\n".utf8)
    private static let v4: [UInt8] = [192, 0, 2, 7, 192, 0, 2, 1, 0x12, 0x67, 0, 80]
    private static let v6: [UInt8] =
        [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [7]
        + [UInt8](repeating: 0, count: 15) + [1, 0x12, 0x67, 0, 80]

    /// Headers that are whole and well formed.
    package static let accepted: [ProxyHeaderCase] = [
        line("PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n", "192.0.2.7"),
        line("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255"),
        line("PROXY TCP4 192.0.2.7 192.0.2.1 0 0\r\n", "192.0.2.7"),
        line("PROXY TCP6 2001:db8::7 2001:db8::1 4711 80\r\n", "2001:db8::7"),
        line("PROXY TCP6 ::ffff:192.0.2.7 ::1 1 2\r\n", "192.0.2.7"),
        line("PROXY UNKNOWN\r\n"),
        line("PROXY UNKNOWN whatever it is 1 2 3\r\n"),
        line("PROXY UNKNOWN " + String(repeating: "f", count: 91) + "\r\n"),
        ProxyHeaderCase(binary(0x21, 0x11, v4), "192.0.2.7"),
        ProxyHeaderCase(binary(0x21, 0x11, v4 + [4, 0, 1, 0]), "192.0.2.7"),
        ProxyHeaderCase(
            binary(0x21, 0x11, v4 + [UInt8](repeating: 4, count: 4_068)),
            "192.0.2.7"
        ),
        ProxyHeaderCase(binary(0x21, 0x21, v6), "2001:db8::7"),
        ProxyHeaderCase(binary(0x21, 0x00, [])),
        ProxyHeaderCase(binary(0x21, 0x00, [1, 2, 3])),
        ProxyHeaderCase(binary(0x21, 0x12, v4)),
        ProxyHeaderCase(binary(0x21, 0x31, [UInt8](repeating: 0x61, count: 216))),
        ProxyHeaderCase(binary(0x20, 0x00, [])),
        ProxyHeaderCase(binary(0x20, 0x11, v4)),
        ProxyHeaderCase(binary(0x20, 0xFF, [1])),
    ]

    /// What is no header, or one that is malformed.
    package static let refused: [ProxyHeaderCase] =
        [
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "proxy TCP4 192.0.2.7 192.0.2.1 1 2\r\n",
            "PROXY\tTCP4 192.0.2.7 192.0.2.1 1 2\r\n", "PROXY  TCP4 192.0.2.7 192.0.2.1 1 2\r\n",
            "PROXY TCP4  192.0.2.7 192.0.2.1 1 2\r\n", "PROXY TCP4 192.0.2.7 192.0.2.1 1 2 \r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 1\r\n", "PROXY TCP4 192.0.2.7 192.0.2.1 1 2 3\r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 1 65536\r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 01 2\r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 +1 2\r\n", "PROXY TCP4 192.0.2.7 192.0.2.1  2\r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 100000 2\r\n", "PROXY TCP4 ::1 ::1 1 2\r\n",
            "PROXY TCP4 192.0.2.256 192.0.2.1 1 2\r\n", "PROXY TCP4 192.0.2.7 x 1 2\r\n",
            "PROXY TCP4 192.0.02.7 192.0.2.1 1 2\r\n", "PROXY TCP6 192.0.2.7 192.0.2.1 1 2\r\n",
            "PROXY TCP6 2001:db8::7%1 ::1 1 2\r\n", "PROXY TCP5 192.0.2.7 192.0.2.1 1 2\r\n",
            "PROXY UDP4 192.0.2.7 192.0.2.1 1 2\r\n", "PROXY unknown\r\n", "PROXY \r\n",
            "PROXY UNKNOWN\n", "PROXY UNKNOWN\rX", "PROXY TCP4 192.0.2.7 192.0.2.1 1 2\n\r\n",
            "PROXY UNKNOWN " + String(repeating: "f", count: 92) + "\r\n",
            "PROXY " + String(repeating: "f", count: 101), "\r\n\r\n\0\r\nQUIT\r", "\0",
        ]
        .map { line($0) }
        + [
            binary(0x11, 0x11, v4), binary(0x22, 0x11, v4), binary(0x31, 0x11, v4),
            binary(0x2F, 0x00, []), binary(0x21, 0x11, Array(v4.dropLast())),
            binary(0x21, 0x21, Array(v6.dropLast())), binary(0x21, 0x11, []),
            binary(0x21, 0x31, v6), binary(0x21, 0x10, v4), binary(0x21, 0x13, v4),
            binary(0x21, 0x41, v4), binary(0x21, 0xFF, v4),
            binary(0x21, 0x11, v4, length: 4_081), binary(0x20, 0x00, [], length: 65_535),
        ]
        .map { ProxyHeaderCase($0) }
}
