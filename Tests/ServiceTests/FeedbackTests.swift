import Foundation
import Testing

/// What people think of a policy, sent to the running service.
struct FeedbackTests {
    private static let service = Result { try RunningService() }
    private let url: String

    init() throws {
        url = try Self.service.get().address + "/v1/feedback"
    }

    private static let item = """
        {"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":2,
         "comment":"Лист, который никто не читает","locale":"ru"}
        """

    @Test func `records feedback and says where it is`() throws {
        let answer = try Curl(url, json: Self.item)
        #expect(answer.status == 201, "\(answer.body)")
        let id = try #require(try answer.json()["id"] as? String)
        #expect(answer.fields["location"] == "/v1/feedback/\(id)")
        #expect(try answer.json()["received_at"] as? String != nil)
    }

    @Test func `records once what is sent twice under one key`() throws {
        let key = ["Idempotency-Key": "\(UUID())"]
        let first = try Curl(url, json: Self.item, fields: key)
        let second = try Curl(url, json: Self.item, fields: key)
        #expect(first.status == 201)
        #expect(second.status == 201)
        #expect(first.body == second.body)
        #expect(first.fields["location"] == second.fields["location"])
        let other = Self.item.replacing(#""rating":2"#, with: #""rating":5"#)
        let reused = try Curl(url, json: other, fields: key)
        #expect(reused.status == 422)
        #expect(try reused.json()["type"] as? String == "urn:leeway:problem:idempotency-key-reused")
    }

    @Test func `what was answered with 201 is there after a kill`() throws {
        let service = try RunningService()
        var ids: [String] = []
        for _ in 0..<20 {
            let answer = try Curl("\(service.address)/v1/feedback", json: Self.item)
            ids.append(try #require(try answer.json()["id"] as? String))
        }
        #expect(service.kill(SIGKILL) == -SIGKILL)
        let again = try RunningService(dataFolder: service.dataFolder)
        #expect(try Curl("\(again.address)/readyz").status == 200)
        #expect(again.kill(SIGTERM) == 0)
        #expect(try Self.storedIDs(service.dataFolder).sorted() == ids.sorted())
    }

    @Test func `says that nothing was recorded when the disk is full, and goes on answering`()
        throws
    {
        // A file that may not grow is the disk that is full, without a disk.
        let script = "trap '' XFSZ; ulimit -f 256; exec \"$0\" \"$@\""
        let service = try RunningService(launcher: ["/bin/bash", "-c", script])
        let long = String(repeating: "x", count: 50_000)
        let item =
            #"{"policy":"returns.no-receipt","from":"customer","kind":"comment","comment":"\#(long)"}"#
        var recorded = 0
        var refusal: Curl?
        while refusal == nil, recorded < 100 {
            let answer = try Curl("\(service.address)/v1/feedback", json: item)
            if answer.status == 201 { recorded += 1 } else { refusal = answer }
        }
        let problem = try #require(refusal, "a hundred long comments fit into 256 KiB")
        #expect(problem.status == 503)
        #expect(problem.fields["retry-after"] != nil)
        #expect(problem.body.contains("nothing was recorded"))
        #expect(try Curl("\(service.address)/v1/policies").status == 200)
        let health = try Curl("\(service.address)/healthz")
        #expect(health.status == 503)
        #expect(health.body.contains("the store cannot be written"))
        service.kill(SIGKILL)
        let again = try RunningService(dataFolder: service.dataFolder)
        #expect(try Curl("\(again.address)/v1/feedback", json: Self.item).status == 201)
        again.kill(SIGTERM)
        #expect(try Self.storedIDs(service.dataFolder).count == recorded + 1)
    }

    private static func storedIDs(_ folder: URL) throws -> [String] {
        let file = folder.appending(path: "leeway.sqlite").path
        let sql = "SELECT id FROM feedback"
        let result = try Command.run(URL(filePath: "/usr/bin/sqlite3"), [file, sql])
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    static let faults: [(String, Int, String)] = [
        ("", 400, "ends"),
        ("[1]", 400, "object"),
        (#"{"from":"customer","kind":"rating","rating":3}"#, 400, "policy"),
        (#"{"policy":"returns.no-receipt","kind":"rating","rating":3}"#, 400, "from"),
        (#"{"policy":"returns.no-receipt","from":"customer","rating":3}"#, 400, "kind"),
        (#"{"policy":"x.y","from":"customer","kind":"rating","rating":3}"#, 422, "x.y"),
        (
            #"{"policy":"returns.no-receipt","from":"alien","kind":"rating","rating":3}"#, 400,
            "staff"
        ),
        (
            #"{"policy":"returns.no-receipt","from":"customer","kind":"shout","rating":3}"#, 400,
            "kind"
        ),
        (
            #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":0}"#, 422,
            "1 to 5"
        ),
        (
            #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":6}"#, 422,
            "1 to 5"
        ),
        (
            #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":"3"}"#, 400,
            "number"
        ),
        (#"{"policy":"returns.no-receipt","from":"customer","kind":"rating"}"#, 400, "rating"),
        (
            #"{"policy":"returns.no-receipt","from":"customer","kind":"comment","comment":"a\u0000b"}"#,
            400, "U+0000"
        ),
        (
            #"{"policy":"returns.no-receipt","version":99,"from":"customer","kind":"rating","rating":3}"#,
            422, "99"
        ),
        (
            #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":3,"x":1}"#,
            400, "x"
        ),
    ]

    @Test(arguments: faults)
    func `says what is wrong with an item`(json: String, status: Int, word: String) throws {
        let answer = try Curl(url, json: json)
        #expect(answer.status == status, "\(answer.body)")
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(answer.body.contains(word), "\(answer.body)")
    }

    @Test func `takes 64 KiB and refuses more`() throws {
        let room = 65_536 - Self.item.utf8.count
        let blanks = String(repeating: " ", count: room)
        #expect(try Curl(url, json: Self.item + blanks).status == 201)
        let larger = try Curl(url, json: Self.item + blanks + " ")
        #expect(larger.status == 413)
    }

    @Test(arguments: [String(repeating: "k", count: 256), "a b", "ключ"])
    func `refuses a key that is none`(key: String) throws {
        let answer = try Curl(url, json: Self.item, fields: ["Idempotency-Key": key])
        #expect(answer.status == 400, "\(answer.body)")
        #expect(answer.body.contains("Idempotency-Key"))
    }

    @Test func `the public cannot tell a staff policy from one that does not exist`() throws {
        let closed = try RunningService(arguments: [])
        func refusal(_ policy: String) throws -> String {
            let item = Self.item.replacing("returns.no-receipt", with: policy)
            let answer = try Curl(closed.address + "/v1/feedback", json: item)
            #expect(answer.status == 422)
            return try #require(try answer.json()["detail"] as? String)
                .replacing(policy, with: "")
        }
        #expect(try refusal("returns.money-back") == refusal("wholly.other-name"))
    }
}
