/// One connection's HTTP/1.1, without its socket: octets in, answers out, in order.
///
/// The owner fills the reader, calls `run`, and sends what `reply.output` then holds. One request
/// is answered at a time: while an answer is awaited, nothing further is handled.
package struct WireConnection: ~Copyable {
    /// Where the connection stands after it ran.
    package enum Step: Sendable {
        /// More octets are needed.
        case needMore
        /// Requests may be left, but others shall have their turn, or the client must first take
        /// its answers: call `run` again.
        case pause
        /// An answer is awaited; `complete` brings it.
        case waiting
        /// The last answer is written: send it and close.
        case close
        /// The same after a refusal: what the client still sends must be drained, or it may never
        /// see the answer (RFC 9112 section 9.6).
        case closeAfterRefusal
    }

    /// Whether the next answer is the last, because the server is about to stop.
    package var isDraining = false
    /// How many requests were answered or are being answered.
    package private(set) var requestCount = 0
    /// Whether an answer is awaited.
    ///
    /// Stored, because the getter of another module's struct is called with a copy of the whole.
    package private(set) var isWaiting = false
    private let limits: WireLimits
    private var proxies: TrustedProxies
    /// What the request that waits asks of its answer.
    private var waitingContext: ReplyContext? {
        didSet { isWaiting = waitingContext != nil }
    }
    private var isOver = false

    /// A connection on which nothing has happened yet.
    package init(limits: WireLimits, proxies: TrustedProxies = TrustedProxies()) {
        self.limits = limits
        self.proxies = proxies
    }

    /// Takes no proxy's word from here on, because nobody vouches for what the octets say.
    package mutating func distrustProxies() {
        proxies = TrustedProxies()
    }

    /// Handles the requests that `reader` holds, in order.
    package mutating func run(
        _ reader: inout MessageReader,
        _ reply: inout Reply,
        _ handler: any RequestHandler
    ) -> Step {
        guard !isOver else { return .close }
        guard !isWaiting else { return .waiting }
        var turns = 0
        while turns < limits.maxPipelinedRequests, reply.output.count < limits.maxOutputBytes {
            switch reader.next() {
            case .needMore:
                return .needMore
            case .expectsContinue:
                reply.output.append("HTTP/1.1 100 Continue\r\n\r\n")
                return .needMore
            case .invalid(let refusal):
                refuse(refusal, &reply, handler)
                return .closeAfterRefusal
            case .request:
                answer(&reader, &reply, handler)
                reader.finish()
                if isWaiting { return .waiting }
                if isOver { return .close }
            }
            turns += 1
        }
        return reader.isEmpty ? .needMore : .pause
    }

    /// Writes the answer that was awaited; nil for one that never comes.
    ///
    /// Afterwards `run` goes on with the requests behind it.
    package mutating func complete(
        _ response: Response?,
        _ reply: inout Reply,
        _ handler: any RequestHandler
    ) {
        guard let context = waitingContext.take() else { return }
        reply.context = context
        if isDraining { reply.context.keepsAlive = false }
        isOver = !reply.context.keepsAlive
        reply.write(response ?? Response(status: 500))
        finish(&reply, handler)
    }

    /// Refuses whatever the client was about to ask; the connection ends with this answer.
    package mutating func refuse(
        _ refusal: Refusal,
        _ reply: inout Reply,
        _ handler: any RequestHandler
    ) {
        let note = waitingContext?.note
        waitingContext = nil
        isOver = true
        reply.context.beginRefusal()
        reply.context.note = note
        reply.refuse(refusal, handler)
        finish(&reply, handler)
    }

    private func finish(_ reply: inout Reply, _ handler: any RequestHandler) {
        guard let note = reply.context.note.take() else { return }
        handler.finish(note, status: reply.status, contentBytes: reply.contentBytes)
    }

    private mutating func answer(
        _ reader: inout MessageReader,
        _ reply: inout Reply,
        _ handler: any RequestHandler
    ) {
        requestCount += 1
        // A proxy's next request on the same connection may be another client's.
        let (peer, isSecure) = (reader.request.peer, reader.request.isSecure)
        defer {
            reader.request.peer = peer
            reader.request.isSecure = isSecure
        }
        if !proxies.networks.isEmpty { proxies.apply(to: &reader.request) }
        let isLast = isDraining || requestCount >= limits.maxRequestsPerConnection
        let keepsAlive = reader.keepsAlive && !isLast
        reply.context.begin(reader.request, keepsAlive: keepsAlive)
        reply.outcome = .unanswered
        handler.handle(reader.request, &reply)
        switch reply.outcome {
        case .sent:
            isOver = !keepsAlive
        case .waiting:
            waitingContext = reply.context
            reply.context = ReplyContext()
        case .tooManyWaiting:
            isOver = !keepsAlive
            reply.refuse(Self.tooManyWaiting, handler)
        case .unanswered:
            isOver = !keepsAlive
            reply.refuse(Self.notAnswered, handler)
        }
    }

    private static let tooManyWaiting = Refusal(
        503,
        "too many requests wait for their answer",
        "RFC 9110 section 15.6.4",
        retryAfterSeconds: 1
    )
    private static let notAnswered = Refusal(
        500,
        "the request was not answered",
        "RFC 9110 section 15.6.1"
    )
}
