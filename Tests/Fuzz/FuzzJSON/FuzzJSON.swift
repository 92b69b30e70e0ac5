import JSON

/// What libFuzzer calls with one input after another: reading must refuse or accept, never trap,
/// and what was accepted must be the same after it is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes at `start` for the length of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var tape = JSONTape()
    do throws(JSONFault) {
        let root = try tape.read(bytes)
        let once = written(root, of: tape)
        let twice = written(try tape.read(once), of: tape)
        precondition(once == twice, "what is written does not read back")
        tape.forEachMember(of: root) { member in
            let pointer = tape.pointer(to: member.value)
            precondition(tape.node(at: pointer) == member.value, "a pointer leads elsewhere")
        }
    } catch {
        precondition((0...count).contains(error.offset), "a fault outside the document")
    }
    return 0
}

private func written(_ root: JSONNode, of tape: borrowing JSONTape) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(root, of: tape)
    return writer.bytes
}
