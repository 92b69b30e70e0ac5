import HTTPWire
import LeewayService
import PolicyBook
import TestSupport
import Testing

/// Who gets through with which key.
struct KeyTests {
    private static let book = "Tests/Fixtures/sample-book"
    private static let good = IssuedKey(Set(Scope.allCases)) { $0.assertsStaff = true }

    private func service(_ access: Access) throws -> ServiceInMemory {
        try ServiceInMemory(Self.book, at: "2026-11-22T10:00:00Z", access: access)
    }

    @Test(
        arguments: [
            "Authorization: Bearer \(good.text.dropLast())0",
            "Authorization: Bearer \(good.text)0",
            "Authorization: Bearer \(good.text.dropLast())",
            "Authorization: Bearer \(good.text.uppercased())",
            "Authorization: Bearer  \(good.text) x",
            "Authorization: Bearer lw_0000000000_\(good.text.suffix(32))",
            "Authorization: Bearer lw_\(String(repeating: "0", count: 43))",
            "Authorization: Bearer",
            "Authorization: Bearer ",
            "Authorization: Bearer \(String(repeating: "x", count: 7_000))",
            "Authorization: Basic YTpi",
            "Authorization: \(good.text)",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
            "Authorization: ",
            "\(good.field)\r\n\(good.field)",
        ]
    )
    func `refuses a bad credential on every route`(field: String) throws {
        var client = try service(.of(Self.good)).client()
        for route in RouteTable.routes {
            let response = client.send(route.request([field]))
            #expect(response.status == 401, "\(route.path)")
            #expect(response.value("www-authenticate")?.contains("invalid_token") == true)
            #expect(response.text.contains("urn:leeway:problem:not-authenticated"))
        }
    }

    @Test func `without a key only public routes answer`() throws {
        var client = try service(.of(Self.good)).client()
        for route in RouteTable.routes {
            let response = client.send(route.request([]))
            #expect((response.status == 401) == (route.scope != .public), "\(route.path)")
            guard response.status == 401 else { continue }
            #expect(response.value("www-authenticate") == #"Bearer realm="leeway""#)
        }
    }

    @Test(arguments: Scope.allCases)
    func `a key opens the routes of its scope and the public ones`(scope: Scope) throws {
        let issued = IssuedKey([scope]) { $0.assertsStaff = true }
        var client = try service(.of(issued)).client()
        for route in RouteTable.routes where route.endpoint != .reloadBook {
            let response = client.send(route.request([issued.field]))
            let isOpen = route.scope == .public || route.scope == scope
            #expect((response.status == 403) == !isOpen, "\(route.path): \(response.status)")
            #expect(response.status != 401)
            guard !isOpen else { continue }
            let challenge = response.value("www-authenticate") ?? ""
            #expect(challenge.contains(#"error="insufficient_scope""#))
            #expect(challenge.contains(#"scope="\#(route.scope.rawValue)""#))
        }
    }

    @Test(arguments: [
        "?key=@", "?a=b&x=@&c", "?access_token=a", "?API_KEY=", "?a&apikey=1", "?api%5Fkey=",
        "?x=y&%61ccess%5ftoken=a", "?k=%6C%77%5f@2", "?k=%6cw_@2", "?%=%zz&k%3D@",
        "?t=eyJ%2E.x", "?t=%65yJ..", "?k=l%77_@2&%",
    ])
    func `refuses a key in the address of every route`(query: String) throws {
        var client = try service(.of(Self.good)).client()
        let query = query.replacing("@2", with: Self.good.text.dropFirst(3))
            .replacing("@", with: Self.good.text)
        for route in RouteTable.routes {
            let response = client.send(route.request([Self.good.field], query: query))
            #expect(response.status == 401, "\(route.path)")
            #expect(response.text.contains("leeway keys rotate"))
        }
    }

    @Test func `an address that only looks like it is none`() throws {
        var client = try service(.of(Self.good)).client()
        #expect(client.get("/v1/policies?q=lw_0123456789_abc&keys=1&=&").status == 200)
        #expect(client.get("/v1/policies?q=%6Cw_0123456789_abc&x%20api_key=1").status == 200)
    }

    @Test func `takes the scheme in any case, again and again`() throws {
        var client = try service(.of(Self.good)).client()
        for scheme in ["Bearer", "bearer", "BEARER", "Bearer"] {
            let fields = ["Authorization: \(scheme) \(Self.good.text)"]
            #expect(client.get("/v1/book", fields: fields).status == 200)
        }
        // What was found right once does not stand for what is like it.
        let other = IssuedKey.field(String(Self.good.text.dropLast()) + "z")
        #expect(client.get("/v1/book", fields: [other]).status == 401)
        #expect(client.get("/v1/book", fields: [Self.good.field]).status == 200)
    }

    @Test func `finds each of many keys`() throws {
        let issued = (0..<100).map { IssuedKey([.operator], number: UInt64($0) * 0xDEAD_BEEF_77) }
        var client = try service(Access(issued.map(\.key))).client()
        for key in issued {
            #expect(client.get("/v1/book", fields: [key.field]).status == 200)
        }
    }

    @Test func `a key ends at its time, used before or not`() throws {
        let issued = IssuedKey([.operator]) {
            $0.expiresAt = Instant(rfc3339: "2026-11-22T11:00:00Z")
        }
        let service = try service(.of(issued))
        var client = service.client()
        try service.setTime("2026-11-22T10:59:59.999Z")
        #expect(client.get("/v1/book", fields: [issued.field]).status == 200)
        try service.setTime("2026-11-22T11:00:00Z")
        #expect(client.get("/v1/book", fields: [issued.field]).status == 401)
        var another = service.client()
        #expect(another.get("/v1/book", fields: [issued.field]).status == 401)
    }

    @Test func `two secrets are valid while a key is rotated, and never three`() throws {
        var texts: [String] = []
        let issued = IssuedKey([.operator]) { key in
            let until = Instant(rfc3339: "2026-11-23T10:00:00Z")
            for seed: UInt8 in [2, 3] {
                let random = IssuedKey.random(seed)
                texts.append(key.addSecret(random, at: IssuedKey.moment, othersUntil: until))
            }
        }
        let service = try service(.of(issued))
        var client = service.client()
        func status(_ text: String, _ client: inout InMemoryClient) -> Int {
            client.get("/v1/book", fields: [IssuedKey.field(text)]).status
        }
        #expect(status(issued.text, &client) == 401)
        #expect(texts.map { status($0, &client) } == [200, 200])
        try service.setTime("2026-11-23T10:00:00Z")
        #expect(texts.map { status($0, &client) } == [401, 200])
    }

    @Test func `a key that was taken away is refused at once`() throws {
        let service = try service(.of(Self.good))
        var client = service.client()
        #expect(client.get("/v1/book", fields: [Self.good.field]).status == 200)
        service.changeAccess { $0.keys = KeyRing([]) }
        #expect(client.get("/v1/book", fields: [Self.good.field]).status == 401)
        service.changeAccess { $0.keys = KeyRing([Self.good.key]) }
        #expect(client.get("/v1/book", fields: [Self.good.field]).status == 200)
    }

    @Test(arguments: [
        ("Origin: https://shop.example", 200), ("Origin: https://shop.example:444", 403),
        ("Origin: http://shop.example", 403), ("Origin: https://shop.example.evil.example", 403),
        ("Origin: null", 403), ("Origin: https://SHOP.example", 403), ("X: y", 403),
    ])
    func `a widget's key is for its pages alone`(field: String, status: Int) throws {
        let issued = IssuedKey([.public]) { $0.origins = ["https://shop.example"] }
        var client = try service(.of(issued)).client()
        let fields = [issued.field, field]
        #expect(client.get("/v1/policies", fields: fields).status == status)
        #expect(client.get("/v1/policies", fields: fields).status == status)
    }

    @Test func `an open service gives everyone everything`() throws {
        var client = try service(.open).client()
        #expect(client.get("/v1/book").status == 200)
        #expect(client.get("/v1/book", fields: ["Authorization: Basic x"]).status == 200)
    }
}
