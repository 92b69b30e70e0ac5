import Foundation
import HTTPWire
import Testing

@testable import HTTPServer

@Suite("Docs/Limits.md")
struct DocumentedLimitTests {
    @Test("states every limit with its default, and no other")
    func statesDefaults() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Docs/Limits.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.components(separatedBy: "\n## Books")[0].split(separator: "\n")
        var stated: [String: String] = [:]
        for line in lines where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            stated[cells[0].trimmingCharacters(in: ["`"])] = cells[1].filter { $0 != " " }
        }
        var defaults: [String: String] = [:]
        let limits = [Mirror(reflecting: ServerLimits()), Mirror(reflecting: WireLimits())]
        for child in limits.flatMap(\.children) where child.label != "wire" {
            let value = (child.value as? Duration).map { "\($0.components.seconds)s" }
            defaults[try #require(child.label)] = value ?? "\(child.value)"
        }
        #expect(stated == defaults)
    }
}
