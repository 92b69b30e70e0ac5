import Foundation
import Testing

/// The compiler lets undeclared imports of modules built before through, so the table of
/// `Docs/Architecture.md` is held here.
struct ImportTests {
    private static let foundations: Set = ["Foundation", "FoundationEssentials"]
    private static let allowed: [String: Set<String>] = [
        "SystemIO": ["CLinux", "Glibc", "Synchronization"],
        "JSON": [],
        "CEL": ["Foundation", "FoundationEssentials", "Synchronization"],
        "HTTPWire": ["Synchronization"],
        "HTTPServer": [
            "HTTPWire", "SystemIO", "COpenSSL", "CZlib", "Logging", "Synchronization",
        ],
        "PolicyBook": [
            "CEL", "Foundation", "FoundationEssentials", "Dispatch", "Synchronization",
        ],
        "BookLoader": [
            "PolicyBook", "CEL", "SystemIO", "CYaml", "Foundation", "Dispatch",
            "Synchronization",
        ],
        "Ledger": ["PolicyBook", "GRDB", "Foundation", "Synchronization"],
        "LeewayService": [
            "HTTPWire", "JSON", "CEL", "PolicyBook", "BookLoader", "Ledger", "CPages",
            "JWTKit", "Synchronization",
        ],
        "leeway": [
            "LeewayService", "Ledger", "BookLoader", "PolicyBook", "CEL", "HTTPServer", "HTTPWire",
            "JSON", "SystemIO", "Yams", "Logging", "ArgumentParser", "Foundation",
            "Synchronization",
        ],
    ]

    @Test(arguments: SourceTree.sources)
    func `imports only what its level may`(file: SourceTree.File) throws {
        let allowed = try #require(Self.allowed[file.module], "add the module to this table")
        for name in Self.imports(of: file) {
            #expect(allowed.contains(name), "\(file.path) imports \(name)")
        }
    }

    @Test func `every module of the table has files`() {
        let modules = Set(SourceTree.sources.map(\.module))
        #expect(modules == Set(Self.allowed.keys))
    }

    /// `leeway` puts everything together, so its row says "all".
    @Test func `the table is the one that the documentation shows`() throws {
        let libraries: Set = [
            "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch", "Logging",
        ]
        let documented = try Self.documentedImports()
        for (module, allowed) in Self.allowed where module != "leeway" {
            #expect(documented[module] == allowed.subtracting(libraries), "\(module)")
        }
    }

    private static func documentedImports() throws -> [String: Set<String>] {
        var documented: [String: Set<String>] = [:]
        for line in try SourceTree.text("Docs/Architecture.md").split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, Int(cells[0]) != nil else { continue }
            let name = cells[1].split(separator: "`").first.map(String.init) ?? ""
            let imports = cells[3].split(separator: ",")
                .map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
            documented[name] = Set(imports).subtracting(["–"])
        }
        return documented
    }

    @Test func `only one file of CEL needs Foundation`() {
        let files = SourceTree.sources.filter {
            $0.module == "CEL" && !Self.foundations.isDisjoint(with: Self.imports(of: $0))
        }
        #expect(files.count <= 1, "\(files.map(\.path))")
    }

    private static func imports(of file: SourceTree.File) -> [String] {
        file.lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword <= 2,
                words[..<keyword].allSatisfy({ $0.first == "@" || modifiers.contains($0) }),
                let name = words[(keyword + 1)...].last
            else { return nil }
            return name.split(separator: ".").first.map(String.init)
        }
    }

    private static let modifiers: Set<Substring> = ["public", "package", "internal", "private"]
}
