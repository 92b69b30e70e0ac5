import HTTPWire
import TestSupport

/// Reads any octets as a connection's input: heads, content, chunks, whatever follows.
///
/// Fails when the answers depend on where the input is cut, when what a handler sees lies outside
/// the buffer, or when the buffer grows beyond what the limits allow.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPConnection(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` octets for the length of this call.
    let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = octets.first else { return 0 }
    let input = Array(octets.dropFirst())
    let whole = serve(input, pieceBytes: max(1, input.count))
    let pieces = serve(input, pieceBytes: Int(first) % 61 + 1)
    precondition(whole == pieces, "the answers depend on the cuts")
    return 0
}

private func serve(_ input: [UInt8], pieceBytes: Int) -> [UInt8] {
    var limits = WireLimits()
    limits.maxContentBytes = 1_024
    limits.maxFieldSectionBytes = 512
    limits.maxTargetBytes = 256
    var connection = WireConnection(limits: limits)
    var reader = MessageReader(limits: limits, capacity: 64)
    var reply = Reply()
    let handler = CheckingHandler()
    var position = 0
    while position < input.count {
        let piece = min(pieceBytes, input.count - position)
        reader.fill(input[position..<position + piece])
        position += piece
        var step = connection.run(&reader, &reply, handler)
        while case .pause = step { step = connection.run(&reader, &reply, handler) }
        precondition(reader.request.bytes.count <= 32_768 + 2 * input.count, "the buffer grows")
        if case .needMore = step { continue }
        break
    }
    return reply.output.withoutInterimAnswers
}

extension [UInt8] {
    /// The octets without `100 Continue`, which depends on whether the content came with the head.
    fileprivate var withoutInterimAnswers: [UInt8] {
        let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
        var rest: [UInt8] = []
        var position = 0
        while position < count {
            if self[position...].starts(with: interim) {
                position += interim.count
            } else {
                rest.append(self[position])
                position += 1
            }
        }
        return rest
    }
}

/// Looks at everything of a request and answers with it.
private final class CheckingHandler: RequestHandler {
    func handle(_ request: borrowing Request, _ reply: inout Reply) {
        let all = 0..<request.bytes.count
        for range in [request.path, request.query, request.authority, request.content] {
            precondition(range.clamped(to: all) == range, "outside the buffer")
        }
        precondition(request.bytes[request.path.lowerBound] != 0)
        for index in 0..<request.fieldCount {
            let line = request.fieldLine(at: index)
            precondition(line.name.clamped(to: all) == line.name)
            precondition(line.value.clamped(to: all) == line.value)
        }
        let content = Array(request.bytes[request.path]) + Array(request.bytes[request.content])
        reply.send(Response(status: 200, content: content))
    }

    func handle(refused refusal: Refusal, _ reply: inout Reply) {
        reply.send(Response(status: refusal.status, content: Array(refusal.reason.utf8)))
    }
}
