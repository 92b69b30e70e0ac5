import Foundation
import Testing

/// Where the running binary listens, and where it refuses to.
struct ListeningTests {
    /// Turns into the service with two sockets that were handed over, as systemd does it.
    private static let socketActivation = [
        "/usr/bin/env", "python3", "-c",
        """
        import os, socket, sys
        folder = sys.argv[1]
        first = socket.socket()
        first.bind(("127.0.0.1", 0))
        second = socket.socket(socket.AF_UNIX)
        second.bind(folder + "/handed.sock")
        for each in (first, second): each.listen()
        saved = [os.dup(s.fileno()) for s in (first, second)]
        for target, source in zip((3, 4), [os.dup2(s, 20 + i) for i, s in enumerate(saved)]):
            os.dup2(source, target, inheritable=True)
        os.environ.update(LISTEN_FDS="2", LISTEN_FDNAMES="web:local")
        os.environ["LISTEN_PID"] = str(os.getpid() + int(sys.argv[2]))
        os.execv(sys.argv[3], sys.argv[3:])
        """,
    ]

    @Test func `listens plainly, by TLS and at a Unix domain socket at once`() throws {
        let certificate = try TestCertificate(name: "localhost")
        let path = certificate.folder.appending(path: "leeway.sock").path
        let service = try RunningService(
            listen: ["http://127.0.0.1:0", "https://[::1]:0", "unix:\(path)"],
            arguments: ["--open"] + certificate.settings
        )
        #expect(service.addresses[0].contains(/^http:\/\/127\.0\.0\.1:\d+$/))
        #expect(service.addresses[1].contains(/^https:\/\/\[::1\]:\d+$/))
        #expect(service.addresses[2] == "unix:\(path)")
        #expect(try Curl(service.addresses[0] + "/version").status == 200)
        #expect(try Curl(service.addresses[1] + "/version", options: ["--insecure"]).status == 200)
        let local = try Curl("http://any/version", options: ["--unix-socket", path])
        #expect(local.status == 200)
        let check = try Binary.run(["healthcheck", "--listen", "unix:\(path)"])
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func `listens at the sockets that were handed over`() throws {
        let folder = try TemporaryFolder.make()
        let service = try RunningService(
            listen: ["systemd:local", "systemd:web"],
            launcher: Self.socketActivation + [folder.path, "0"]
        )
        let path = folder.appending(path: "handed.sock").path
        #expect(service.addresses[0] == "unix:\(path)")
        #expect(try Curl("http://a/livez", options: ["--unix-socket", path]).status == 200)
        #expect(try Curl(service.addresses[1] + "/livez").status == 200)
    }

    @Test(arguments: [
        ("0", "systemd:other", "only web, local was handed over"),
        ("1", "systemd:web", "no socket was handed over"),
    ])
    func `refuses sockets of another name or for another process`(
        processOffset: String,
        place: String,
        words: String
    ) throws {
        let folder = try TemporaryFolder.make()
        let launcher = Self.socketActivation + [folder.path, processOffset]
        let result = try Command.run(
            URL(filePath: launcher[0]),
            launcher.dropFirst() + [Binary.leeway.path, "serve", "--listen", place]
        )
        #expect(result.status == 1)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func `names the place of several that is taken`() throws {
        let service = try RunningService()
        let result = try Binary.run([
            "serve", "--listen", "http://127.0.0.1:0", "--listen", service.address,
            "--data", try TemporaryFolder.make().path,
        ])
        #expect(result.status == 2)
        #expect(result.errors.contains("127.0.0.1:\(service.port): bind: address already in use"))
    }

    @Test func `says what is wrong with a certificate`() throws {
        let certificate = try TestCertificate(name: "localhost")
        try Data("no key".utf8).write(to: URL(filePath: certificate.key))
        let result = try Binary.run(
            ["serve", "--listen", "https://127.0.0.1:0"] + certificate.settings
                + ["--data", try TemporaryFolder.make().path]
        )
        #expect(result.status == 2)
        #expect(result.errors.contains("key.pem"), "\(result.errors)")
    }

    @Test func `every limit reaches the server`() throws {
        let service = try RunningService(arguments: [
            "--open", "--set", "limits.body=10B", "--set", "limits.target=64B",
        ])
        let path = "/v1/discretion/check"
        #expect(try Curl(service.address + path, json: "{\"a\":1234}").status == 400)
        #expect(try Curl(service.address + path, json: "{\"a\":12345}").status == 413)
        let long = "/" + String(repeating: "a", count: 63)
        #expect(try Curl(service.address + long).status == 404)
        #expect(try Curl(service.address + long + "a").status == 414)
    }
}
