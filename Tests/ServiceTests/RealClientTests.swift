import Foundation
import Testing

/// The clients that people use, against the running binary.
struct RealClientTests {
    private struct Secured {
        let certificate: TestCertificate
        let service: RunningService
    }

    private static let plain = Result { try RunningService() }
    private static let secured = Result {
        let certificate = try TestCertificate(name: "localhost")
        let service = try RunningService(
            listen: ["https://127.0.0.1:0"],
            arguments: ["--open"] + certificate.settings
        )
        return Secured(certificate: certificate, service: service)
    }
    private static let policy = "/v1/policies/returns.no-receipt?locale=nl"

    private func curl(
        _ arguments: [String],
        input: String = ""
    ) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try Command.run(
            URL(filePath: "/usr/bin/curl"),
            ["--silent", "--show-error", "--max-time", "60"] + arguments,
            input: Array(input.utf8)
        )
    }

    @Test func `curl keeps its connection from one request to the next`() throws {
        let url = try Self.plain.get().address + Self.policy
        let format = "%{http_version} %{http_code} %{num_connects}\n"
        let result = try curl(["-w", format, "-o", "/dev/null", url, "-o", "/dev/null", url])
        #expect(result.output == "1.1 200 1\n1.1 200 0\n")
    }

    @Test func `curl asks for the head alone`() throws {
        let url = try Self.plain.get().address + Self.policy
        let whole = try Curl(url)
        let head = try Curl(url, options: ["--head"])
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        for name in ["content-length", "content-type", "etag"] {
            #expect(head.fields[name] == whole.fields[name])
        }
    }

    @Test func `curl is given less where it takes gzip, and reads the same`() throws {
        let url = try Self.plain.get().address + Self.policy
        let whole = try Curl(url)
        let packed = try Curl(url, options: ["--compressed"])
        #expect(packed.fields["content-encoding"] == "gzip")
        #expect(packed.body == whole.body)
        let length = try #require(packed.fields["content-length"].flatMap(Int.init))
        #expect(length < whole.body.utf8.count)
    }

    @Test(arguments: [(1_000_000, 400, true), (1_100_000, 413, false)])
    func `curl waits to be told to send a large content`(
        size: Int,
        status: Int,
        isToldTo: Bool
    ) throws {
        let url = try Self.plain.get().address + "/v1/discretion/check"
        let json = "{\"unknown\":\"\(String(repeating: "a", count: 60_000))\"}"
        let content = json + String(repeating: " ", count: size - json.utf8.count)
        let result = try curl(
            [
                "-v", "-H", "Expect: 100-continue", "-H", "Content-Type: application/json",
                "--data-binary", "@-", "--expect100-timeout", "60", url,
            ],
            input: content
        )
        #expect(result.errors.contains("HTTP/1.1 100 Continue") == isToldTo)
        #expect(result.errors.contains("HTTP/1.1 \(status) "), "\(result.errors)")
    }

    @Test(arguments: ["1.2", "1.3"])
    func `curl speaks TLS and checks the certificate`(version: String) throws {
        let secured = try Self.secured.get()
        let answer = try Curl(
            secured.service.address + Self.policy,
            options: [
                "--cacert", secured.certificate.certificate, "--tlsv\(version)",
                "--tls-max", version,
            ]
        )
        #expect(answer.status == 200)
        #expect(answer.body.contains("zonder bon"))
    }

    @Test func `curl speaks for a proxy where the PROXY protocol is expected, and only there`()
        throws
    {
        let service = try RunningService(
            listen: ["http://127.0.0.1:0?proxy"],
            arguments: ["--open", "--set", "proxies.trusted=127.0.0.0/8"]
        )
        let url = service.address + "/livez"
        #expect(try Curl(url, options: ["--haproxy-protocol"]).status == 200)
        let bare = try curl([url])
        #expect(bare.status != 0 || !bare.output.contains("ready"), "\(bare)")
        let plain = try Curl(
            Self.plain.get().address + "/livez",
            options: ["--haproxy-protocol"]
        )
        #expect(plain.status >= 400)
    }

    @Test func `Python asks several times on one connection`() throws {
        let service = try Self.plain.get()
        let script = """
            import http.client, json
            c = http.client.HTTPConnection("127.0.0.1", \(service.port), timeout=30)
            for path in ["/v1/policies?q=bon&locale=nl", "/nothing", "/version"]:
                c.request("GET", path)
                r = c.getresponse()
                json.loads(r.read())
                print(r.status, c.sock is not None)
            body = (b'{"remedy":', b'"apology"}')
            c.request("POST", "/v1/discretion/check", iter(body),
                      {"Content-Type": "application/json"}, encode_chunked=True)
            r = c.getresponse()
            print(r.status, json.loads(r.read())["outcome"])
            """
        let result = try Command.run(
            URL(filePath: "/usr/bin/env"),
            ["python3", "-c", script]
        )
        #expect(result.output == "200 True\n404 True\n200 True\n200 allow\n", "\(result.errors)")
    }

    /// What openssl says about a connection, with `input` typed into it.
    private func openssl(_ arguments: [String], input: String = "Q\n") throws -> String {
        let port = try Self.secured.get().service.port
        let result = try Command.run(
            URL(filePath: "/usr/bin/openssl"),
            ["s_client", "-connect", "127.0.0.1:\(port)"] + arguments,
            input: Array(input.utf8)
        )
        return result.output + result.errors
    }

    @Test(arguments: [
        (["-tls1_3"], "New, TLSv1.3, Cipher is TLS_"),
        (["-tls1_2"], "New, TLSv1.2, Cipher is ECDHE-ECDSA-"),
        (["-alpn", "h2,http/1.1"], "ALPN protocol: http/1.1"),
        (["-alpn", "h2"], "no application protocol"),
        (["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"], "alert protocol version"),
        (["-tls1_2", "-cipher", "AES256-GCM-SHA384"], "handshake failure"),
        (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA"], "handshake failure"),
        (["-groups", "secp521r1"], "handshake failure"),
    ])
    func `openssl finds what is spoken and what is not`(arguments: [String], words: String) throws {
        let text = try openssl(arguments)
        #expect(text.contains(words), "\(text)")
    }

    @Test func `openssl is refused a second handshake on a connection`() throws {
        let text = try openssl(["-tls1_2"], input: "R\n")
        #expect(text.contains("RENEGOTIATING"))
        #expect(text.contains("no renegotiation"), "\(text)")
    }

    @Test(arguments: [false, true])
    func `wrk meets no error`(isSecure: Bool) throws {
        let address = try isSecure ? Self.secured.get().service.address : Self.plain.get().address
        let result = try Command.run(
            URL(filePath: "/usr/bin/wrk"),
            ["-t1", "-c16", "-d1s", address + Self.policy]
        )
        #expect(result.status == 0)
        #expect(result.output.contains(/[1-9]\d* requests in/), "\(result.output)")
        #expect(!result.output.contains("Socket errors"), "\(result.output)")
        #expect(!result.output.contains("Non-2xx"), "\(result.output)")
    }
}
