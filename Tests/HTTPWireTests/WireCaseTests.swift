import HTTPWire
import TestSupport
import Testing

@Suite("HTTP/1.1 in memory")
struct WireCaseTests {
    @Test("reads or refuses each message as its rule says", arguments: WireCase.all)
    func obeysRule(_ wireCase: WireCase) {
        var client = InMemoryClient(EchoHandler())
        let responses = ReceivedResponse.all(in: client.exchange(wireCase.input))
        #expect(responses.map(\.status) == wireCase.statuses)
        if let echo = wireCase.echo { #expect(responses.last?.text == echo) }
        if wireCase.isRefusal {
            let isClosed = client.isClosed
            #expect(isClosed)
            #expect(responses.last?.value("connection") == "close")
        }
    }

    @Test("comes to the same however the message is cut", arguments: WireCase.all)
    func ignoresCuts(_ wireCase: WireCase) {
        var whole = InMemoryClient(EchoHandler())
        let expected = whole.exchange(wireCase.input)
        let input = wireCase.input
        // Long messages differ only in how often one octet comes: their ends and a few cuts suffice.
        let cuts =
            input.count <= 600
            ? Array(0...input.count)
            : [1, 17, 40, 4_096, 8_193, input.count - 5, input.count - 1]
                .filter { $0 < input.count }
        for cut in cuts {
            var client = InMemoryClient(EchoHandler())
            let first = client.exchange(Array(input[..<cut]))
            let second = client.isClosed ? [] : client.exchange(Array(input[cut...]))
            #expect(ReceivedResponse.all(in: first + second) == ReceivedResponse.all(in: expected))
        }
    }

    @Test("comes to the same an octet at a time", arguments: WireCase.all)
    func readsSingleOctets(_ wireCase: WireCase) {
        var whole = InMemoryClient(EchoHandler())
        let expected = whole.exchange(wireCase.input)
        var client = InMemoryClient(EchoHandler())
        var output: [UInt8] = []
        for octet in wireCase.input where !client.isClosed { output += client.exchange([octet]) }
        #expect(ReceivedResponse.all(in: output) == ReceivedResponse.all(in: expected))
    }

    @Test("answers no prefix of a request before it is whole")
    func waitsForTheWhole() {
        for wireCase in WireCase.all where wireCase.statuses == [200] {
            let input = wireCase.input
            let isHeld = wireCase.point != 8 && input.count < 600
            for end in 0..<input.count where isHeld {
                var client = InMemoryClient(EchoHandler())
                let answers = ReceivedResponse.all(in: client.exchange(Array(input[..<end])))
                #expect(answers.isEmpty, "\(wireCase) at \(end)")
            }
        }
    }

    @Test("are at least 250 cases, three in five refusals, of all nine points")
    func areEnough() {
        let refusals = WireCase.all.filter(\.isRefusal)
        #expect(WireCase.all.count >= 250)
        #expect(refusals.count * 5 >= WireCase.all.count * 3)
        #expect(Set(WireCase.all.map(\.point)) == Set(0...9))
    }
}
