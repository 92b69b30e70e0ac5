import Foundation
import Testing

/// A certificate for `localhost` and its key, in files that can be replaced.
struct TestCertificate {
    let folder: URL
    var certificate: String { folder.appending(path: "cert.pem").path }
    var key: String { folder.appending(path: "key.pem").path }

    init(name: String) throws {
        folder = try TemporaryFolder.make()
        try replace(name: name)
    }

    /// Another certificate takes the place of the one before.
    func replace(name: String) throws {
        let next = try TemporaryFolder.make()
        let files = ["cert.pem", "key.pem"].map { next.appending(path: $0) }
        let result = try Command.run(
            URL(filePath: "/usr/bin/openssl"),
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", files[1].path, "-out", files[0].path,
            ]
        )
        try #require(result.status == 0, "\(result.errors)")
        for file in files {
            try Data(contentsOf: file).write(to: folder.appending(path: file.lastPathComponent))
        }
    }

    /// What the service is told about it.
    var settings: [String] {
        ["--set", "tls.certificate=\(certificate)", "--set", "tls.key=\(key)"]
    }
}
