import Foundation
import FoundationXML
import Testing

/// `leeway test` as an author or a build server runs it.
struct BookTestCommandTests {
    private static let book = "Tests/Fixtures/BookTests/book"

    @Test func `the example book's tests pass, and every rule decides in one of them`() throws {
        let result = try Binary.run(["test", "--coverage-min", "100"])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains(/\d{3} tests, 0 failed/))
        #expect(result.output.contains("(100 %)"))
    }

    /// The small book with tests that are wrong on purpose.
    private static func wrongBook() throws -> URL {
        let folder = try TemporaryFolder.make().appending(path: "book")
        let fixtures = Binary.root.appending(path: "Tests/Fixtures/BookTests")
        try FileManager.default.copyItem(at: fixtures.appending(path: "book"), to: folder)
        let tests = folder.appending(path: "tests")
        try FileManager.default.removeItem(at: tests)
        try FileManager.default.copyItem(at: fixtures.appending(path: "wrong"), to: tests)
        return folder
    }

    @Test(arguments: ["text", "junit", "json"])
    func `what is wrong is said as recorded`(format: String) throws {
        let book = try Self.wrongBook().path
        let result = try Binary.run(["test", "--book", book, "--format", format])
        #expect(result.status == 1)
        #expect(result.errors.isEmpty)
        let golden = Binary.root.appending(path: "Tests/Fixtures/BookTests/wrong.\(format)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try result.output.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(try result.output == String(contentsOf: golden, encoding: .utf8))
    }

    @Test func `a parser of XML reads the report for build servers`() throws {
        let book = try Self.wrongBook().path
        let result = try Binary.run(["test", "--book", book, "--format", "junit"])
        let report = try #require(JUnitReader(result.output))
        #expect(report.counts == ["testsuites": [6, 5], "testsuite": [6, 5]])
        #expect(report.cases.count == 6)
        #expect(report.cases[0].name == "worn & <given> \"back\" all the same")
        #expect(report.cases[0].failure == "outcome: expected allow, came escalate")
        #expect(report.cases[0].text.contains("needed == false\n"))
        let green = try Binary.run(["test", "--book", Self.book, "--format", "junit"])
        let none = try #require(JUnitReader(green.output))
        #expect(none.counts["testsuites"] == [18, 0])
        #expect(none.cases.allSatisfy { $0.failure == nil })
    }

    @Test func `only what is named is run, and then no coverage is counted`() throws {
        let result = try Binary.run([
            "test", "--book", Self.book, "--filter", "who may give how much",
            "--coverage-min", "100",
        ])
        #expect(result.status == 0)
        #expect(result.output == "8 tests, 0 failed\n")
    }

    @Test func `too little coverage fails`() throws {
        let book = try Self.wrongBook()
        let test = """
            tests:
              - name: one
                given: { at: 2026-11-22T10:00:00Z, remedy: exchange, case: { receipt: true } }
                expect: { decided_by: swap }
            """
        try Data(test.utf8).write(to: book.appending(path: "tests/wrong.yaml"))
        let enough = try Binary.run(["test", "--book", book.path, "--coverage-min", "16"])
        #expect(enough.status == 0, "\(enough.output)")
        let short = try Binary.run(["test", "--book", book.path, "--coverage-min", "17"])
        #expect(short.status == 1)
        #expect(short.errors == "16 % is less than the 17 % asked for\n")
    }

    @Test func `ends with 2 where the tests cannot be run`() throws {
        let book = try Self.wrongBook()
        let none = try Binary.run(["test", "--book", book.path, "--filter", "no such name"])
        #expect(none.status == 2)
        #expect(none.errors == "no test has such a name\n")
        let tests = book.appending(path: "tests/wrong.yaml")
        try Data("tests:\n  - nam: a\n".utf8).write(to: tests)
        let broken = try Binary.run(["test", "--book", book.path])
        #expect(broken.status == 2)
        #expect(broken.errors.contains("tests/wrong.yaml:2:5: error: test: unknown key `nam`"))
        #expect(broken.errors.contains("did you mean `name`?"))
        try FileManager.default.removeItem(at: tests)
        #expect(try Binary.run(["test", "--book", book.path]).errors == "there are no tests\n")
        try FileManager.default.removeItem(at: book.appending(path: "book.yaml"))
        let gone = try Binary.run(["test", "--book", book.path])
        #expect(gone.status == 2)
        #expect(gone.errors.contains("there is no `book.yaml`"))
    }
}

/// What a reader of JUnit's XML finds in it.
private final class JUnitReader: NSObject, XMLParserDelegate {
    private(set) var counts: [String: [Int]] = [:]
    private(set) var cases: [(name: String, failure: String?, text: String)] = []

    /// Nil where it is no XML.
    init?(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        switch name {
        case "testsuites", "testsuite":
            counts[name] = ["tests", "failures"].compactMap { attributes[$0].flatMap { Int($0) } }
        case "testcase": cases.append((attributes["name"] ?? "", nil, ""))
        case "failure": cases[cases.count - 1].failure = attributes["message"]
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if !cases.isEmpty { cases[cases.count - 1].text += text }
    }
}
