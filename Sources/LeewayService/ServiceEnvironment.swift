package import PolicyBook

/// What a pure service cannot make itself: the time, ids that nobody guesses, compressed octets.
package struct ServiceEnvironment: Sendable {
    /// The present moment.
    package let now: @Sendable () -> Instant
    /// 128 unguessable bits in lower-case hexadecimal digits.
    package let makeID: @Sendable () -> String
    /// See ``Compress``.
    package let compress: Compress

    /// The gzip form (RFC 1952) of a content; nil where it would not be shorter.
    package typealias Compress = @Sendable (_ content: [UInt8]) -> [UInt8]?

    package init(
        now: @escaping @Sendable () -> Instant,
        makeID: @escaping @Sendable () -> String,
        compress: @escaping Compress
    ) {
        self.now = now
        self.makeID = makeID
        self.compress = compress
    }
}
