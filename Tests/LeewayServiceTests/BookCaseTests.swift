import Foundation
import TestSupport
import Testing

/// Books of one construct each, with requests and what the service must answer to them.
///
/// Each folder of `Tests/Fixtures/books` is a book with a `cases.json`: a `request` that all cases
/// share, and cases that change it and say what they `expect`. See the README there.
struct BookCaseTests {
    private static let folder = "Tests/Fixtures/books"

    private static let books: [String] = {
        let contents = try? FileManager.default.contentsOfDirectory(  // Empty: the tests say so.
            atPath: RepositoryFile.root.appending(path: folder).path
        )
        return (contents ?? []).filter { !$0.hasSuffix(".md") }.sorted()
    }()

    @Test(arguments: books)
    func `a book decides its cases as they say`(_ name: String) throws {
        let path = "\(Self.folder)/\(name)"
        let file = try JSONPattern(parsing: RepositoryFile.text("\(path)/cases.json"))
        let request = try #require(file["request"])
        var services: [String: DecidingService] = [:]
        let cases = file["cases"]?.elements ?? []
        #expect(!cases.isEmpty)
        for each in cases {
            let time = each["at"]?.string ?? file["at"]?.string ?? "2026-11-22T10:00:00Z"
            let service = try services[time] ?? DecidingService(book: path, at: time)
            services[time] = service
            let answer = service.post(
                each["post"]?.string ?? "/v1/discretion/check",
                request.changed(by: each["change"]).text
            )
            let title = each["name"]?.string ?? "a case without a name"
            let status = each["status"]?.text ?? "200"
            #expect(String(answer.status) == status, "\(name): \(title): \(answer.text)")
            let found = try JSONPattern(parsing: answer.text)
            let differences = each["expect"]?.differences(from: found) ?? []
            #expect(differences.isEmpty, "\(name): \(title)\n\(answer.text)")
        }
    }

    @Test func `the books are there`() {
        #expect(Self.books.contains("facts") && Self.books.contains("roles"))
    }
}
