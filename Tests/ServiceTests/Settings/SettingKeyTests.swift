import HTTPServer
import HTTPWire
import Testing

@testable import leeway

/// Each setting by itself: how it is read, written and named.
struct SettingKeyTests {
    private static let candidates = [
        "1", "40", "1KiB", "4KiB", "2KiB/s", "3s", "true", "false", "none", "debug",
        "forwarded", "json", "::1", "10.0.0.0/8", "unix:/a", "https://a", "/a", "a=staff",
    ]

    @Test(arguments: SettingKey.all.map(\.name))
    func `stores what it reads, and nothing else`(name: String) throws {
        let key = try #require(SettingKey.all.first { $0.name == name })
        var settings = Settings()
        let before = key.texts(settings)
        let texts = try #require(
            Self.candidates.map { [$0] }
                .first { candidate in
                    var probe = Settings()
                    return candidate != before && key.store(&probe, candidate) == nil
                }
        )
        #expect(key.store(&settings, texts) == nil)
        #expect(key.texts(settings) == texts)
        for other in SettingKey.all where other.name != name {
            #expect(other.texts(settings) == other.texts(Settings()), "\(other.name)")
        }
        #expect(key.store(&settings, before) == nil)
        #expect(key.texts(settings) == before)
    }

    @Test func `no two settings share a name or a variable`() {
        #expect(Set(SettingKey.all.map(\.name)).count == SettingKey.all.count)
        #expect(Set(SettingKey.all.map(\.variable)).count == SettingKey.all.count)
    }

    @Test(arguments: [
        ("1B", 1), ("1024B", 1_024), ("64KiB", 65_536), ("1MiB", 1_048_576), ("2GiB", nil),
        ("1GiB", 1 << 30), ("1073741825B", nil), ("0B", nil), ("64", nil), ("64KB", nil),
        ("64 KiB", nil), ("+1B", nil), ("-1B", nil), ("1.5MiB", nil), ("", nil), ("KiB", nil),
        ("99999999999999999999B", nil), ("9007199254740992GiB", nil), ("１B", nil),
    ])
    func `reads a size with its unit`(text: String, bytes: Int?) {
        #expect(SettingForm<Int>.size(1...(1 << 30)).read(text) == bytes)
    }

    @Test(arguments: [
        (1, "1B"), (1_023, "1023B"), (1_024, "1KiB"), (1_025, "1025B"), (3 << 20, "3MiB"),
    ])
    func `writes a size in the largest unit that fits`(bytes: Int, text: String) {
        #expect(SettingForm<Int>.size(0...(1 << 30)).write(bytes) == text)
    }

    @Test(arguments: [
        ("10ms", Duration.milliseconds(10)), ("9ms", nil), ("10s", .seconds(10)),
        ("90m", nil), ("60m", .seconds(3_600)), ("1h", .seconds(3_600)), ("3601s", nil),
        ("10", nil), ("10 s", nil), ("1.5s", nil), ("10sec", nil), ("-1s", nil),
    ])
    func `reads a time with its unit`(text: String, duration: Duration?) {
        let form = SettingForm<Duration>.time(.milliseconds(10) ... .seconds(3_600))
        #expect(form.read(text) == duration)
    }

    @Test(arguments: [
        (Duration.milliseconds(1_500), "1500ms"), (.seconds(10), "10s"), (.seconds(60), "1m"),
        (.seconds(7_200), "2h"), (.zero, "0s"),
    ])
    func `writes a time in the largest unit that fits`(duration: Duration, text: String) {
        let form = SettingForm<Duration>.time(.zero ... .seconds(7_200))
        #expect(form.write(duration) == text)
    }

    @Test(arguments: [
        "http://127.0.0.1:8080", "http://[::1]:0", "https://0.0.0.0:65535",
        "http://127.0.0.1:1?proxy", "https://127.0.0.1:1?proxy", "unix:/run/a.sock",
        "unix:/a?tls", "systemd:", "systemd:web", "systemd:?tls&proxy", "systemd:web?proxy",
    ])
    func `reads and writes a place to listen at`(text: String) throws {
        let place = try #require(ListenPlace(text))
        #expect(place.description == text)
    }

    @Test(arguments: [
        ("http://localhost:80/", "http://127.0.0.1:80"),
        ("https://127.0.0.1:1?tls", "https://127.0.0.1:1"),
        ("unix:/a?proxy&tls", "unix:/a?tls&proxy"), ("systemd:web?", "systemd:web"),
    ])
    func `reads a place that is written another way`(text: String, usual: String) throws {
        #expect(try #require(ListenPlace(text)).description == usual)
    }

    @Test(arguments: [
        "", "127.0.0.1:8080", "http:127.0.0.1:8080", "http://127.0.0.1", "http://127.0.0.1:",
        "http://127.0.0.1:65536", "http://127.0.0.1:+80", "http://127.0.0.1:80/x",
        "http://example.com:80", "http://::1:80", "http://[::1]", "http://[127.0.0.1]:80",
        "http://127.0.0.1:80?tls", "http://127.0.0.1:80?gzip", "ftp://127.0.0.1:21", "unix:",
        "unix:/", "unix:relative", "systemd", "unix:/a?tls=1",
    ])
    func `refuses what is no place to listen at`(text: String) {
        #expect(ListenPlace(text) == nil)
    }
}
