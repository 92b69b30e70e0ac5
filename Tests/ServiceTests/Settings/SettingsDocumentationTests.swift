import BookLoader
import Foundation
import Testing

@testable import leeway

/// The example file and the documentation name every setting, with its true default.
struct SettingsDocumentationTests {
    @Test func `the example file can be used as it is`() {
        let file = SettingsFile(path: Self.example.path)
        let effective = EffectiveSettings(file: file, variables: [:], flags: [])
        #expect(effective.faults.isEmpty)
        for key in SettingKey.all {
            #expect(key.texts(effective.settings) == key.texts(Settings()), "\(key.name)")
        }
    }

    @Test func `the example file shows every setting with its default, or an example`() throws {
        // Only what stands directly behind `#` is a setting; a comment has a blank there.
        let text = try String(contentsOf: Self.example, encoding: .utf8)
            .replacing(/#([a-z_]+:)/) { $0.output.1 }
        let file = SettingsFile(name: "leeway.yaml", text: text)
        #expect(file.faults.isEmpty)
        #expect(file.entries.map(\.name).sorted() == SettingKey.all.map(\.name).sorted())
        for entry in file.entries {
            let key = try #require(SettingKey.all.first { $0.name == entry.name })
            var settings = Settings()
            let defaults = key.texts(settings)
            #expect(key.store(&settings, entry.texts) == nil, "\(entry.name)")
            let hasDefault = !defaults.isEmpty && defaults != [""]
            #expect(!hasDefault || key.texts(settings) == defaults, "\(entry.name)")
        }
    }

    @Test func `the documented table is the code's`() throws {
        let rows = SettingKey.all.map { key in
            let texts = key.texts(Settings()).filter { !$0.isEmpty }
            let value = texts.isEmpty ? "–" : "`\(texts.joined(separator: ", "))`"
            let expected = key.isList ? "a list, each \(key.expected)" : key.expected
            let live = key.isLive ? "yes" : ""
            return "| `\(key.name)` | \(value) | \(live) | \(key.summary) | \(expected) |"
        }
        let table =
            ([
                "| setting | default | SIGHUP | what it says | what it takes |",
                "|---|---|---|---|---|",
            ] + rows)
            .joined(separator: "\n")
        let page = Binary.root.appending(path: "Docs/Settings.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- settings -->\n"))
        let end = try #require(text.range(of: "\n<!-- end -->"))
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let updated = text[..<begin.upperBound] + table + text[end.lowerBound...]
            try Data(updated.utf8).write(to: page)
            return
        }
        #expect(text[begin.upperBound..<end.lowerBound] == table)
    }

    private static let example = Binary.root.appending(path: "Config/leeway.yaml")
}
