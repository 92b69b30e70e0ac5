import HTTPWire
import TestSupport
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
        print(table.joined(separator: "\n"))
        let documented = try RepositoryFile.text("Docs/API.md").split(separator: "\n")
            .filter { $0.contains(/^\| `[A-Z]+ \/\S*` \| [a-z]+ \|/) }
        #expect(documented.map(String.init).sorted() == table.sorted())
    }

    @Test func `what the whole server is asked for is every method of the table`() throws {
        var client = try ServiceInMemory("Tests/Fixtures/sample-book").client()
        let response = client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(response.status == 204)
        let methods = Set(RouteTable.routes.map { "\($0.method.spelling)" } + ["HEAD", "OPTIONS"])
        let allowed = response.value("allow")?.split(separator: ", ").map(String.init) ?? []
        #expect(Set(allowed) == methods && allowed.count == methods.count)
        let refused = client.send(
            "OPTIONS * HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n"
        )
        #expect(refused.status == 401)
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
