import BookLoader
import Foundation
import HTTPServer
import HTTPWire
import Testing

@testable import leeway

/// Where settings come from, which one wins, and what is said about those that are wrong.
struct EffectiveSettingsTests {
    private func effective(
        _ file: String? = nil,
        _ variables: [String: String] = [:],
        _ flags: [EffectiveSettings.Flag] = []
    ) -> EffectiveSettings {
        EffectiveSettings(
            file: file.map { SettingsFile(name: "leeway.yaml", text: $0) },
            variables: variables,
            flags: flags
        )
    }

    private static func flag(_ name: String, _ texts: String...) -> EffectiveSettings.Flag {
        EffectiveSettings.Flag(name: name, flag: "--\(name)", texts: texts)
    }

    @Test func `a file is overridden by variables, and these by flags`() throws {
        let key = try #require(SettingKey.all.first { $0.name == "limits.body" })
        let file = "limits:\n  body: 1KiB\n"
        let variables = ["LEEWAY_LIMITS_BODY": "2KiB"]
        let flags = [Self.flag("limits.body", "3KiB")]
        for (layers, bytes, origin) in [
            (effective(), 1_048_576, "default"),
            (effective(file), 1_024, "leeway.yaml:2:3"),
            (effective(file, variables), 2_048, "LEEWAY_LIMITS_BODY"),
            (effective(file, variables, flags), 3_072, "--limits.body"),
        ] {
            #expect(layers.faults.isEmpty)
            #expect(layers.settings.limits.wire.maxContentBytes == bytes)
            #expect(layers.origin(of: key).description == origin)
        }
    }

    @Test(arguments: [
        ("prot: 80", "leeway.yaml:1:1", "did you mean `port`?"),
        ("limits:\n  bdoy: 1MiB", "leeway.yaml:2:3", "did you mean `limits.body`?"),
        ("limits:\n  certificate: a", "leeway.yaml:2:3", "did you mean `tls.certificate`?"),
        ("body: 1MiB", "leeway.yaml:1:1", "did you mean `limits.body`?"),
        ("zebra: 1", "leeway.yaml:1:1", "leeway config print"),
        ("host: 127.0.0.1\nport: eighty", "leeway.yaml:2:7", "a number from 0 to 65535"),
        ("port: 65536", "leeway.yaml:1:7", "a number from 0 to 65535"),
        ("port: +80", "leeway.yaml:1:7", "a number from 0 to 65535"),
        ("port:", "leeway.yaml:1:1", "`` is not a number from 0 to 65535"),
        ("port: [80]", "leeway.yaml:1:8", "no list"),
        ("host: example.com", "leeway.yaml:1:7", "an IP address"),
        ("open: yes", "leeway.yaml:1:7", "true or false"),
        ("loops: 257", "leeway.yaml:1:8", "a number from 0 to 256"),
        ("log: info", "leeway.yaml:1:1", "unknown setting `log`"),
        ("log: {level: loud}", "leeway.yaml:1:14", "debug, info, warning, error"),
        ("limits: {body: 1000}", "leeway.yaml:1:16", "with its unit (B, KiB, MiB or GiB)"),
        ("limits: {body_rate: 1KiB}", "leeway.yaml:1:21", "then /s"),
        ("limits: {head_timeout: 10}", "leeway.yaml:1:24", "with its unit (ms, s, m or h)"),
        ("limits: {head_timeout: 9ms}", "leeway.yaml:1:24", "a time from 10ms to 1h"),
        ("limits: {exempt: all}", "leeway.yaml:1:18", "loopback or none"),
        ("listen: ['http://127.0.0.1:1', ftp]", "leeway.yaml:1:32", "http://ADDRESS:PORT"),
        ("listen: [[a]]", "leeway.yaml:1:9", "list of single values"),
        ("proxies: {trusted: [10.0.0.0/33]}", "leeway.yaml:1:21", "10.0.0.0/8"),
        ("proxies: {field: via}", "leeway.yaml:1:18", "x-forwarded-for, forwarded"),
        ("limits.body: 1MiB\nlimits: {body: 2MiB}", "leeway.yaml:2:10", "given twice"),
        ("port: 1\nport: 2", "leeway.yaml:2:1", "`port`"),
        ("- a", "leeway.yaml:1:1", "name: value"),
        ("port: 1\n---\nport: 2", "leeway.yaml:1:1", "one mapping"),
        ("port: 'a", "leeway.yaml:1:", "error"),
        ("port: 1\nlisten: [unix:/a]", "leeway.yaml:2:1", "leave out `host` and `port`"),
        ("tls: {key: a}", "tls.certificate", "go together"),
        ("listen: ['https://127.0.0.1:1']", "https://127.0.0.1:1", "needs a certificate"),
    ])
    func `says where a setting of the file is wrong`(text: String, place: String, word: String) {
        let faults = effective(text).faults.joined(separator: "\n")
        #expect(faults.contains(place), "\(faults)")
        #expect(faults.contains(word), "\(faults)")
    }

    @Test func `says every fault of every layer at once`() {
        let faults = effective(
            "port: x\nloops: y",
            ["LEEWAY_OPEN": "maybe", "LEEWAY_LIMITS_BODY": "big"],
            [Self.flag("host", "nowhere"), Self.flag("limits.bdoy", "1MiB")]
        )
        .faults
        #expect(faults.count == 6)
        for word in ["LEEWAY_OPEN: `maybe`", "LEEWAY_LIMITS_BODY: `big`", "--host: `nowhere`"] {
            #expect(faults.contains { $0.contains(word) }, "\(word)")
        }
        #expect(faults.contains { $0.contains("did you mean `limits.body`?") })
    }

    @Test func `a group with nothing in it is no fault`() {
        #expect(effective("tls:\nlimits:\n  #body: 1MiB\n").faults.isEmpty)
    }

    @Test(arguments: [
        (["LEEWAY_PROT": "1"], 1), (["LEEWAY_NOTHING_KNOWN": "/a"], 0), (["PORT": "1"], 0),
        (["LEEWAY_PORT": "tcp://10.0.0.1:8080", "LEEWAY_SERVICE_HOST": "10.0.0.1"], 0),
        (["LEEWAY_PORT_8080_TCP": "tcp://10.0.0.1:8080", "LEEWAY_SERVICE_PORT": "8080"], 0),
    ])
    func `warns of variables that look like a mistake only`(
        variables: [String: String],
        count: Int
    ) {
        let effective = effective(nil, variables)
        #expect(effective.faults.isEmpty)
        #expect(effective.warnings.count == count)
        #expect(effective.settings.port == 8080)
    }

    @Test func `a list is given by a variable with commas or blanks between`() {
        let places = ["http://127.0.0.1:1", "unix:/a", "systemd:web"]
        for text in ["http://127.0.0.1:1,unix:/a systemd:web", places.joined(separator: ", ")] {
            let listen = effective(nil, ["LEEWAY_LISTEN": text]).settings.listen
            #expect(listen.map(\.description) == places)
        }
    }

    @Test func `whoever speaks last says where to listen`() {
        let file = "listen: [unix:/a]"
        func places(_ effective: EffectiveSettings) -> [String] {
            effective.settings.places.map(\.description)
        }
        #expect(places(effective()) == ["http://127.0.0.1:8080"])
        #expect(places(effective(file)) == ["unix:/a"])
        #expect(places(effective(file, ["LEEWAY_PORT": "1"])) == ["http://127.0.0.1:1"])
        let listen = Self.flag("listen", "unix:/b", "unix:/c")
        let last = effective("port: 1", ["LEEWAY_HOST": "::1"], [listen])
        #expect(places(last) == ["unix:/b", "unix:/c"])
        #expect(last.settings.port == 8080)
    }

    @Test func `what is printed gives the same settings again`() {
        let file = """
            listen: ['https://[::1]:1?proxy', unix:/it's, systemd:web]
            tls: {certificate: null.pem, key: 'a # b'}
            book: "null"
            data: '-'
            proxies: {trusted: [10.0.0.0/8, '::1'], field: forwarded}
            limits: {body: 0B, head_timeout: 1500ms, exempt: none, backlog: 7}
            """
        let first = effective(file)
        #expect(first.faults.isEmpty, "\(first.faults)")
        let listing = SettingsListing(first).description
        #expect(listing.contains("# leeway.yaml:1:1"))
        let again = effective(listing)
        #expect(again.faults.isEmpty, "\(again.faults)")
        for key in SettingKey.all {
            #expect(key.texts(again.settings) == key.texts(first.settings), "\(key.name)")
        }
    }

    @Test(arguments: [
        ("0.0.0.0", false), ("::", false), ("192.0.2.1", false), ("127.0.0.9", true), ("::1", true),
    ])
    func `a service is opened on addresses of the machine only`(host: String, isFine: Bool) throws {
        let settings = effective(nil, [:], [Self.flag("host", host), Self.flag("open", "true")])
            .settings
        if isFine {
            #expect(try Listening(settings, handedOver: []).endpoints.count == 1)
        } else {
            #expect(throws: Listening.Refusal.self) { try Listening(settings, handedOver: []) }
        }
    }

    @Test func `one place that is no loopback address keeps a service from being opened`() {
        let listen = Self.flag("listen", "unix:/a", "http://0.0.0.0:1")
        let settings = effective(nil, [:], [listen, Self.flag("open", "true")]).settings
        #expect(throws: Listening.Refusal.self) { try Listening(settings, handedOver: []) }
    }

    @Test func `a socket that was not handed over is missed by its name`() {
        let settings = effective("listen: ['systemd:web']").settings
        let refusal = #expect(throws: Listening.Refusal.self) {
            try Listening(settings, handedOver: [])
        }
        #expect(refusal?.description.contains("`systemd:web`: no socket was handed over") == true)
    }

    @Test func `a variable can name the file with the value`() throws {
        let file = try TemporaryFolder.make().appending(path: "value")
        let key = try #require(SettingKey.all.first { $0.name == "limits.body" })
        func effective(
            _ content: String,
            _ more: [String: String] = [:]
        ) throws -> EffectiveSettings {
            try Data(content.utf8).write(to: file)
            let variables = ["LEEWAY_LIMITS_BODY_FILE": file.path].merging(more) { $1 }
            return self.effective("limits: {body: 1KiB}", variables)
        }
        for content in ["2KiB", "2KiB\n"] {
            let found = try effective(content)
            #expect(found.faults.isEmpty && found.settings.limits.wire.maxContentBytes == 2_048)
            #expect(found.origin(of: key).description == "LEEWAY_LIMITS_BODY_FILE")
        }
        #expect(try effective("2KiB\n\n").faults[0].contains("is not a size"))
        #expect(
            try effective("", ["LEEWAY_LIMITS_BODY": "2KiB"]).faults[0].contains("leave one out")
        )
        try FileManager.default.removeItem(at: file)
        let gone = self.effective(nil, ["LEEWAY_LIMITS_BODY_FILE": file.path])
        #expect(gone.faults.count == 1 && gone.faults[0].contains(file.path))
    }

    /// Texts are anything; of everything else a blank in brackets is nothing.
    @Test(arguments: SettingKey.all.map(\.name))
    func `a value of another kind is refused where it stands`(name: String) throws {
        let key = try #require(SettingKey.all.first { $0.name == name })
        let parts = name.split(separator: ".")
        func faults(_ value: String) -> [String] {
            let leaf = "\(parts.last ?? ""): \(value)"
            let text = parts.count == 1 ? leaf : "\(parts[0]):\n  \(leaf)"
            return effective(text).faults
        }
        let place = parts.count == 1 ? "leeway.yaml:1:" : "leeway.yaml:2:"
        var wrong = ["{a: b}"]
        if !key.isList { wrong.append("[a, b]") }
        var probe = Settings()
        if key.store(&probe, ["( )"]) != nil { wrong.append("'( )'") }
        for value in wrong {
            #expect(faults(value).contains { $0.hasPrefix(place) }, "\(value): \(faults(value))")
        }
    }
}
