package import PolicyBook

/// What a pure service cannot make itself: the time, and ids that nobody guesses.
package struct ServiceEnvironment: Sendable {
    /// The present moment.
    package let now: @Sendable () -> Instant
    /// 128 unguessable bits in lower-case hexadecimal digits.
    package let makeID: @Sendable () -> String

    package init(
        now: @escaping @Sendable () -> Instant,
        makeID: @escaping @Sendable () -> String
    ) {
        self.now = now
        self.makeID = makeID
    }
}
