import Foundation
import Testing

/// What the package may depend on, read from what was resolved (`swift package` inside a test
/// would wait for the build's own lock for ever).
struct DependencyTests {
    private struct Resolved: Decodable {
        struct Pin: Decodable {
            let identity: String
        }
        let pins: [Pin]
    }

    private func pins() throws -> [String] {
        let text = try SourceTree.text("Package.resolved")
        return try JSONDecoder().decode(Resolved.self, from: Data(text.utf8)).pins.map(\.identity)
    }

    @Test func `no package of the graph is SwiftNIO`() throws {
        #expect(try pins().filter { $0.hasPrefix("swift-nio") } == [])
    }

    /// A manifest is compared too, since a pin of a package that is used in part may be left out.
    @Test func `no package of the graph depends on SwiftNIO`() throws {
        for pin in try pins() {
            let manifests = try manifests(of: pin)
            #expect(!manifests.isEmpty, "\(pin) has no checkout")
            for manifest in manifests {
                #expect(!manifest.contains("swift-nio"), "\(pin) names SwiftNIO")
            }
        }
    }

    @Test func `the packages resolved are those decided on`() throws {
        let expected = [
            "grdb.swift", "jwt-kit", "swift-argument-parser", "swift-asn1", "swift-certificates",
            "swift-crypto", "swift-log", "yams",
        ]
        #expect(try pins().sorted() == expected)
    }

    private func manifests(of identity: String) throws -> [String] {
        let checkouts = try buildFolder().appending(path: "checkouts")
        let folders = try FileManager.default.contentsOfDirectory(atPath: checkouts.path)
        guard let folder = folders.first(where: { $0.lowercased() == identity }) else { return [] }
        let manifest = checkouts.appending(path: folder).appending(path: "Package.swift")
        return [try String(contentsOf: manifest, encoding: .utf8)]
    }

    /// The folder the running test was built into: the test bundle lies two levels below it.
    private func buildFolder() throws -> URL {
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: "checkouts").path) {
                return folder
            }
            folder.deleteLastPathComponent()
        }
        return SourceTree.root.appending(path: ".build")
    }
}
