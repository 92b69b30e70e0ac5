import HTTPWire
import Testing

@testable import LeewayService

struct RouterTests {
    private let router = Router(RouteTable.routes)

    private func match(_ method: HTTPWire.Method, _ path: String) -> Router.Match {
        let bytes = Array(path.utf8)
        return router.match(method, bytes.span, path: 0..<bytes.count)
    }

    @Test func `finds every route of the table by its own path`() {
        for route in RouteTable.routes {
            let path = route.path.replacing("{id}", with: "some-id.x").replacing("{n}", with: "3")
            guard case .found(let endpoint, let scope, _) = match(route.method, path) else {
                Issue.record("\(route.method) \(path) is not found")
                continue
            }
            #expect(endpoint == route.endpoint)
            #expect(scope == route.scope)
        }
    }

    @Test func `every endpoint has a route`() {
        #expect(Set(RouteTable.routes.map(\.endpoint)) == Set(Endpoint.allCases))
    }

    @Test func `the table is the one that the documentation shows`() throws {
        let table = RouteTable.routes.map {
            "| `\($0.method.spelling) \($0.path)` | \($0.scope.rawValue) |"
        }
        let documentation = try RepositoryFile.text("Docs/API.md")
        for line in table {
            #expect(documentation.contains(line), "Docs/API.md lacks \(line)")
        }
    }

    @Test func `gives the places of the parameters`() {
        guard case .found(_, _, let parameters) = match(.get, "/v1/policies/a.b-c/versions/12")
        else {
            Issue.record("not found")
            return
        }
        #expect(parameters.first == 13..<18)
        #expect(parameters.second == 28..<30)
    }

    @Test(arguments: [
        "/", "/v1", "/v1/", "/v1/policies/", "/v1/policies/a/b", "/v1/policies/a/versions/",
        "//v1/policies", "/V1/policies",
        "/v1/policiesx", "/livez/", "", "*",
    ])
    func `finds nothing elsewhere`(path: String) {
        guard case .nothing = match(.get, path) else {
            Issue.record("\(path) is found")
            return
        }
    }

    @Test func `names the methods of a path that exists`() {
        guard case .otherMethods(let node) = match(.delete, "/v1/policies") else {
            Issue.record("DELETE is found")
            return
        }
        #expect(router.allow(at: node) == "GET, HEAD, OPTIONS")
    }
}
