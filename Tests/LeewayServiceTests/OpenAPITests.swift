import BookLoader
import Foundation
import HTTPWire
import LeewayService
import TestSupport
import Testing

/// The description against the code; `Scripts/contract` holds the running service against it.
struct OpenAPITests {
    private let service: ServiceInMemory
    private let served: [String: Any]

    init() throws {
        service = try ServiceInMemory("Tests/Fixtures/staff-book")
        var client = service.client()
        served = try client.get("/openapi.json").json()
    }

    /// What the description says of each route of the table; nil for one it lacks.
    private func described(_ route: Route) -> [String: Any]? {
        let item = paths[route.path] as? [String: Any]
        return item?["\(route.method.spelling)".lowercased()] as? [String: Any]
    }

    private var paths: [String: Any] { served["paths"] as? [String: Any] ?? [:] }

    @Test func `describes every route, each under the name of its endpoint`() {
        for route in RouteTable.routes {
            let name = described(route)?["operationId"] as? String
            #expect(name == route.endpoint.rawValue, "\(route.method.spelling) \(route.path)")
        }
    }

    @Test func `describes no other route`() {
        let operations = paths.values.compactMap { $0 as? [String: Any] }.flatMap(\.keys)
        #expect(operations.count == RouteTable.routes.count)
    }

    @Test func `states the scope of each operation`() throws {
        for route in RouteTable.routes {
            let ways = try #require(described(route)?["security"] as? [[String: [String]]])
            #expect(!ways.isEmpty)
            #expect(ways.contains([:]) == (route.scope == .public), "\(route.path)")
            let scopes = Set(ways.flatMap(\.values).joined())
            #expect(scopes == (route.scope == .public ? [] : [route.scope.rawValue]))
        }
    }

    @Test func `names every kind of problem`() throws {
        let text = try RepositoryFile.text("Sources/CPages/openapi.json")
        for kind in Problem.Kind.allCases where kind != .methodNotAllowed {
            #expect(text.contains("`\(kind.rawValue)`"), "\(kind.rawValue)")
        }
    }

    @Test(arguments: BookSchema.allCases)
    func `holds the schemas of a book's files`(file: BookSchema) throws {
        let names: [BookSchema: String] = [
            .book: "BookFile", .policy: "PolicyFile", .survey: "SurveyFile",
            .tests: "BookTestsFile",
        ]
        let components = try #require(served["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: Any])
        let name = try #require(names[file])
        let schema = try #require(schemas[name] as? [String: Any])
        let expected = try JSONSerialization.jsonObject(with: Data(file.json.utf8))
        #expect(try sorted(schema) == sorted(expected))
    }

    private func sorted(_ value: Any) throws -> Data {
        try JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
    }

    @Test func `is of this release`() throws {
        let info = try #require(served["info"] as? [String: Any])
        #expect(info["version"] as? String == Release.version)
    }

    @Test(arguments: ["/openapi.json", "/docs", "/docs/docs.css", "/docs/docs.js"])
    func `is kept by caches and asked for anew by its tag`(path: String) throws {
        var client = service.client()
        let answer = client.get(path)
        #expect(answer.value("cache-control") == "public, max-age=300")
        let tag = try #require(answer.value("etag"))
        let again = client.get(path, fields: ["If-None-Match: \(tag)"])
        #expect(again.status == 304)
        #expect(again.content.isEmpty)
    }

    @Test func `its page may run and load only what the service serves`() throws {
        var client = service.client()
        let policy = try #require(client.get("/docs").value("content-security-policy"))
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; "))
        #expect(!policy.contains("unsafe"))
        #expect(client.get("/docs").value("referrer-policy") == "no-referrer")
    }
}
