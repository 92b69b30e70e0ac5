extension WireCase {
    /// Points 1 and 4: the request line and its method.
    static let requestLines: [WireCase] =
        refused(
            400,
            1,
            "RFC 9112 section 3",
            [
                "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1",
                "GET\t/ HTTP/1.1", "GET /\tHTTP/1.1", "GET / x HTTP/1.1", "GET /", "GET", "/",
                "/ HTTP/1.1", "GET HTTP/1.1", "(GET) / HTTP/1.1", "G\u{0}T / HTTP/1.1",
                "GÉT / HTTP/1.1", "G{T / HTTP/1.1", "GET: / HTTP/1.1", "\u{1}GET / HTTP/1.1",
            ]
            .map { head($0, "Host: a") }
        )
        + refused(
            400,
            1,
            "RFC 9112 section 2.3",
            [
                "HTTP/1", "HTTP/1.", "HTTP/.1", "HTTP/11.1", "HTTP/1.10", "HTTP/1.1x", "http/1.1",
                "Http/1.1", "HTTP/ 1.1", "HTTP/1 .1", "HTTP/1,1", "HTTP/a.1", "HTTP/1.a",
                "HTTPS/1.1", "HTTP1.1", "HTTP//1.1", "HTTP/-1.1", "HTTP/١.1", "HTTP/2", "HTTP/2x",
            ]
            .map { head("GET / \($0)", "Host: a") }
        )
        + refused(
            505,
            1,
            "RFC 9110 section 15.6.6",
            ["HTTP/2.0", "HTTP/0.9", "HTTP/3.0", "HTTP/9.9"].map { head("GET / \($0)", "Host: a") }
        )
        + refused(
            501,
            4,
            "RFC 9110 section 9.1",
            [
                "get", "Get", "FOO", "CONNECT", "TRACK", "PROPFIND", "PRI", "GETT", "GE",
                String(repeating: "A", count: 32), String(repeating: "A", count: 33), "!#$%&'*+-.^",
            ]
            .map { head("\($0) / HTTP/1.1", "Host: a") }
        )
        + refused(
            400,
            1,
            "RFC 9112 section 2.2",
            [String(repeating: "\r\n", count: 5) + get(), "\r\r\n" + get(), "\n" + get()]
        )
        + answered(
            1,
            "RFC 9112 section 3",
            [
                (get(), "GET /? "),
                (head("GET / HTTP/1.2", "Host: a"), "GET /? "),
                (head("GET / HTTP/1.9", "Host: a"), "GET /? "),
                (head("GET / HTTP/1.0"), "GET /? "),
                ("\r\n" + get(), "GET /? "),
                (String(repeating: "\r\n", count: 4) + get(), "GET /? "),
                (head("POST /p HTTP/1.1", "Host: a"), "POST /p? "),
                (head("PUT /p HTTP/1.1", "Host: a"), "PUT /p? "),
                (head("TRACE /p HTTP/1.1", "Host: a"), "TRACE /p? "),
                (head("QUERY /p HTTP/1.1", "Host: a"), "QUERY /p? "),
                (head("PATCH /p HTTP/1.1", "Host: a"), "PATCH /p? "),
                (head("DELETE /p HTTP/1.1", "Host: a"), "DELETE /p? "),
                (head("OPTIONS /p HTTP/1.1", "Host: a"), "OPTIONS /p? "),
            ]
        )

    /// Point 2: what ends a line, and what may not stand in one.
    static let lineEnds: [WireCase] =
        refused(
            400,
            2,
            "RFC 9112 section 2.2",
            [
                "GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\n", "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\rHost: a\r\n\r\n", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", "GET / HTTP/1.1\n\rHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\rX", "GET / HTTP/1.1\r\nA\r: b\r\n\r\n",
            ]
        )
        + refused(
            400,
            2,
            "RFC 9110 section 5.5",
            [
                "\u{0}", "\u{1}", "\u{7}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}", "\u{1F}", "\u{7F}",
                "\r", "\n",
            ]
            .map { get("A: b\($0)c") }
        )
        + answered(
            2,
            "RFC 9110 section 5.5",
            [(get("A: b\tc"), "GET /? "), (get("A: \u{E9}\u{20AC}"), "GET /? ")]
        )

    /// Point 3: field lines.
    static let fieldLines: [WireCase] =
        refused(
            400,
            3,
            "RFC 9112 section 5.1",
            [
                "A : b", "A\t: b", ": b", "A b: c", "A", "A(: b", "A@: b", "É: b", "\"A\": b",
                "A/: b", "[A]: b", "{A}: b", "A=: b", "A;: b", "A,: b", "<A>: b", "A?: b", "\\: b",
                "A\u{7F}: b", "A\u{0}: b",
            ]
            .map { get($0) }
        )
        + refused(
            400,
            3,
            "RFC 9112 section 5.2",
            [
                get("A: b", " c"), get("A: b", "\tc"), get(" A: b"),
                head("GET / HTTP/1.1", " Host: a"), get("A: b", " "), head("GET / HTTP/1.1", ""),
                head("GET / HTTP/1.1", "\t", "Host: a"),
            ]
        )
        + answered(
            3,
            "RFC 9110 section 5.6.3",
            [
                (head("GET / HTTP/1.1", "Host:a"), "GET /? "),
                (head("GET / HTTP/1.1", "Host: \t a \t "), "GET /? "),
                (head("GET / HTTP/1.1", "hOsT: a"), "GET /? "),
                (get("A:"), "GET /? "), (get("A:  "), "GET /? "), (get("A: b:c"), "GET /? "),
                (get("!#$%&'*+-.^_`|~09azAZ: b"), "GET /? "), (get("A: b", "A: c"), "GET /? "),
            ]
        )
}
