import HTTPWire
import TestSupport
import Testing

@Suite("HTTP/1.1 over a socket")
struct WireCaseTests {
    @Test("reads or refuses each message as its rule says", arguments: WireCase.all)
    func obeysRule(_ wireCase: WireCase) throws {
        let harness = try LoopHarness()
        let client = try harness.connect()
        for start in stride(from: 0, to: wireCase.input.count, by: 16_384) {
            client.send(wireCase.input[start..<min(start + 16_384, wireCase.input.count)])
            harness.settle()
        }
        #expect(client.responses.map(\.status) == wireCase.statuses)
        if let echo = wireCase.echo { #expect(client.responses.last?.text == echo) }
        if wireCase.isRefusal { #expect(client.isClosed) }
        client.endWriting()
        harness.settle()
        #expect(harness.connectionCount == 0)
    }
}
