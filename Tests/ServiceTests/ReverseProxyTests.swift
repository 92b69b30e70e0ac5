import Foundation
import Testing

/// The service behind the proxies of `Deploy/proxy`, as far as those are installed.
struct ReverseProxyTests {
    /// A proxy's program, its file in `Deploy`, and how both come to run on a port of the test's.
    enum Proxy: String, CaseIterable, Sendable {
        case nginx
        case caddy

        var program: String { self == .nginx ? "/usr/sbin/nginx" : "/usr/bin/caddy" }
        var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

        /// The shipped file with the test's ports and certificate, and the arguments to run it.
        func prepare(
            port: UInt16,
            service: UInt16,
            _ certificate: TestCertificate
        ) throws -> [String] {
            let folder = certificate.folder.path
            let name = self == .nginx ? "nginx.conf" : "Caddyfile"
            let shipped = Binary.root.appending(path: "Deploy/proxy/\(name)")
            var text = try String(contentsOf: shipped, encoding: .utf8)
                .replacing("127.0.0.1:8080", with: "127.0.0.1:\(service)")
            let written = certificate.folder.appending(path: name)
            switch self {
            case .nginx:
                text = text.replacing("listen 443", with: "listen 127.0.0.1:\(port)")
                    .replacing("    listen [::]:443 ssl;\n", with: "")
                    .replacing(
                        /ssl_certificate \S+;/,
                        with: "ssl_certificate \(certificate.certificate);"
                    )
                    .replacing(
                        /ssl_certificate_key \S+;/,
                        with: "ssl_certificate_key \(certificate.key);"
                    )
                text =
                    "daemon off; pid \(folder)/pid; error_log \(folder)/log; events {}\n"
                    + "http { access_log off; client_body_temp_path \(folder)/body;\n\(text)}\n"
                try Data(text.utf8).write(to: written)
                return ["-c", written.path, "-e", "\(folder)/log"]
            case .caddy:
                text = text.replacing(
                    "policy.example {",
                    with: "{\n\tadmin off\n}\nhttps://localhost:\(port) {\n\tbind 127.0.0.1\n"
                        + "\ttls \(certificate.certificate) \(certificate.key)"
                )
                try Data(text.utf8).write(to: written)
                return ["run", "--config", written.path, "--adapter", "caddyfile"]
            }
        }
    }

    @Test(arguments: Proxy.allCases.filter(\.isInstalled))
    func `a client cannot name another address through the proxy`(proxy: Proxy) throws {
        let certificate = try TestCertificate(name: "localhost")
        let service = try RunningService(arguments: [
            "--config", "Deploy/proxy/leeway.yaml", "--set", "limits.exempt=none",
            "--set", "limits.requests_per_address=1", "--set", "limits.burst_per_address=2",
        ])
        let port = try Self.freePort()
        let process = Process()
        process.executableURL = URL(filePath: proxy.program)
        process.arguments = try proxy.prepare(port: port, service: service.port, certificate)
        process.environment = ["HOME": certificate.folder.path, "PATH": "/usr/bin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        let url = "https://localhost:\(port)/v1/policies/returns.no-receipt?locale=nl"
        let trust = ["--cacert", certificate.certificate]
        let patience = ["--retry", "30", "--retry-connrefused", "--retry-max-time", "60"]
        let first = try Curl(url, options: trust + patience)
        #expect(first.status == 200)
        #expect(first.body.contains("Iets terugbrengen zonder bon"))
        // Whoever is believed to be somebody else each time never meets a limit.
        let statuses = try (1...20)
            .map { number in
                let fields = [
                    "X-Forwarded-For": "203.0.113.\(number)",
                    "Forwarded": "for=203.0.113.\(number)",
                ]
                return try Curl(url, fields: fields, options: trust).status
            }
        #expect(statuses.contains(429))
    }

    /// A port that nobody listens at; proxies take no port of the system's choice.
    private static func freePort() throws -> UInt16 {
        let result = try Command.run(
            URL(filePath: "/usr/bin/python3"),
            [
                "-c",
                "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
            ]
        )
        let port = UInt16(result.output.trimmingCharacters(in: .whitespacesAndNewlines))
        return try #require(port)
    }
}
