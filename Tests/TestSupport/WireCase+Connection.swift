extension WireCase {
    /// Points 7 and 8: what follows a refusal or a `close` is not read; answers keep their order.
    static let connections: [WireCase] = [
        WireCase(get() + get("A : b") + get(), [200, 400], nil, 7, "RFC 9112 section 9.6"),
        WireCase(get("Content-Length: x") + get(), [400], nil, 7, "RFC 9112 section 6.3"),
        WireCase(chunked("zz\r\n") + get(), [400], nil, 7, "RFC 9112 section 6.3"),
        WireCase(get("Content-Length: 2000000") + get(), [413], nil, 7, "RFC 9112 section 9.6"),
        WireCase(get("Connection: close") + get(), [200], "GET /? ", 8, "RFC 9112 section 9.6"),
        WireCase(get("Connection: Close") + get("A : b"), [200], nil, 8, "RFC 9112 section 9.6"),
        WireCase(get("Connection: x, close, y") + get(), [200], nil, 8, "RFC 9112 section 9.6"),
        WireCase(get("Connection: x", "Connection: close") + get(), [200], nil, 8, "RFC 9110 5.3"),
        WireCase(head("GET / HTTP/1.0") + get(), [200], nil, 8, "RFC 9112 section 9.3"),
        WireCase(
            head("GET /1 HTTP/1.0", "Connection: keep-alive") + get(),
            [200, 200],
            "GET /? ",
            8,
            "RFC 9112 appendix C.2.2"
        ),
        WireCase(get("Connection: closed") + get(), [200, 200], nil, 8, "RFC 9110 section 7.6.1"),
        WireCase(
            head("GET /1 HTTP/1.1", "Host: a") + head("GET /2 HTTP/1.1", "Host: a"),
            [200, 200],
            "GET /2? ",
            8,
            "RFC 9112 section 9.3.2"
        ),
        WireCase(
            head("GET /late HTTP/1.1", "Host: a") + head("GET /2 HTTP/1.1", "Host: a"),
            [200, 200],
            "GET /2? ",
            8,
            "RFC 9112 section 9.3.2"
        ),
        WireCase(
            head("POST /1 HTTP/1.1", "Host: a", "Content-Length: 3") + "abc" + get(),
            [200, 200],
            "GET /? ",
            8,
            "RFC 9112 section 9.3.2"
        ),
        WireCase(
            chunked("3\r\nabc\r\n0\r\nA: b\r\n\r\n") + get(),
            [200, 200],
            "GET /? ",
            8,
            "RFC 9112 section 9.3.2"
        ),
        WireCase(
            String(repeating: get(), count: 40),
            Array(repeating: 200, count: 40),
            "GET /? ",
            8,
            "RFC 9112 section 9.3.2"
        ),
        WireCase(
            head("GET /never HTTP/1.1", "Host: a") + get(),
            [500, 200],
            "GET /? ",
            8,
            "RFC 9110 section 15.6.1"
        ),
    ]

    /// Point 9: `Expect`.
    static let expectations: [WireCase] =
        refused(
            417,
            9,
            "RFC 9110 section 10.1.1",
            ["", "100", "100-continue, x", "200-ok", "100-continue;a"].map { get("Expect: \($0)") }
        )
        + answered(
            9,
            "RFC 9110 section 10.1.1",
            [
                (get("Expect: 100-continue"), "GET /? "),
                (get("Expect: 100-Continue", "Content-Length: 1") + "a", "GET /? a"),
            ]
        )

    /// Every limit of a head, at it and one past it.
    static let limits: [WireCase] =
        refused(
            414,
            0,
            "RFC 9110 section 15.5.15",
            [head("GET /" + String(repeating: "a", count: 8_192) + " HTTP/1.1", "Host: a")]
        )
        + refused(
            431,
            0,
            "RFC 6585 section 5",
            [
                get("A: " + String(repeating: "b", count: 8_190)),
                get(String(repeating: "A", count: 8_193) + ": b"),
                get("A:" + String(repeating: " ", count: 8_191)),
                head("GET / HTTP/1.1", "Host: a")
                    .dropLast(1) + String(repeating: "A: b\r\n", count: 100) + "\r\n",
                section(octets: 32_769),
            ]
        )
        + [
            WireCase(
                head("GET /" + String(repeating: "a", count: 8_191) + " HTTP/1.1", "Host: a"),
                [200],
                nil,
                0,
                "RFC 9110 section 15.5.15"
            ),
            WireCase(
                get("A: " + String(repeating: "b", count: 8_189)),
                [200],
                nil,
                0,
                "RFC 6585 section 5"
            ),
            WireCase(
                head("GET / HTTP/1.1", "Host: a")
                    .dropLast(1) + String(repeating: "A: b\r\n", count: 99) + "\r\n",
                [200],
                nil,
                0,
                "RFC 6585 section 5"
            ),
            WireCase(section(octets: 32_768), [200], nil, 0, "RFC 6585 section 5"),
        ]

    /// A request whose field lines have so many octets, their ends included.
    private static func section(octets: Int) -> String {
        let line = "A: " + String(repeating: "b", count: 4_091) + "\r\n"
        let rest = octets - 9 - 7 * line.utf8.count
        let last = "A: " + String(repeating: "b", count: rest - 5)
        return head("GET / HTTP/1.1", "Host: a").dropLast(1)
            + String(repeating: line, count: 7) + last + "\r\n\r\n"
    }
}
