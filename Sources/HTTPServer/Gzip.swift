import CZlib
public import HTTPWire

/// Compresses content into gzip members (RFC 1952), one stream's memory used again for each.
///
/// Isolation: one for each loop, or one for each thread that prepares answers.
///
/// SAFETY: the stream is a pointer because zlib checks that it never moves; it is made, used and
/// ended by this object alone.
@safe
public final class Gzip: ContentEncoder {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let isReady: Bool

    /// A compressor; `level` 1 is the fastest, 9 the smallest.
    public init(level: Int32 = 6) {
        unsafe stream.initialize(to: z_stream())
        isReady = unsafe czlib_deflate_init_gzip(stream, level) == Z_OK
    }

    deinit {
        if isReady { _ = unsafe deflateEnd(stream) }
        unsafe stream.deallocate()
    }

    /// Replaces `output` by the compressed form of `content`; false where that is not shorter.
    public func gzip(_ content: borrowing [UInt8], into output: inout [UInt8]) -> Bool {
        guard isReady, !content.isEmpty, unsafe deflateReset(stream) == Z_OK else { return false }
        // Not one octet shorter is not worth it, so the content's own size is room enough.
        if output.count < content.count {
            output.append(contentsOf: repeatElement(0, count: content.count - output.count))
        }
        let room = content.count - 1
        let status = deflateAll(content, into: &output, room: room)
        guard status == Z_STREAM_END else { return false }
        output.removeSubrange(unsafe Int(stream.pointee.total_out)..<output.count)
        return true
    }

    private func deflateAll(
        _ content: borrowing [UInt8],
        into output: inout [UInt8],
        room: Int
    ) -> Int32 {
        // SAFETY: both buffers outlive the call, and zlib is given their sizes; it does not write
        // through `next_in`.
        unsafe content.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(clamping: source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(clamping: room)
                return unsafe deflate(stream, Z_FINISH)
            }
        }
    }

    /// The compressed form of `content`; nil where it would not be shorter.
    public static func compress(_ content: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = []
        return Gzip(level: 9).gzip(content, into: &output) ? output : nil
    }
}
