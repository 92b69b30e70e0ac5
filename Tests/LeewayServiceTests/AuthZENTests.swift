import TestSupport
import Testing

/// The certification scenario of AuthZEN's Authorization API 1.0, requirement by requirement, over
/// its fixture written as a policy book.
///
/// The numbers are the scenario's section identifiers.
struct AuthZENTests {
    private let service: DecidingService

    init() throws {
        service = try DecidingService(book: "Tests/Fixtures/authzen")
    }

    /// Some request, and what of the answer must be there.
    struct Case: Sendable, CustomTestStringConvertible {
        let id: String
        let path: String
        let request: String
        let expected: String

        init(_ id: String, _ path: String, _ request: String, _ expected: String) {
            self.id = id
            self.path = "/access/v1/" + path
            self.request = request
            self.expected = expected
        }

        var testDescription: String { id }
    }

    private static let alice = #""subject":{"type":"user","id":"alice"}"#
    private static let bob = #""subject":{"type":"user","id":"bob"}"#
    private static let admin =
        #""subject":{"type":"user","id":"bob","properties":{"role":"admin"}}"#
    private static let read = #""action":{"name":"read"}"#
    private static let write = #""action":{"name":"write"}"#
    private static let record1 = #""resource":{"type":"record","id":"record-1"}"#
    private static let active =
        #""resource":{"type":"record","id":"record-1","properties":{"status":"active"}}"#
    private static let archived =
        #""resource":{"type":"record","id":"record-2","properties":{"status":"archived"}}"#

    private static func delete(soft: Bool) -> String {
        #""action":{"name":"delete","properties":{"soft":\#(soft)}}"#
    }

    static let evaluations = [
        Case("2.2.1", "evaluation", "{\(alice),\(read),\(record1)}", #"{"decision":true}"#),
        Case("rule 2", "evaluation", "{\(alice),\(write),\(record1)}", #"{"decision":true}"#),
        Case("rule 3", "evaluation", "{\(bob),\(read),\(record1)}", #"{"decision":true}"#),
        Case("2.2.2", "evaluation", "{\(bob),\(write),\(record1)}", #"{"decision":false}"#),
        Case(
            "2.2.3",
            "evaluation",
            #"{\#(alice),\#(read),\#(record1),"#
                + #""context":{"time":"2025-06-27T18:03-07:00","ip":"192.168.1.1"}}"#,
            #"{"decision":true}"#
        ),
        Case("2.2.4", "evaluation", "{\(alice),\(write),\(archived)}", #"{"decision":false}"#),
        Case("2.2.5", "evaluation", "{\(admin),\(write),\(archived)}", #"{"decision":true}"#),
        Case(
            "2.2.6",
            "evaluation",
            "{\(alice),\(delete(soft: true)),\(record1)}",
            #"{"decision":true}"#
        ),
        Case(
            "2.2.7",
            "evaluation",
            "{\(alice),\(delete(soft: false)),\(record1)}",
            #"{"decision":false}"#
        ),
        Case(
            "2.2.8",
            "evaluation",
            #"""
            {"subject":{"type":"user","id":"alice","properties":{"department":"Sales",
             "role":"manager"}},"action":{"name":"read","properties":{"method":"GET"}},
             "resource":{"type":"record","id":"record-1",
             "properties":{"status":"active","owner":"bob"}}}
            """#,
            #"{"decision":true}"#
        ),
        Case(
            "2.2.9",
            "evaluation",
            #"{\#(alice),\#(read),\#(record1),"foo":"bar","futureField":{"nested":true}}"#,
            #"{"decision":true}"#
        ),
    ]

    static let batches = [
        Case(
            "3.2.1",
            "evaluations",
            #"{\#(alice),\#(read),"evaluations":[{\#(record1)},{\#(archived)}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":true}]}"#
        ),
        Case(
            "3.2.2",
            "evaluations",
            #"{\#(bob),\#(record1),"evaluations":[{\#(read)},{\#(write)}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":false}]}"#
        ),
        Case(
            "3.2.3",
            "evaluations",
            #"{\#(alice),\#(write),"evaluations":[{\#(active)},{\#(archived)}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":false}]}"#
        ),
        Case(
            "3.2.4",
            "evaluations",
            #"{\#(write),\#(archived),"evaluations":[{\#(alice)},{\#(admin)}]}"#,
            #"{"evaluations":[{"decision":false},{"decision":true}]}"#
        ),
        Case(
            "3.2.5",
            "evaluations",
            #"{"evaluations":[{\#(alice),\#(read),\#(record1)},{\#(bob),\#(write),\#(record1)}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":false}]}"#
        ),
        Case(
            "3.2.6",
            "evaluations",
            #"{\#(alice),\#(read),"context":{"time":"2025-06-27T18:03-07:00"},"evaluations":["#
                + #"{\#(record1)},{\#(archived),"context":{"time":"x","source":"override"}}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":true}]}"#
        ),
        Case(
            "3.2.7",
            "evaluations",
            #"{\#(alice),\#(write),"resource":{"type":"record"},"evaluations":[{"resource":"#
                + #"{"id":"record-1","properties":{"status":"active"}}},{\#(archived)}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":false}]}"#
        ),
        Case(
            "3.2.7: an entity replaces the batch's whole",
            "evaluations",
            #"{\#(alice),\#(write),\#(archived),"evaluations":["#
                + #"{"resource":{"type":"record","id":"record-1"}}]}"#,
            #"{"evaluations":[{"decision":true}]}"#
        ),
        Case(
            "3.4.1",
            "evaluations",
            #"{\#(alice),\#(read),"evaluations":[{\#(record1)},{},7,{\#(record1)}]}"#,
            #"{"evaluations":[{"decision":true},{"decision":false,"context":{"error":"#
                + #"{"status":400}}},{"decision":false},{"decision":true}]}"#
        ),
        Case(
            "3.4.2",
            "evaluations",
            "{\(alice),\(read),\(record1)}",
            #"{"decision":true,"evaluations":null}"#
        ),
        Case(
            "3.4.3",
            "evaluations",
            #"{\#(alice),\#(read),\#(record1),"evaluations":[]}"#,
            #"{"decision":true,"evaluations":null}"#
        ),
    ]

    static let semantics = [
        ("execute_all", "true,false,true"), ("deny_on_first_deny", "true,false"),
        ("permit_on_first_permit", "true"),
    ]

    static let searches = [
        Case(
            "4.2.1",
            "search/subject",
            #"{"subject":{"type":"user"},\#(read),\#(record1)}"#,
            #"{"results":[{"type":"user","id":"alice"},{"type":"user","id":"bob"}],"page":null}"#
        ),
        Case(
            "4.2.2",
            "search/subject",
            #"{"subject":{"type":"user"},\#(read),\#(record1),"context":{"time":1}}"#,
            #"{"results":[{"id":"alice"},{"id":"bob"}]}"#
        ),
        Case(
            "4.2.4",
            "search/subject",
            #"{"subject":{"type":"user"},\#(write),\#(archived)}"#,
            #"{"results":[{"type":"user","id":"bob"}]}"#
        ),
        Case(
            "4.3.1",
            "search/resource",
            #"{\#(alice),\#(read),"resource":{"type":"record"}}"#,
            #"{"results":[{"type":"record","id":"record-1"},{"type":"record","id":"record-2"}]}"#
        ),
        Case(
            "4.3.3",
            "search/resource",
            #"{\#(admin),\#(write),"resource":{"type":"record"}}"#,
            #"{"results":[{"type":"record","id":"record-2"}]}"#
        ),
        Case(
            "4.4.1",
            "search/action",
            "{\(alice),\(record1)}",
            #"{"results":[{"name":"read"},{"name":"write"}]}"#
        ),
        Case(
            "4.4.2",
            "search/action",
            #"{\#(alice),\#(record1),"context":{"ip":"192.168.1.1"}}"#,
            #"{"results":[{"name":"read"},{"name":"write"}]}"#
        ),
        Case(
            "4.4.3",
            "search/action",
            "{\(admin),\(archived)}",
            #"{"results":[{"name":"read"},{"name":"write"}]}"#
        ),
        Case(
            "4.6.1",
            "search/action",
            #"{"subject":{"type":"user","id":"nonexistent-user"},\#(record1)}"#,
            #"{"results":[],"page":null}"#
        ),
        Case(
            "4.6.1: an unknown action",
            "search/subject",
            #"{"subject":{"type":"user"},"action":{"name":"fly"},\#(record1)}"#,
            #"{"results":[]}"#
        ),
        Case(
            "4.6.2",
            "search/subject",
            #"{"subject":{"type":"spaceship"},\#(read),\#(record1)}"#,
            #"{"results":[]}"#
        ),
    ]

    @Test(arguments: evaluations + batches + searches)
    func `answers as the scenario says`(_ each: Case) throws {
        let answer = service.post(each.path, each.request)
        #expect(answer.status == 200)
        #expect(answer.value("Content-Type") == "application/json")
        let expected = try JSONPattern(parsing: each.expected)
        let differences = expected.differences(from: try JSONPattern(parsing: answer.text))
        #expect(differences.isEmpty, "\(answer.text)")
    }

    @Test(arguments: semantics)
    func `a batch ends where its semantic says`(_ name: String, _ decisions: String) throws {
        let answer = service.post(
            "/access/v1/evaluations",
            #"{\#(Self.bob),\#(Self.record1),"options":{"evaluations_semantic":"\#(name)"},"#
                + #""evaluations":[{\#(Self.read)},{\#(Self.write)},{\#(Self.read)}]}"#
        )
        let found = try JSONPattern(parsing: answer.text)["evaluations"]?.elements ?? []
        #expect(found.compactMap { $0["decision"]?.text }.joined(separator: ",") == decisions)
    }

    @Test(arguments: [(200, 200), (201, 400)])
    func `a batch holds two hundred evaluations and no more`(_ count: Int, _ status: Int) throws {
        let all = Array(repeating: "{\(Self.record1)}", count: count).joined(separator: ",")
        let answer = service.post(
            "/access/v1/evaluations",
            #"{\#(Self.alice),\#(Self.read),"evaluations":[\#(all)]}"#
        )
        #expect(answer.status == status)
        guard status == 200 else { return }
        #expect(try JSONPattern(parsing: answer.text)["evaluations"]?.elements.count == count)
    }

    /// 2.4, 3.4 and 4.7: what is malformed is 400.
    static let malformed = [
        ("evaluation", ""), ("evaluation", "{"), ("evaluation", "[]"),
        ("evaluation", "{\(read),\(record1)}"), ("evaluation", "{\(alice),\(record1)}"),
        ("evaluation", "{\(alice),\(read)}"),
        ("evaluation", #"{"subject":{"id":"alice"},\#(read),\#(record1)}"#),
        ("evaluation", #"{"subject":{"type":"user"},\#(read),\#(record1)}"#),
        ("evaluation", #"{\#(alice),"action":{},\#(record1)}"#),
        ("evaluation", #"{\#(alice),\#(read),"resource":{"id":"record-1"}}"#),
        ("evaluation", #"{\#(alice),\#(read),"resource":{"type":"record"}}"#),
        ("evaluation", #"{"subject":"alice",\#(read),\#(record1)}"#),
        ("evaluation", #"{\#(alice),"action":{"name":123},\#(record1)}"#),
        ("evaluation", #"{\#(alice),\#(read),\#(record1),"context":"now"}"#),
        ("evaluation", #"{"subject":{"type":"user","id":null},\#(read),\#(record1)}"#),
        (
            "evaluation",
            #"{"subject":{"type":"user","id":"alice","properties":[]},\#(read),\#(record1)}"#
        ),
        ("evaluations", "{\(read),\(record1)}"),
        ("evaluations", #"{\#(alice),\#(read),"evaluations":{}}"#),
        ("evaluations", #"{"subject":"alice",\#(read),"evaluations":[{\#(record1)}]}"#),
        (
            "evaluations",
            #"{\#(alice),\#(read),"options":{"evaluations_semantic":"some"},"#
                + #""evaluations":[{\#(record1)}]}"#
        ),
        ("search/subject", #"{"subject":{"type":"user"},\#(record1)}"#),
        ("search/subject", #"{"subject":{"type":"user"},\#(read),"resource":{"type":"record"}}"#),
        ("search/subject", #"{"subject":{},\#(read),\#(record1)}"#),
        ("search/resource", #"{\#(read),"resource":{"type":"record"}}"#),
        ("search/resource", #"{"subject":{"type":"user"},\#(read),"resource":{"type":"record"}}"#),
        ("search/action", "{\(alice)}"),
        ("search/action", #"{\#(alice),\#(record1),"page":{"limit":0}}"#),
        ("search/action", #"{\#(alice),\#(record1),"page":{"token":"forged"}}"#),
    ]

    @Test(arguments: malformed)
    func `what is malformed is 400`(_ path: String, _ request: String) {
        let answer = service.post("/access/v1/" + path, request)
        #expect(answer.status == 400, "\(answer.text)")
        #expect(answer.value("Content-Type") == "application/problem+json")
    }

    @Test func `another content type is 400`() {
        let answer = service.send(
            "POST",
            "/access/v1/evaluation",
            fields: ["Content-Type: text/plain"],
            content: "{\(Self.alice),\(Self.read),\(Self.record1)}"
        )
        #expect(answer.status == 400)
    }

    /// What the request is at fault in beyond its form is a no with the reason, never 422.
    static let refused = [
        #"{\#(alice),"action":{"name":"fly"},\#(record1)}"#,
        #"{\#(alice),\#(write),"resource":{"type":"record","id":"x","properties":{"status":5}}}"#,
        #"{\#(alice),"action":{"name":"read","properties":{"amount":"NaN"}},\#(record1)}"#,
        #"{\#(alice),"action":{"name":"read","properties":{"amount":"5.00 EUR"}},\#(record1)}"#,
        #"{\#(alice),\#(read),\#(record1),"context":{"policy":"records.acess"}}"#,
        #"{\#(alice),\#(read),\#(record1),"context":{"policy":7}}"#,
        #"{\#(alice),\#(read),\#(record1),"context":{"verified":["case.nothing"]}}"#,
        #"{\#(alice),\#(read),\#(record1),"context":{"tried":"all"}}"#,
        #"{\#(alice),\#(read),\#(record1),"context":{"asked_for":1}}"#,
        #"{\#(alice),\#(read),\#(record1),"context":{"customer":"gold"}}"#,
    ]

    @Test(arguments: refused)
    func `what the book cannot answer is no`(_ request: String) throws {
        let answer = service.post("/access/v1/evaluation", request)
        #expect(answer.status == 200)
        let expected = try JSONPattern(
            parsing: #"{"decision":false,"context":{"error":{"status":422}}}"#
        )
        let differences = expected.differences(from: try JSONPattern(parsing: answer.text))
        #expect(differences.isEmpty, "\(answer.text)")
    }

    @Test func `a decision carries the rest of a check in its context`() throws {
        let answer = service.post(
            "/access/v1/evaluation",
            "{\(Self.alice),\(Self.write),\(Self.archived)}"
        )
        let expected = try JSONPattern(
            parsing: #"""
                {"decision":false,"context":{"outcome":"deny","reasons":[
                 {"code":"condition_not_met","policy":"records.access","row":"write",
                  "failing":[{"fact":"case.status","value":"archived","op":"==",
                              "needed":"active"}]},{"row":"write-archived"}]}}
                """#
        )
        let differences = expected.differences(from: try JSONPattern(parsing: answer.text))
        #expect(differences.isEmpty, "\(answer.text)")
    }

    @Test func `the request id is echoed, and one is made where there is none`() {
        let request = "{\(Self.alice),\(Self.read),\(Self.record1)}"
        let echoed = service.post(
            "/access/v1/evaluation",
            request,
            fields: ["X-Request-ID: bfe9eb29"]
        )
        #expect(echoed.value("X-Request-ID") == "bfe9eb29")
        #expect(service.post("/access/v1/evaluation", request).status == 200)
    }

    @Test func `the same request gets the same answer`() {
        let request = "{\(Self.alice),\(Self.write),\(Self.archived)}"
        let first = service.post("/access/v1/evaluation", request)
        #expect(service.post("/access/v1/evaluation", request).text == first.text)
    }

    /// 4.5: pages hold as many as asked for, and lead to the next until its token is empty.
    @Test func `a search is read page by page`() throws {
        let search = #""subject":{"type":"user"},\#(Self.read),\#(Self.record1)"#
        let first = try JSONPattern(
            parsing:
                service.post(
                    "/access/v1/search/subject",
                    #"{\#(search),"page":{"limit":1}}"#
                )
                .text
        )
        #expect(first["results"]?.elements.map { $0["id"]?.string } == ["alice"])
        let token = try #require(first["page"]?["next_token"]?.string)
        #expect(!token.isEmpty)
        let second = try JSONPattern(
            parsing:
                service.post(
                    "/access/v1/search/subject",
                    #"{\#(search),"page":{"token":"\#(token)"}}"#
                )
                .text
        )
        #expect(second["results"]?.elements.map { $0["id"]?.string } == ["bob"])
        #expect(second["page"]?["next_token"] == .string(""))
    }

    /// 6: where everything is.
    @Test func `the metadata names every endpoint`() throws {
        let answer = service.send("GET", "/.well-known/authzen-configuration")
        #expect(answer.status == 200)
        #expect(answer.value("Content-Type") == "application/json")
        let expected = try JSONPattern(
            parsing: #"""
                {"policy_decision_point":"http://localhost",
                 "access_evaluation_endpoint":"http://localhost/access/v1/evaluation",
                 "access_evaluations_endpoint":"http://localhost/access/v1/evaluations",
                 "search_subject_endpoint":"http://localhost/access/v1/search/subject",
                 "search_resource_endpoint":"http://localhost/access/v1/search/resource",
                 "search_action_endpoint":"http://localhost/access/v1/search/action"}
                """#
        )
        #expect(expected.differences(from: try JSONPattern(parsing: answer.text)).isEmpty)
    }

    @Test func `behind a proxy the metadata says how callers reach the service`() throws {
        let service = try DecidingService(
            book: "Tests/Fixtures/authzen",
            publicURL: "https://leeway.example"
        )
        let answer = service.send("GET", "/.well-known/authzen-configuration")
        let found = try JSONPattern(parsing: answer.text)
        #expect(found["policy_decision_point"]?.string == "https://leeway.example")
        #expect(
            found["access_evaluation_endpoint"]?.string
                == "https://leeway.example/access/v1/evaluation"
        )
        #expect(!answer.text.contains("localhost"))
    }
}
