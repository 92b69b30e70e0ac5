import Foundation
import HTTPWire
import TestSupport
import Testing

@testable import LeewayService

/// What is for staff never reaches the public: a book in which every text for staff holds a word of
/// its own is walked through every public route.
struct VisibilityTests {
    private static let folder = RepositoryFile.root.appending(path: "Tests/Fixtures/staff-book")
    private static let words = Result { try markers() }

    private static func files() throws -> [String: String] {
        let paths = [
            "book.yaml", "surveys/after.yaml", "policies/open.yaml", "policies/staff.yaml",
            "policies/turned.yaml", "policies/gone.yaml",
        ]
        return try Dictionary(
            uniqueKeysWithValues: paths.map { path in
                (path, try String(contentsOf: folder.appending(path: path), encoding: .utf8))
            }
        )
    }

    /// Every word that stands for a text of the staff.
    private static func markers() throws -> [String] {
        let text = try files().values.joined()
        return Set(text.matches(of: /qz[ms][0-9]+/).map { String($0.output) }).sorted()
    }

    /// Every question the public can ask, with every word of the staff in every place for words.
    private static func targets() throws -> [String] {
        let words = try words.get()
        let ids = [
            "open.returns", "turned.inward", "gone.deliveries", "no.such", "staff.qzm46",
            "draft.qzm52",
        ]
        let paths = ids.flatMap { id in
            let policy = "/v1/policies/\(id)"
            return [policy, "\(policy)/versions", "\(policy)/changes"]
                + (0...4).map { "\(policy)/versions/\($0)" }
                + (0...4).map { "\(policy)?version=\($0)" }
                + (1...3).map { "\(policy)/changes?from=1&to=\($0)" }
                + ["2025-06-01", "2026-01-15", "2026-02-15", "2031-01-01"]
                .map {
                    "\(policy)?at=\($0)"
                }
        }
        let places = ["q", "topic", "pillar", "audience", "locale", "at", "cursor", "limit"]
        let lists = words.flatMap { word in places.map { "/v1/policies?\($0)=\(word)" } }
        let plain = RouteTable.routes.filter { $0.method == .get && !$0.path.contains("{") }
        let others =
            plain.map(\.path) + [
                "/v1/policies?limit=1", "/v1/policies?at=2025-06-01",
                "/v1/policies?q=bring+it+back", "/v1/policies?q=small",
                "/v1/policies?topic=returns",
                "/nothing",
            ]
        return paths + lists + others
            + words.flatMap { ["/\($0)", "/v1/policies/\($0)"] }
    }

    private static let marked = Result { try answers(folder.path) }

    /// What the service answers to every question in every language, one answer a line.
    private static func answers(
        _ directory: String
    ) throws -> [(question: String, answer: String)] {
        let service = try ServiceInMemory(directory)
        var client = service.client()
        var answers: [(String, String)] = []
        for target in try targets() {
            let languages =
                target.contains("qz") ? [[], ["nl"]] : [[], ["nl-BE, fr;q=0.5"], ["fr"]]
            for fields in languages {
                let lines = fields.map { "Accept-Language: \($0)" } + ["X-Request-Id: t"]
                answers.append(("\(target) \(fields)", client.get(target, fields: lines).whole))
            }
        }
        for id in ["staff.qzm46", "draft.qzm52", "turned.inward", "open.retuns"] {
            for version in ["1", "2", "3"] {
                let content =
                    #"{"policy":"\#(id)","version":\#(version),"from":"customer","#
                    + #""kind":"rating","rating":1}"#
                let answer = client.post("/v1/feedback", content, fields: ["X-Request-Id: t"])
                answers.append((content, answer.whole))
            }
        }
        for content in try situations() {
            let answer = client.post("/v1/guidance", content, fields: ["X-Request-Id: t"])
            answers.append((content, answer.whole))
        }
        return answers
    }

    /// What the public can say to get guidance: every word of the staff, and every way to say more.
    private static func situations() throws -> [String] {
        let more = [
            "", #","mood":"upset""#, #","locale":"nl","mood":"upset""#, #","limit":50"#,
            #","customer":{"tier":"none"}"#, #","customer":{"teir":"none"}"#,
            #","case":{"worn":true},"channel":"phone","conversation":"c""#,
            #","audience":"staff""#, #","staff":{"role":"agent"}"#,
        ]
        let plain = ["bring it back", "my qzs1 is lost", "mijn qzs2 is weg", "small", "?"]
        return plain.flatMap { situation in
            more.map { #"{"situation":"\#(situation)"\#($0)}"# }
        } + (try words.get()).map { #"{"situation":"\#($0)"}"# }
    }

    /// Those that take words in a request's content are asked one by one above.
    @Test func `every public route is walked`() {
        let other = RouteTable.routes.filter { $0.scope == .public && $0.method != .get }
        #expect(Set(other.map(\.path)) == ["/v1/guidance", "/v1/feedback"])
        let named = RouteTable.routes.filter { $0.method == .get && $0.path.contains("{") }
        #expect(
            Set(named.map(\.path)) == [
                "/v1/policies/{id}", "/v1/policies/{id}/versions",
                "/v1/policies/{id}/versions/{n}", "/v1/policies/{id}/changes",
            ]
        )
    }

    @Test func `every text for staff has a word of its own`() throws {
        let words = try Self.words.get()
        let text = try Self.files().filter { $0.key != "book.yaml" }.values.joined()
        #expect(words.count >= 60)
        // Names are used where they are declared and where they are meant; texts stand once.
        let texts = text.matches(of: /"[^"]*(qz[ms][0-9]+)[^"]*"/).map { String($0.output.1) }
        #expect(Set(texts).count >= 35)
        for (word, places) in Dictionary(grouping: texts, by: \.self) where word != "qzm02" {
            #expect(places.count == 1, "\(word) stands in \(places.count) texts")
        }
    }

    @Test func `no answer holds a word of the staff that the question did not`() throws {
        let words = try Self.words.get()
        for (question, answer) in try Self.marked.get() {
            let answer = answer.lowercased()
            for word in words where answer.contains(word) && !question.contains(word) {
                Issue.record("\(question) is answered with \(word): \(answer)")
            }
        }
    }

    /// Not only words: no number, order, tag or header differs when all that is for staff does.
    @Test func `no answer depends on what is for staff`() throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "leeway-\(UUID())")
        // What is left behind in a temporary folder is no matter.
        defer { try? FileManager.default.removeItem(at: home) }
        for (path, text) in try Self.files() {
            let file = home.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let other = text.replacing(/qzm([0-9]+)/) { "other\($0.output.1)" }
                .replacing("77", with: "78").replacing("88.00", with: "87.00")
            try Data(other.utf8).write(to: file)
        }
        let marked = try Self.marked.get()
        let unmarked = try Self.answers(home.path)
        for (one, other) in zip(marked, unmarked) {
            #expect(Self.neutral(one.answer) == Self.neutral(other.answer), "\(one.question)")
        }
    }

    /// Without the digest of the book, which every change of a file changes, and the tags made of
    /// answers that hold it.
    private static func neutral(_ answer: String) -> String {
        answer.replacing(/sha256:[0-9a-f]+/, with: "").replacing(/etag: .*\n/, with: "")
    }

    @Test(arguments: ["", "/versions", "/versions/1", "/changes", "?version=1", "?at=2025-06-01"])
    func `a policy for staff is as unknown as one that never was`(rest: String) throws {
        var client = try ServiceInMemory("Tests/Fixtures/staff-book").client()
        let unknown = client.get("/v1/policies/staff.never\(rest)", fields: ["X-Request-Id: t"])
        #expect(unknown.status == 404)
        for id in ["staff.qzm46", "draft.qzm52"] {
            let answer = client.get("/v1/policies/\(id)\(rest)", fields: ["X-Request-Id: t"])
            let length = "content-length: \(answer.content.count)"
            let renamed = answer.whole.replacing(id, with: "staff.never")
                .replacing(length, with: "content-length: \(unknown.content.count)")
            #expect(renamed == unknown.whole)
        }
    }
}
