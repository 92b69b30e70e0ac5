import LeewayService
import TestSupport
import Testing
import TokenSupport

/// What the claims of a token mean here.
struct TokenClaimsTests {
    private static let base =
        #"{"iss":"\#(TokenIssuer.name)","aud":"\#(TokenIssuer.audience)","#
        + #""exp":\#(TokenService.now + TokenService.hour),"#

    /// The routes that a token with these claims opens.
    private func scopes(
        _ claims: String,
        _ change: (inout TokenRules) -> Void = { _ in }
    ) async throws -> Set<Scope> {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let service = try await TokenService(issuer, change: change)
        let token = try issuer.token(claims: Self.base + #""sub":"s-1",\#(claims)}"#)
        var client = service.service.client()
        var scopes: Set<Scope> = []
        for route in RouteTable.routes where route.endpoint != .reloadBook {
            let response = client.send(route.request([IssuedKey.field(token)]))
            #expect(response.status != 401)
            // A token never says who else the staff are, which AuthZEN's routes are about.
            let isForOthers = response.text.contains("asserts-staff")
            if response.status != 403 || isForOthers { scopes.insert(route.scope) }
        }
        return scopes
    }

    @Test(arguments: [
        (#""scope":"staff operator""#, [Scope.staff, .operator]),
        (#""scope":["staff","operator trainees"," operator"]"#, [.staff]),
        (#""scope":"admin Staff openid""#, []),
        (#""scope":"public""#, []), (#""scope":7"#, []), (#""scp":"staff""#, []),
        (#""scope":{"staff":true}"#, []), (#""scope":[["staff"]]"#, []),
    ])
    func `a claim of words or a list gives scopes`(
        claims: String,
        expected: [Scope]
    ) async throws {
        #expect(try await scopes(claims) == Set(expected + [.public]))
    }

    @Test(arguments: [
        (#""groups":["Support","x"]"#, [Scope.staff]), (#""groups":"Ops""#, [.operator]),
        (#""groups":["staff"]"#, []), (#""groups":["Support","Ops"]"#, [.staff, .operator]),
        (#""groups":["Ops Trainees"]"#, []), (#""groups":["Shop Team"]"#, [.staff]),
    ])
    func `rules say which words of the issuer give which scope`(
        claims: String,
        expected: [Scope]
    ) async throws {
        let found = try await scopes(claims) {
            $0.scopesClaim = "groups"
            $0.scopes = [
                .init("Support", .staff), .init("Ops", .operator), .init("Shop Team", .staff),
            ]
        }
        #expect(found == Set(expected + [.public]))
    }

    @Test func `a claim within claims is named by a pointer`() async throws {
        let claims = #""realm_access":{"roles":["operator"]},"https://a/b":["staff"]"#
        #expect(
            try await scopes(claims) { $0.scopesClaim = "/realm_access/roles" }
                == [.public, .operator]
        )
        #expect(try await scopes(claims) { $0.scopesClaim = "https://a/b" } == [.public, .staff])
    }

    /// The outcome of a check that a supervisor is allowed and an agent is not.
    private func outcome(
        _ claims: String,
        staff: String = "",
        _ change: (inout TokenRules) -> Void = { _ in }
    ) async throws -> ReceivedResponse {
        let issuer = try await TokenIssuer("EdDSA", id: "k1")
        let service = try await TokenService(issuer, change: change)
        let token = try issuer.token(claims: Self.base + #""scope":"staff",\#(claims)}"#)
        var client = service.service.client()
        return client.post(
            "/v1/discretion/check",
            StaffAssertionTests.check(staff: staff),
            fields: [IssuedKey.field(token)]
        )
    }

    @Test(arguments: [
        (#""sub":"s-1","role":"supervisor""#, "allow"),
        (#""sub":"s-1","role":"agent""#, "escalate"),
        (#""sub":"s-1""#, "escalate"), (#""sub":"s-1","role":["supervisor"]"#, "allow"),
        (#""sub":"s-1","role":["agent","supervisor"]"#, "escalate"),
    ])
    func `the role is the token's, else the book's usual one`(
        claims: String,
        expected: String
    ) async throws {
        let response = try await outcome(claims)
        #expect(try response.json()["outcome"] as? String == expected, "\(response.text)")
    }

    @Test func `a token without the staff's claim speaks for no staff, so in no role`()
        async throws
    {
        let claims = #""sub":"s-1","role":"supervisor""#
        let response = try await outcome(claims) { $0.staffClaim = "uid" }
        #expect(try response.json()["outcome"] as? String == "escalate", "\(response.text)")
    }

    @Test func `of several groups the rules' first one is the role`() async throws {
        let claims = #""sub":"x","uid":"s-1","groups":["Support","Leads"]"#
        let response = try await outcome(claims) {
            ($0.staffClaim, $0.roleClaim) = ("uid", "groups")
            $0.roles = [.init("Leads", "supervisor"), .init("Support", "agent")]
        }
        #expect(try response.json()["outcome"] as? String == "allow", "\(response.text)")
    }

    @Test func `a token speaks for its own subject, role and team, and for nobody else`()
        async throws
    {
        let claims = #""sub":"s-1","role":"supervisor","team":"t-1""#
        for staff in [
            "", #""staff":{"id":"s-1","role":"supervisor","team":"t-1"},"#, #""staff":{},"#,
        ] {
            #expect(try await outcome(claims, staff: staff).status == 200)
        }
        for staff in [
            #""staff":{"id":"s-2"},"#, #""staff":{"role":"manager"},"#, #""staff":{"team":"t-2"},"#,
        ] {
            let response = try await outcome(claims, staff: staff)
            #expect(response.status == 403, "\(response.text)")
        }
    }

    @Test func `a role that the book does not know is said, not passed over`() async throws {
        let response = try await outcome(#""sub":"s-1","role":"root""#)
        #expect(response.status == 422, "\(response.text)")
    }
}
