package import HTTPWire

extension MessageReader {
    /// Takes octets in as if they had been read from a socket.
    package mutating func fill(_ octets: some Sequence<UInt8>) {
        for octet in octets {
            if filled == request.bytes.count { makeRoom() }
            request.bytes[filled] = octet
            filled += 1
        }
    }
}
