package import PolicyBook

/// What a pure service cannot make itself: the time, ids that nobody guesses, compressed octets.
package struct ServiceEnvironment: Sendable {
    /// The present moment.
    package let now: @Sendable () -> Instant
    /// Nanoseconds on a clock that nobody sets.
    package let ticks: @Sendable () -> Int64
    /// 128 unguessable bits in lower-case hexadecimal digits.
    package let makeID: @Sendable () -> String
    /// See ``Compress``.
    package let compress: Compress
    /// How callers reach the service, such as `https://leeway.example`, without a slash at its end;
    /// nil: as each request says.
    package var publicURL: String?

    /// The gzip form (RFC 1952) of a content; nil where it would not be shorter.
    package typealias Compress = @Sendable (_ content: [UInt8]) -> [UInt8]?

    /// Without `ticks` the wall clock gives them, as for tests.
    package init(
        now: @escaping @Sendable () -> Instant,
        ticks: (@Sendable () -> Int64)? = nil,
        makeID: @escaping @Sendable () -> String,
        compress: @escaping Compress,
        publicURL: String? = nil
    ) {
        self.now = now
        self.ticks = ticks ?? { now().seconds * 1_000_000_000 + Int64(now().nanoseconds) }
        self.makeID = makeID
        self.compress = compress
        self.publicURL = publicURL
    }
}
