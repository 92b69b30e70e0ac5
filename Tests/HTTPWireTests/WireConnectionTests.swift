import HTTPWire
import TestSupport
import Testing

@Suite("A connection without its socket")
struct WireConnectionTests {
    @Test("answers a request with the server's own fields")
    func answersARequest() {
        var client = InMemoryClient(EchoHandler())
        let response = client.get("/a%20b?c=d", fields: ["X-Request-Id: 7"])
        #expect(response.status == 200)
        #expect(response.text == "GET /a b?c=d ")
        #expect(response.value("Content-Length") == "13")
        #expect(response.value("Date") == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(response.value("X-Request-Id") == "7")
        #expect(response.value("Connection") == nil)
    }

    @Test("answers HEAD with the head of GET and no content")
    func answersHead() {
        var client = InMemoryClient(EchoHandler())
        let bytes = client.exchange("HEAD /prepared HTTP/1.1\r\nHost: a\r\n\r\n")
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("Content-Length: 5\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test("keeps the order of pipelined requests, a late answer among them")
    func keepsOrder() {
        var client = InMemoryClient(EchoHandler())
        let requests = ["/1", "/late", "/3"].map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
        let responses = ReceivedResponse.all(in: client.exchange(requests.joined()))
        #expect(responses.map(\.text) == ["GET /1? ", "late", "GET /3? "])
    }
}
