import HTTPWire
import TestSupport

/// Reads any octets as the head of one request.
///
/// Fails when what is read depends on where the input is cut, when a prefix of a whole head is
/// refused or taken for whole, or when what was accepted breaks a rule that can be seen at a glance.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPHead(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` octets for the length of this call.
    let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = octets.first else { return 0 }
    let input = Array(octets.dropFirst())
    let whole = read(input, pieceBytes: max(1, input.count))
    let pieces = read(input, pieceBytes: Int(first) % 61 + 1)
    precondition(whole == pieces, "the head depends on the cuts")
    return 0
}

/// What a head was read as, or why it was refused; nil where more is needed.
private func read(_ input: [UInt8], pieceBytes: Int) -> [String]? {
    var limits = WireLimits()
    limits.maxFieldSectionBytes = 512
    limits.maxFieldLineBytes = 256
    limits.maxFieldCount = 8
    limits.maxTargetBytes = 256
    limits.maxContentBytes = 0
    var reader = MessageReader(limits: limits, capacity: 64)
    var position = 0
    while position < input.count {
        let piece = min(pieceBytes, input.count - position)
        reader.fill(input[position..<position + piece])
        position += piece
        switch reader.next() {
        case .needMore, .expectsContinue: continue
        case .invalid(let refusal): return ["\(refusal.status)", refusal.reason]
        case .request: return describe(reader.request)
        }
    }
    return nil
}

private func describe(_ request: borrowing Request) -> [String] {
    let path = request.bytes[request.path]
    precondition(path.first == UInt8(ascii: "/") || request.equals(request.path, "*"))
    precondition(!path.contains(0), "a NUL in the path")
    precondition(request.content.isEmpty, "content was not allowed")
    var lines = [
        String(decoding: request.method.spelling.description.utf8, as: UTF8.self),
        "\(request.bytes[request.path])", "\(request.bytes[request.query])",
        "\(request.bytes[request.authority])",
    ]
    for index in 0..<request.fieldCount {
        let (name, value) = request.fieldLine(at: index)
        precondition(!name.isEmpty, "a field without a name")
        precondition(
            request.bytes[value].allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 },
            "a control character in a value"
        )
        lines.append("\(request.bytes[name]): \(request.bytes[value])")
    }
    return lines
}
