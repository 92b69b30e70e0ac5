import HTTPWire
import LeewayService
import TestSupport
import Testing

/// What pages of other origins may do.
struct CrossOriginTests {
    private static let page = "Origin: https://shop.example"
    private static let preflight = [page, "Access-Control-Request-Method: POST"]
    private static let forWidgets: Set<String> = [
        "/v1/policies", "/v1/policies/{id}", "/v1/policies/{id}/versions",
        "/v1/policies/{id}/versions/{n}", "/v1/policies/{id}/changes", "/v1/guidance",
        "/v1/feedback",
    ]
    private let widget = IssuedKey([.public]) { $0.origins = ["https://shop.example"] }

    private func client(_ access: Access, origins: [String] = []) throws -> InMemoryClient {
        try ServiceInMemory(
            "Tests/Fixtures/sample-book",
            at: "2026-11-22T10:00:00Z",
            access: access,
            origins: origins
        )
        .client()
    }

    @Test func `a page of a key's origin may ask for widgets' routes and no others`() throws {
        var client = try client(.of(widget))
        for route in RouteTable.routes {
            let request = InMemoryClient.request("OPTIONS", route.examplePath, Self.preflight, "")
            let response = client.send(request)
            #expect(response.status == 204)
            let allowed = response.value("access-control-allow-origin")
            let isForWidgets = Self.forWidgets.contains(route.path)
            #expect(allowed == (isForWidgets ? "https://shop.example" : nil), "\(route.path)")
            #expect(response.value("access-control-allow-credentials") == nil)
            guard isForWidgets else { continue }
            #expect(response.value("vary") == "Origin")
            let headers = response.value("access-control-allow-headers") ?? ""
            #expect(headers.contains("Authorization") && headers.contains("Idempotency-Key"))
            let methods = response.value("access-control-allow-methods") ?? ""
            #expect(methods.contains("\(route.method.spelling)"))
        }
    }

    @Test(arguments: [
        "https://shop.example.evil.example", "http://shop.example", "null",
        "https://shop.example:1",
        "https://SHOP.example", "*", "",
    ])
    func `no other origin is let in`(origin: String) throws {
        var client = try client(.of(widget))
        for method in ["GET", "OPTIONS"] {
            let fields = ["Origin: \(origin)", "Access-Control-Request-Method: GET"]
            let request = InMemoryClient.request(method, "/v1/policies", fields, "")
            let response = client.send(request)
            #expect(response.value("access-control-allow-origin") == nil)
        }
    }

    @Test func `answers vary by origin where some page is let in, 304 and refusals too`() throws {
        var client = try client(.of(widget))
        let path = "/v1/policies/returns.no-receipt"
        func varies(_ response: ReceivedResponse) -> Bool {
            response.fields.contains { $0.name == "vary" && $0.value.contains("Origin") }
        }
        let plain = client.get(path)
        #expect(plain.status == 200 && varies(plain))
        let fields = [widget.field, Self.page]
        let read = client.get(path, fields: fields)
        #expect(read.value("access-control-allow-origin") == "https://shop.example")
        #expect(read.value("access-control-expose-headers")?.contains("Retry-After") == true)
        let tag = try #require(read.value("etag"))
        let again = client.get(path, fields: fields + ["If-None-Match: \(tag)"])
        #expect(again.status == 304 && varies(again))
        #expect(again.value("access-control-allow-origin") == "https://shop.example")
        let refused = client.get(path, fields: [Self.page, "Authorization: Bearer x"])
        #expect(refused.status == 401)
        #expect(refused.value("access-control-allow-origin") == "https://shop.example")
    }

    @Test func `without such origins answers are the same for all`() throws {
        var client = try client(.publicOnly)
        let response = client.get("/v1/policies", fields: [Self.page])
        #expect(response.value("access-control-allow-origin") == nil)
        #expect(!response.fields.contains { $0.name == "vary" && $0.value.contains("Origin") })
    }

    @Test func `the settings can name pages that need no key`() throws {
        var client = try client(.publicOnly, origins: ["https://shop.example"])
        let response = client.get("/v1/policies", fields: [Self.page])
        #expect(response.value("access-control-allow-origin") == "https://shop.example")
    }

    @Test func `every answer forbids guessing its type`() throws {
        var client = try client(.publicOnly)
        for path in ["/v1/policies", "/v1/book", "/nothing", "/livez"] {
            #expect(client.get(path).value("x-content-type-options") == "nosniff")
        }
    }
}
