import LeewayService
import TestSupport
import Testing

/// Whose word on the staff is taken.
struct StaffAssertionTests {
    private static let paths = ["/v1/discretion/check", "/v1/discretion/options"]

    private func client(_ issued: IssuedKey) throws -> InMemoryClient {
        try ServiceInMemory(
            "Tests/Fixtures/sample-book",
            at: "2026-11-22T10:00:00Z",
            access: .of(issued)
        )
        .client()
    }

    /// A check that a supervisor is allowed and an agent is not; `staff` is a member with its comma.
    static func check(staff: String) -> String {
        #"{\#(staff)"remedy":"refund","amount":{"value":"60.00","currency":"EUR"},"#
            + #""policy":"returns.no-receipt","customer":{"id":"c-9","tier":"gold","refunds_90d":0},"#
            + #""case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10","own_order":true,"#
            + #""worn":false,"total":{"value":"80.00","currency":"EUR"}},"context":{"channel":"chat","country":"LV"},"asked_for":true}"#
    }

    private func outcome(_ issued: IssuedKey, staff: String) throws -> String? {
        var client = try client(issued)
        let response = client.post(Self.paths[0], Self.check(staff: staff), fields: [issued.field])
        return try response.json()["outcome"] as? String
    }

    @Test func `a trusted key says who the staff are`() throws {
        let issued = IssuedKey([.staff]) { $0.assertsStaff = true }
        #expect(try outcome(issued, staff: #""staff":{"role":"agent"},"#) == "escalate")
        #expect(try outcome(issued, staff: #""staff":{"role":"supervisor"},"#) == "allow")
    }

    @Test(arguments: [
        "", #""staff":{"id":"s-1"},"#, #""staff":{"role":"supervisor"},"#,
        #""staff":{"id":"s-1","role":"supervisor"},"#, #""staff":null,"#, #""staff":{},"#,
        #""staff":{"team":"t-1"},"#,
    ])
    func `a colleague's key stands for its owner, role and team`(staff: String) throws {
        let issued = IssuedKey([.staff]) {
            $0.staff = .init(id: "s-1", role: "supervisor", team: "t-1")
        }
        #expect(try outcome(issued, staff: staff) == "allow")
    }

    @Test(arguments: [
        #""staff":{"role":"agent"},"#, #""staff":{"id":"s-2"},"#,
        #""staff":{"id":"s-1","role":"manager"},"#, #""staff":{"role":null},"#,
        #""staff":{"team":"t-1"},"#,
    ])
    func `and for nobody else`(staff: String) throws {
        let issued = IssuedKey([.staff]) { $0.staff = .init(id: "s-1", role: "supervisor") }
        var client = try client(issued)
        let response = client.post(Self.paths[0], Self.check(staff: staff), fields: [issued.field])
        #expect(response.status == 403, "\(response.text)")
        #expect(response.text.contains("/staff/"))
    }

    @Test func `a key of nobody has the default role`() throws {
        let issued = IssuedKey([.staff])
        #expect(try outcome(issued, staff: "") == "escalate")
        var client = try client(issued)
        for path in Self.paths {
            let response = client.post(
                path,
                #"{"staff":{"role":"supervisor"}}"#,
                fields: [issued.field]
            )
            #expect(response.status == (path == Self.paths[0] ? 400 : 403), "\(response.text)")
        }
    }

    @Test(arguments: [
        "/access/v1/evaluation", "/access/v1/evaluations", "/access/v1/search/subject",
        "/access/v1/search/resource", "/access/v1/search/action",
    ])
    func `an interface where every request names a subject needs a trusted key`(
        path: String
    ) throws {
        let issued = IssuedKey([.staff]) { $0.staff = .init(id: "s-1", role: "supervisor") }
        var client = try client(issued)
        #expect(client.post(path, "{}", fields: [issued.field]).status == 403)
    }
}
