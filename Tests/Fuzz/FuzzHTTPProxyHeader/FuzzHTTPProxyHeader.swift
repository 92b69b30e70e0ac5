import HTTPWire

/// Reads any octets as a PROXY protocol header.
///
/// Fails when a shorter prefix is judged otherwise than the whole, or more is asked for for ever.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPProxyHeader(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` octets for the length of this call.
    let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let maxBytes = 512
    let whole = ProxyHeader.read(octets, filled: octets.count, maxBytes: maxBytes)
    if whole == .needMore { precondition(octets.count < maxBytes, "no end in sight") }
    for end in octets.indices {
        let reading = ProxyHeader.read(octets, filled: end, maxBytes: maxBytes)
        switch reading {
        case .needMore: continue
        case .done(let header):
            precondition(header.byteCount == end, "longer than what was read")
            precondition(reading == whole, "judged otherwise with more octets")
        case .invalid:
            guard case .invalid = whole else { preconditionFailure("refused, then accepted") }
        }
        return 0
    }
    return 0
}
