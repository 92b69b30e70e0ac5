import Foundation
import PolicyBook
import Testing

@testable import BookLoader

/// Every fault the loader knows, with its place, its line, its caret and what to do about it.
struct FaultFixtureTests {
    static let fixtures = [
        "book", "survey", "versions", "traps", "keys", "texts", "values", "expressions", "rows",
        "rules",
        "warnings",
    ]

    @Test(arguments: fixtures)
    func `says word for word what is wrong`(name: String) throws {
        let fixture = try FaultFixture(name)
        #expect(!fixture.cases.isEmpty)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try fixture.update { try Self.said(of: $0, in: name) }
        }
        for expected in try FaultFixture(name).cases {
            let said = try Self.said(of: expected, in: name)
            #expect(said == expected.expected, "\(expected.title)")
            #expect(!said.isEmpty, "\(expected.title)")
        }
    }

    private static func said(of given: FaultFixture.Case, in name: String) throws -> String {
        let book = try TemporaryBook(files(given.text, in: name))
        let today = CalendarDate(iso8601: "2026-06-01")
        let result = BookLoader(today: today).load(book.directory)
        let faults = name == "warnings" ? result.warnings : result.errors
        return faults.map(\.description).joined(separator: "\n")
    }

    /// The file that a text makes; a policy that begins with its `id` is whole.
    static func files(_ text: String, in name: String) -> [String: String] {
        switch name {
        case "book": ["book.yaml": text]
        case "survey": ["surveys/s.yaml": text]
        default:
            [
                "policies/a.yaml": text.hasPrefix("id:") ? text : TemporaryBook.policy(text)
            ]
        }
    }

    @Test func `two surveys cannot share an id`() throws {
        let survey = "id: s\ntitle: T\nquestions: [ { id: q, kind: text, question: Q } ]"
        let book = try TemporaryBook(["surveys/s.yaml": survey, "surveys/t.yaml": survey])
        #expect(book.faults(in: "surveys/t.yaml") == ["1:5 another survey has the id `s`"])
    }
}
