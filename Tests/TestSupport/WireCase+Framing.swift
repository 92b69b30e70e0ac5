extension WireCase {
    /// Point 5: Content-Length.
    static let lengths: [WireCase] =
        refused(
            400,
            5,
            "RFC 9110 section 8.6",
            [
                "", "+5", "-5", "5a", "0x5", "5 5", "5,5", "5, 5", "5;", "5.0", "1e1", "５", "five",
                "0000000000000000005", "9999999999999999999", "18446744073709551616", "\"5\"",
                "5\t5",
            ]
            .map { get("Content-Length: \($0)") }
        )
        + refused(
            400,
            5,
            "RFC 9112 section 6.3",
            [
                get("Content-Length: 5", "Content-Length: 5"),
                get("Content-Length: 5", "Content-Length: 6"),
                get("Content-Length: 0", "content-length: 0"),
            ]
        )
        + refused(
            413,
            5,
            "RFC 9110 section 15.5.14",
            ["1048577", "999999999999999999"].map { get("Content-Length: \($0)") }
        )
        + answered(
            5,
            "RFC 9112 section 6.3",
            [
                (get("Content-Length: 5") + "hello", "GET /? hello"),
                (get("Content-Length: 005") + "hello", "GET /? hello"),
                (get("Content-Length: 0"), "GET /? "),
                (get("Content-Length: 000000000000000000"), "GET /? "),
                (head("POST / HTTP/1.0", "Content-Length: 2") + "\r\n", "POST /? \r\n"),
            ]
        )

    /// Point 5: Transfer-Encoding.
    static let transferCodings: [WireCase] =
        refused(
            400,
            5,
            "RFC 9112 section 6.1",
            [
                "", "gzip", "identity", "chunked, gzip", "xchunked", "chunkedx", "chunked;a=b",
                "\"chunked\"", "chunked,", "chunked chunked;", "ch unked", "chunked\u{B}",
                "deflate",
            ]
            .map { get("Transfer-Encoding: \($0)") }
        )
        + refused(
            501,
            5,
            "RFC 9112 section 6.1",
            ["gzip, chunked", "gzip,chunked", "identity, chunked"]
                .map { get("Transfer-Encoding: \($0)") }
        )
        + refused(
            400,
            5,
            "RFC 9112 section 6.3",
            [
                get("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
                get("Transfer-Encoding: chunked", "Content-Length: 5"),
                get("Content-Length: 5", "Transfer-Encoding: chunked"),
                get("Content-Length: 0", "transfer-encoding: CHUNKED"),
                head("POST / HTTP/1.0", "Transfer-Encoding: chunked"),
            ]
        )
        + answered(
            5,
            "RFC 9112 section 7.1",
            [
                (get("Transfer-Encoding: Chunked") + "0\r\n\r\n", "GET /? "),
                (get("Transfer-Encoding:chunked") + "1\r\na\r\n0\r\n\r\n", "GET /? a"),
            ]
        )

    /// Point 6: chunks and trailer sections.
    static let chunks: [WireCase] =
        refused(
            400,
            6,
            "RFC 9112 section 7.1",
            [
                "\r\n", "g\r\n", "0x5\r\n", "+5\r\n", "-1\r\n", " 5\r\n", "5 \r\n", "5\t\r\n",
                "5 a\r\n", "5\n", "5\r\r", "5\rx", "100000000\r\n", "00000000000000001\r\n",
                "5\r\nhelloX", "5\r\nhello\n", "5\r\nhello\rX", "5\r\nhello\r\nX", ";a\r\n",
                "5;a\u{1}\r\n", "5;a\n", "5;\u{0}\r\n", "5;" + String(repeating: "a", count: 256),
                "0\n\r\n", "0\r\n\n", "0\r\n\rX", "1\r\na\r\n\r\n", "FFFFFFFFF\r\n", "5\u{A0}\r\n",
            ]
            .map { chunked($0) }
        )
        + refused(
            400,
            6,
            "RFC 9112 section 7.1.2",
            [
                "A : b\r\n", "A\r\n", ": b\r\n", " A: b\r\n", "A: b\r\n c\r\n", "A: \u{0}\r\n",
                "A: b\n",
            ]
            .map { chunked("0\r\n\($0)") }
        )
        + refused(
            431,
            6,
            "RFC 6585 section 5",
            [
                chunked("0\r\nA: " + String(repeating: "b", count: 8_188) + "\r\n"),
                chunked("0\r\n" + String(repeating: "A: b\r\n", count: 101)),
            ]
        )
        + refused(
            413,
            6,
            "RFC 9110 section 15.5.14",
            ["FFFFFFFF\r\n", "100001\r\n", "0000000000100001\r\n"].map { chunked($0) }
        )
        + answered(
            6,
            "RFC 9112 section 7.1",
            [
                ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("005\r\nhello\r\n000\r\n\r\n", "hello"),
                ("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello"), ("0\r\n\r\n", ""),
                ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
                ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
                ("5;a=b\r\nhello\r\n0;c\r\n\r\n", "hello"),
                ("5;a=\"b;c\"\r\nhello\r\n0\r\n\r\n", "hello"),
                ("5 ;a\r\nhello\r\n0\r\n\r\n", "hello"),
                ("5\t \t;a\r\nhello\r\n0\r\n\r\n", "hello"),
                ("0000000000000005\r\nhello\r\n0\r\n\r\n", "hello"),
                ("5;" + String(repeating: "a", count: 255) + "\r\nhello\r\n0\r\n\r\n", "hello"),
                ("5\r\nhello\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n", "hello"),
                ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
                ("0\r\nA: " + String(repeating: "b", count: 8_187) + "\r\n\r\n", ""),
            ]
            .map { (chunked($0.0), "POST /? \($0.1)") }
        )
}
