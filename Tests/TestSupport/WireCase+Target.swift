extension WireCase {
    /// Point 4: exactly one valid Host.
    static let hosts: [WireCase] =
        refused(
            400,
            4,
            "RFC 9112 section 3.2",
            [
                head("GET / HTTP/1.1"), head("GET / HTTP/1.1", "A: b"), get("Host: a"),
                get("Host: b"), get("HOST: a"), head("GET http://a/ HTTP/1.1"),
                head("GET / HTTP/1.0", "Host: a", "Host: a"),
            ]
        )
        + refused(
            400,
            4,
            "RFC 9110 section 7.2",
            [
                "", " ", "a b", "a\tb", "a@b", "u:p@a", "a:b", "a:80:80", "a:65536", "a:000080",
                "a:-1", "a:+1", ":80", "a/b", "a?b", "a#b", "\"a\"", "<a>", "a\\b", "a^", "a|b",
                "%zz", "%4", "%", "[::1", "::1", "[::g]", "[]", "[1.2.3.4]", "[::1]a", "[:::1]",
                "[1:2:3:4:5:6:7:8:9]", "[1::2::3]", "[12345::]", "[::1%25eth0]", "é",
            ]
            .map { head("GET / HTTP/1.1", "Host: \($0)") }
        )
        + refused(400, 4, "RFC 9110 section 7.2", [head("GET / HTTP/1.0", "Host: a b")])
        + answered(
            4,
            "RFC 9110 section 7.2",
            [
                "a", "a:80", "a:", "a:65535", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:80",
                "[2001:db8::192.0.2.1]", "a.b-c_d~e", "A%41", "xn--bcher-kva.example", "a,b",
            ]
            .map { (head("GET / HTTP/1.1", "Host: \($0)"), "GET /? ") }
        )

    /// Points 1 and 4: the forms of a target.
    static let targets: [WireCase] =
        refused(
            400,
            4,
            "RFC 9112 section 3.2",
            [
                "a", "a/b", "*", "?a", "http:/a", "http:a", "http://", "http:///", "http://?a",
                "ftp://a/", "http://u@a/", "http://a:b/", "http://a:99999/", "http://[::1/",
                "//", "a:80", "https://", "http://%zz/", "/#a", "http://a/#b",
            ]
            .filter { $0 != "//" }.map { head("GET \($0) HTTP/1.1", "Host: a") }
        )
        + refused(
            400,
            1,
            "RFC 3986 appendix A",
            [
                "/\"", "/<", "/>", "/\\", "/^", "/`", "/{", "/|", "/}", "/é", "/\u{1}", "/\u{7F}",
                "/\u{0}", "/a?\"", "/a?<",
            ]
            .map { head("GET \($0) HTTP/1.1", "Host: a") }
        )
        + answered(
            4,
            "RFC 9112 section 3.2",
            [
                ("/", "GET /? "), ("/a/b", "GET /a/b? "), ("/?", "GET /? "),
                ("/?a=b", "GET /?a=b "),
                ("/?a?b", "GET /?a?b "), ("/a?b/c", "GET /a?b/c "), ("//", "GET //? "),
                ("/a?b=%zz", "GET /a?b=%zz "), ("/!$&'()*+,;=:@-._~", "GET /!$&'()*+,;=:@-._~? "),
                ("http://b/c", "GET /c? "), ("HTTP://b/c?d", "GET /c?d "),
                ("https://b:1/", "GET /? "),
                ("http://b", "GET /? "), ("http://b?c", "GET /?c "), ("/a[1]", "GET /a[1]? "),
            ]
            .map { (head("GET \($0.0) HTTP/1.1", "Host: a"), $0.1) }
        )
        + [
            WireCase(head("OPTIONS * HTTP/1.1", "Host: a"), [204], nil, 4, "RFC 9110 section 9.3.7")
        ]

    /// Point 9: the path, normalised once.
    static let paths: [WireCase] =
        refused(
            400,
            9,
            "RFC 3986 section 2.1",
            ["/%", "/%4", "/%zz", "/%4g", "/%g4", "/a%", "/%%", "/%-1", "/% 41", "/%00", "/a%00b"]
                .map { head("GET \($0) HTTP/1.1", "Host: a") }
        )
        + refused(
            400,
            9,
            "RFC 3986 section 5.2.4",
            [
                "/..", "/../", "/../a", "/a/../..", "/a/../../b", "/%2e%2e", "/.%2e/a", "/%2E./a",
                "/./..", "/a/%2e%2e/%2e%2e/", "/..%2Fa", "/a%2F..%2F..",
            ]
            .map { head("GET \($0) HTTP/1.1", "Host: a") }
        )
        + answered(
            9,
            "RFC 3986 section 6.2.2",
            [
                ("/%41", "/A"), ("/%7e", "/~"), ("/a%20b", "/a b"), ("/a/../b", "/b"),
                ("/a/./b", "/a/b"), ("/a/..", "/"), ("/.", "/"), ("/a/.", "/a/"),
                ("/a//b", "/a//b"),
                ("/...", "/..."), ("/.a", "/.a"), ("/a..", "/a.."), ("/a%2Fb", "/a/b"),
                ("/%2541", "/%41"), ("/a/b/../../c", "/c"), ("/a/%2e%2e/b", "/b"),
                ("/a%3Fb", "/a?b"),
            ]
            .map { (head("GET \($0.0) HTTP/1.1", "Host: a"), "GET \($0.1)? ") }
        )
}
