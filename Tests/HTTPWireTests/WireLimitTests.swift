import TestSupport
import Testing

@testable import HTTPWire

@Suite("Limits of a message")
struct WireLimitTests {
    private func statuses(_ input: String, _ limits: WireLimits = WireLimits()) -> [Int] {
        var reader = MessageReader(limits: limits, capacity: 1_024)
        var connection = WireConnection(limits: limits)
        var reply = Reply()
        for octet in input.utf8 {
            if reader.filled == reader.request.bytes.count { reader.makeRoom() }
            reader.request.bytes[reader.filled] = octet
            reader.filled += 1
        }
        _ = connection.run(&reader, &reply, EchoHandler())
        return ReceivedResponse.all(in: reply.output).map(\.status)
    }

    private func post(_ fields: String, _ content: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(content)"
    }

    @Test("content may have 1 MiB, announced or in chunks, and no octet more")
    func boundsContent() {
        let chunked = "Transfer-Encoding: chunked"
        #expect(statuses(post("Content-Length: 1048577", "")) == [413])
        #expect(statuses(post(chunked, "100001\r\n")) == [413])
        #expect(statuses(post(chunked, "FFFFF\r\n")) == [])
        #expect(statuses(post("Content-Length: 1048576", "")) == [])
        var limits = WireLimits()
        limits.maxContentBytes = 4
        #expect(statuses(post("Content-Length: 4", "abcd"), limits) == [200])
        #expect(statuses(post("Content-Length: 5", "abcde"), limits) == [413])
        #expect(statuses(post(chunked, "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"), limits) == [200])
        #expect(statuses(post(chunked, "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"), limits) == [413])
    }

    @Test("all chunk extensions of a content may have 8 KiB together")
    func boundsExtensions() {
        func chunks(_ last: Int) -> String {
            let extended = "1;" + String(repeating: "a", count: 255) + "\r\nx\r\n"
            let rest = "1;" + String(repeating: "a", count: last - 1) + "\r\nx\r\n"
            return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: extended, count: 31) + rest + "0\r\n\r\n"
        }
        #expect(statuses(chunks(256)) == [200])
        #expect(statuses(chunks(256).replacing("0\r\n\r\n", with: "0;\r\n\r\n")) == [400])
    }

    @Test("answers that wait to be sent stop the next request at the limit, not before")
    func boundsOutput() {
        let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        let answer = outputCount(get, WireLimits())
        var limits = WireLimits()
        limits.maxOutputBytes = answer
        #expect(outputCount(get + get, limits) == answer)
        limits.maxOutputBytes = answer + 1
        #expect(outputCount(get + get, limits) == 2 * answer)
    }

    private func outputCount(_ input: String, _ limits: WireLimits) -> Int {
        var reader = MessageReader(limits: limits, capacity: 1_024)
        var connection = WireConnection(limits: limits)
        var reply = Reply()
        for (index, octet) in input.utf8.enumerated() { reader.request.bytes[index] = octet }
        reader.filled = input.utf8.count
        _ = connection.run(&reader, &reply, EchoHandler())
        return reply.output.count
    }
}
