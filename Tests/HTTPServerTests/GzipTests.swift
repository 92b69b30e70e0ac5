import HTTPServer
import HTTPWire
import TestSupport
import Testing

@Suite("Gzip")
struct GzipTests {
    private let text = Array(String(repeating: "what may be given, and why. ", count: 200).utf8)

    @Test("makes gzip members, one after the other, from one stream")
    func makesMembers() {
        let gzip = Gzip(level: 1)
        var first: [UInt8] = []
        var second: [UInt8] = []
        #expect(gzip.gzip(text, into: &first))
        #expect(gzip.gzip(text, into: &second))
        #expect(first == second)
        #expect(first.prefix(3) == [0x1F, 0x8B, 8])
        #expect(first.count < text.count / 4)
    }

    @Test("leaves alone what does not get shorter", arguments: [[], [7], Array(0...255)])
    func leavesAlone(_ content: [UInt8]) {
        #expect(Gzip.compress(content) == nil)
    }

    @Test(
        "is sent to whoever prefers it, and varies by that",
        arguments: [
            ("gzip", true), ("gzip;q=0", false), ("*", true), ("identity, gzip;q=0.5", false),
            ("br, gzip;q=1.0", true), ("GZIP", true), ("gzip;q=2", false), ("", false),
            ("identity;q=0, *;q=0.1", true), ("deflate", false),
        ]
    )
    func negotiates(_ accepted: String, _ isCompressed: Bool) throws {
        let prepared = PreparedResponse(
            Response(
                status: 200,
                fields: [Response.Field(.etag, "\"1\""), Response.Field(.vary, "Accept-Language")],
                content: text
            ),
            gzip: Gzip.compress(text)
        )
        var client = InMemoryClient(OneAnswer(prepared))
        let response = client.get("/", fields: ["Accept-Encoding: \(accepted)"])
        #expect(response.value("content-encoding") == (isCompressed ? "gzip" : nil))
        #expect(response.value("etag") == (isCompressed ? "\"1-gzip\"" : "\"1\""))
        #expect(response.value("vary") == "Accept-Language, Accept-Encoding")
        let tag = try #require(response.value("etag"))
        let fields = ["Accept-Encoding: \(accepted)", "If-None-Match: \"0\", W/\(tag)"]
        let again = client.get("/", fields: fields)
        #expect(again.status == 304)
        #expect(again.value("etag") == tag)
        #expect(again.value("content-length") == nil)
    }
}

private final class OneAnswer: RequestHandler {
    private let prepared: PreparedResponse

    init(_ prepared: PreparedResponse) {
        self.prepared = prepared
    }

    func handle(_ request: borrowing Request, _ reply: inout Reply) {
        reply.send(prepared: prepared)
    }

    func handle(refused refusal: Refusal, _ reply: inout Reply) {
        reply.send(Response(status: refusal.status))
    }
}
