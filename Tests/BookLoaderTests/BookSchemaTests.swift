import Foundation
import Testing

@testable import BookLoader

struct BookSchemaTests {
    @Test func `is the one in the repository`() throws {
        for schema in BookSchema.allCases {
            let path = Repository.path("Docs/Schemas/\(schema.rawValue).schema.json")
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
                try schema.json.write(toFile: path, atomically: true, encoding: .utf8)
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == schema.json)
        }
    }

    @Test func `the documentation has every key with what it is`() throws {
        let path = Repository.path("Docs/PolicyBook.md")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let mark = "<!-- keys -->\n"
        let prose = try #require(text.components(separatedBy: mark).first)
        var seen: Set<String> = []
        let tables = [BookShape.book, PolicyShape.policy, SurveyShape.survey]
            .flatMap { Self.tables(of: $0, &seen) }
        let whole = prose + mark + tables.map { "\n\($0)" }.joined()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try whole.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(text == whole)
    }

    /// A table of an object's keys, and those of the objects in it.
    private static func tables(of object: ObjectShape, _ seen: inout Set<String>) -> [String] {
        guard seen.insert(object.title).inserted else { return [] }
        var table = "### \(object.title)\n\n| key | value | |\n|---|---|---|\n"
        var inner: [String] = []
        for key in object.keys {
            let name = key.isRequired ? "**`\(key.name)`**" : "`\(key.name)`"
            table += "| \(name) | \(words(for: key.shape)) | \(key.doc) |\n"
            for object in objects(in: key.shape) { inner += tables(of: object, &seen) }
        }
        return [table] + inner
    }

    private static func words(for shape: Shape) -> String {
        switch shape {
        case .object(let object): "a mapping: \(object.title)"
        case .list(let item): "a list: \(words(for: item))"
        case .map(let value): "by name: \(words(for: value))"
        case .either(let first, let second): "\(words(for: first)), or \(words(for: second))"
        default: shape.demand
        }
    }

    private static func objects(in shape: Shape) -> [ObjectShape] {
        switch shape {
        case .object(let object): [object]
        case .list(let inner), .map(let inner): objects(in: inner)
        case .either(let first, let second): objects(in: first) + objects(in: second)
        default: []
        }
    }

    @Test func `files of the example book say which schema is theirs`() throws {
        for file in Self.files(of: "Config/book") {
            let text = String(decoding: file.content, as: UTF8.self)
            let line = try #require(text.split(separator: "\n").first)
            let prefix = "# yaml-language-server: $schema="
            #expect(line.hasPrefix(prefix), "\(file.path)")
            let folder = URL(fileURLWithPath: Repository.path("Config/book/\(file.path)"))
                .deletingLastPathComponent()
            let schema = folder.appending(path: line.dropFirst(prefix.count)).standardizedFileURL
            let kind = BookSchema(ofFile: file.path)
            #expect(
                schema.path == Repository.path("Docs/Schemas/\(kind.rawValue).schema.json"),
                "\(file.path)"
            )
        }
    }

    @Test(.enabled(if: SchemaValidator.isInstalled, "needs python3-jsonschema"))
    func `takes every document that the loader takes`() throws {
        var documents: [SchemaValidator.Document] = []
        for book in try Self.books() {
            for file in Self.files(of: book) {
                let text = String(decoding: file.content, as: UTF8.self)
                let kind = BookSchema(ofFile: file.path)
                documents += ReadYAML(text).documents?.map { .init(schema: kind, node: $0) } ?? []
            }
        }
        #expect(documents.count > 60)
        for (document, faults) in zip(documents, try SchemaValidator.faults(of: documents)) {
            #expect(faults.isEmpty, "\(document.node["id"]?.text ?? "book.yaml"): \(faults)")
        }
    }

    /// Every book of the repository that loads, by its directory.
    private static func books() throws -> [String] {
        let root = URL(fileURLWithPath: Repository.path(""))
        let fixtures = root.appending(path: "Tests/Fixtures").standardizedFileURL.path
        let names = try FileManager.default.subpathsOfDirectory(atPath: fixtures)
            .filter { $0.hasSuffix("/book.yaml") }
        let books = names.map { "Tests/Fixtures/" + $0.dropLast("/book.yaml".count) }
            .filter { BookLoader.load(Repository.path($0)).book != nil }
        #expect(books.count >= 12)
        return ["Config/book"] + books.sorted()
    }

    private static func files(of book: String) -> [BookFiles.File] {
        let directory = Repository.path(book)
        return BookFiles(directory: directory).files
            + BookFiles(testsIn: directory).files
    }

    /// What a pattern cannot say: days that a month does not have, currencies, their decimals.
    private static let unsaid = ["such as 2026-03-01", "currency", "decimals"]

    @Test(.enabled(if: SchemaValidator.isInstalled, "needs python3-jsonschema"))
    func `refuses every document whose shape the loader refuses`() throws {
        var documents: [SchemaValidator.Document] = []
        var shapeFaults: [[Fault]] = []
        for name in FaultFixtureTests.fixtures {
            for given in try FaultFixture(name).cases {
                for (path, text) in FaultFixtureTests.files(given.text, in: name) {
                    let log = FaultLog(SourceFile(path: path, text: text))
                    let kind = BookSchema(ofFile: path)
                    for node in YAMLReader().documents(of: log) ?? [] where !log.hasErrors {
                        let log = FaultLog(log.file)
                        ShapeChecker(log: log).check(node, .object(kind.shape), kind.rawValue)
                        documents.append(.init(schema: kind, node: node))
                        shapeFaults.append(log.faults)
                    }
                }
            }
        }
        let refusals = try SchemaValidator.faults(of: documents)
        #expect(shapeFaults.count { !$0.isEmpty } > 30)
        for (faults, refusal) in zip(shapeFaults, refusals) {
            let sayable = faults.filter { fault in
                !Self.unsaid.contains { fault.message.contains($0) }
            }
            if !sayable.isEmpty { #expect(!refusal.isEmpty, "\(sayable[0])") }
        }
    }
}

extension BookSchema {
    init(ofFile path: String) {
        self =
            switch path.split(separator: "/")[0] {
            case "book.yaml": .book
            case "surveys": .survey
            case "tests": .tests
            default: .policy
            }
    }
}
