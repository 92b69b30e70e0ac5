import Synchronization

/// Where late answers go: the loop that owns the connection.
public protocol ReplySink: AnyObject, Sendable {
    /// Takes the answer to the request known by `ticket`, from any thread.
    ///
    /// nil means that nobody will ever answer, which is a fault of the application: a 500.
    func deliver(_ response: Response?, ticket: UInt64)
}

/// The promise to answer a request later, once, from any thread.
///
/// Dropping it unanswered answers with a 500, so that no client waits for ever. Answers keep the
/// order of their requests: the connection reads no further request meanwhile.
public final class PendingReply: Sendable {
    private let sink: any ReplySink
    private let ticket: UInt64
    private let isAnswered = Atomic<Bool>(false)

    /// A promise for the request that `sink` knows by `ticket`.
    public init(sink: any ReplySink, ticket: UInt64) {
        self.sink = sink
        self.ticket = ticket
    }

    /// Answers the request; any call after the first does nothing.
    public func complete(_ response: Response) {
        guard !isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        sink.deliver(response, ticket: ticket)
    }

    deinit {
        guard !isAnswered.load(ordering: .acquiring) else { return }
        sink.deliver(nil, ticket: ticket)
    }
}
