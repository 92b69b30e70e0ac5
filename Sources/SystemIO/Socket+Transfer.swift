import Glibc

extension Socket {
    /// Reads into `buffer` from `offset` to its end, once.
    package static func read(
        _ socket: borrowing Descriptor,
        into buffer: inout [UInt8],
        at offset: Int
    ) -> Transfer {
        receive(socket, into: &buffer, at: offset, count: buffer.count - offset, flags: 0)
    }

    /// The same, but what was read stays to be read again.
    package static func peek(
        _ socket: borrowing Descriptor,
        into buffer: inout [UInt8],
        at offset: Int
    ) -> Transfer {
        let flags = Int32(MSG_PEEK)
        return receive(
            socket,
            into: &buffer,
            at: offset,
            count: buffer.count - offset,
            flags: flags
        )
    }

    /// Reads at most `count` octets into `buffer` from `offset` on, once.
    package static func read(
        _ socket: borrowing Descriptor,
        into buffer: inout [UInt8],
        at offset: Int,
        count: Int
    ) -> Transfer {
        let room = min(count, buffer.count - offset)
        return receive(socket, into: &buffer, at: offset, count: room, flags: 0)
    }

    private static func receive(
        _ socket: borrowing Descriptor,
        into buffer: inout [UInt8],
        at offset: Int,
        count: Int,
        flags: Int32
    ) -> Transfer {
        guard offset >= 0, count > 0 else { return .wouldBlock }
        // SAFETY: the kernel writes into the rest of the buffer, which has room for `count` octets.
        let received = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(
                socket.number,
                bytes.baseAddress.map { unsafe $0 + offset },
                count,
                flags
            )
        }
        if received > 0 { return .moved(received) }
        return received == 0 ? .ended : transferError()
    }

    /// Writes `buffer` from `offset` to its end, once; a broken connection raises no signal.
    package static func write(
        _ socket: borrowing Descriptor,
        _ buffer: borrowing [UInt8],
        from offset: Int
    ) -> Transfer {
        guard offset >= 0, offset < buffer.count else { return .moved(0) }
        // SAFETY: the kernel reads the rest of the buffer, whose size it is given.
        let count = unsafe buffer.withUnsafeBytes { bytes in
            unsafe send(
                socket.number,
                bytes.baseAddress.map { unsafe $0 + offset },
                bytes.count - offset,
                Int32(MSG_NOSIGNAL)
            )
        }
        return count >= 0 ? .moved(count) : transferError()
    }

    /// Tells the other side that nothing more will be sent.
    package static func endWriting(_ socket: borrowing Descriptor) {
        // A connection that is already gone needs no telling.
        _ = shutdown(socket.number, Int32(SHUT_WR))
    }

    private static func transferError() -> Transfer {
        errno == EAGAIN || errno == EINTR ? .wouldBlock : .failed
    }
}
