import HTTPWire
import TestSupport

/// Reads any octets as chunked content.
///
/// Fails when the content depends on where the input is cut, when it is not what a plain reading of
/// the grammar makes of it, or when it is longer than allowed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPChunks(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` octets for the length of this call.
    let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = octets.first else { return 0 }
    let input = Array(octets.dropFirst())
    let whole = read(input, pieceBytes: max(1, input.count))
    let pieces = read(input, pieceBytes: Int(first) % 61 + 1)
    precondition(whole == pieces, "the content depends on the cuts")
    if case .content(let content) = whole {
        precondition(content == plainReading(input[...]), "not the content that was sent")
        precondition(content.count <= 1_024, "more than is allowed")
    }
    return 0
}

private enum Outcome: Equatable {
    case needMore
    case content([UInt8])
    case refused(Int, String)
}

private let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)

private func read(_ chunks: [UInt8], pieceBytes: Int) -> Outcome {
    var limits = WireLimits()
    limits.maxContentBytes = 1_024
    limits.maxChunkExtensionBytes = 16
    limits.maxTrailerBytes = 128
    var reader = MessageReader(limits: limits, capacity: 128)
    let input = head + chunks
    var position = 0
    while position < input.count {
        let piece = min(pieceBytes, input.count - position)
        reader.fill(input[position..<position + piece])
        position += piece
        switch reader.next() {
        case .needMore, .expectsContinue: continue
        case .invalid(let refusal): return .refused(refusal.status, refusal.reason)
        case .request: return .content(Array(reader.request.bytes[reader.request.content]))
        }
    }
    return .needMore
}

/// The content of well-formed chunks, read with no thought of speed or of malice.
private func plainReading(_ chunks: ArraySlice<UInt8>) -> [UInt8]? {
    var rest = chunks
    var content: [UInt8] = []
    while let end = rest.firstIndex(of: 0x0D) {
        let digits = rest[..<end].prefix { UInt8(ascii: "!") <= $0 && $0 != UInt8(ascii: ";") }
        guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
        if size == 0 { return content }
        rest = rest[(end + 2)...]
        content += rest.prefix(size)
        rest = rest.dropFirst(size + 2)
    }
    return nil
}
