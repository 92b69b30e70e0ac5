/// Where a handler puts its answer: straight into what the connection sends next.
///
/// A handler calls exactly one of `send` and `later`; calls after the first do nothing.
public struct Reply: ~Copyable {
    /// The answers of this connection that are not yet sent.
    package var output: [UInt8] = []
    /// What the request at hand asks of its answer.
    package var context = ReplyContext()
    /// What the handler has done so far.
    package var outcome = Outcome.unanswered
    /// The status of the last answer written.
    package var status = 0
    /// The content octets of the last answer, as they were sent.
    package var contentBytes = 0
    /// The `Date` line of every answer, made anew by the server when a second has passed.
    var dateLine = HTTPDate.line(secondsSinceEpoch: 0)
    /// Where late answers go; without it there are none.
    package var sink: (any ReplySink)?
    /// What `sink` knows the request at hand by.
    package var ticket: UInt64 = 0
    /// Whether another request may wait for its answer.
    package var mayWait = true
    /// Compresses content made for one request.
    package var encoder: (any ContentEncoder)?
    /// Content made for one request, before its length is known; its memory is kept.
    private var scratch: [UInt8] = []
    /// The compressed form of such content.
    var compressed: [UInt8] = []

    /// How far the answer to the request at hand has come.
    package enum Outcome {
        case unanswered
        case sent
        case waiting
        case tooManyWaiting
    }

    /// A reply without output.
    package init() {}

    /// Adds a field line to whatever is answered to this request.
    public mutating func addField(_ name: FieldName, _ value: String) {
        context.extraFields.append(Response.Field(name, value))
    }

    /// Adds a field line whose value is known beforehand, without making a string of it.
    public mutating func addField(_ name: FieldName, fixed value: StaticString) {
        context.extraFields.append(name.spelling)
        context.extraFields.append(": ")
        context.extraFields.append(value)
        context.extraFields.append("\r\n")
    }

    /// Adds a field line whose value stands in `bytes`, without making a string of it.
    public mutating func addField(
        _ name: FieldName,
        _ bytes: borrowing [UInt8],
        _ range: Range<Int>
    ) {
        context.extraFields.append(name.spelling)
        context.extraFields.append(": ")
        let start = context.extraFields.count
        context.extraFields.append(range, of: bytes)
        context.extraFields.disarmValue(from: start)
        context.extraFields.append("\r\n")
    }

    /// Answers with `response`.
    ///
    /// An answer with an `ETag` is judged by the request's conditions; content that is large enough
    /// is compressed where the client wishes it.
    public mutating func send(_ response: Response) {
        guard outcome == .unanswered else { return }
        outcome = .sent
        write(response)
    }

    /// Answers with what was prepared ahead of the request.
    ///
    /// Complexity: one copy of the octets; nothing is allocated and no reference is counted.
    public mutating func send(prepared: borrowing PreparedResponse) {
        guard outcome == .unanswered else { return }
        outcome = .sent
        write(
            prepared,
            context.acceptsGzip ? prepared.compressed ?? prepared.plain : prepared.plain
        )
    }

    /// Answers with content that `body` appends to the buffer it is given, which holds nothing yet.
    public mutating func send(
        status: Int,
        contentType: StaticString,
        fields: [Response.Field] = [],
        body: (inout [UInt8]) -> Void
    ) {
        guard outcome == .unanswered else { return }
        outcome = .sent
        // The buffer is lent out, so that the content can be read while the answer is written.
        var content: [UInt8] = []
        swap(&content, &scratch)
        content.removeAll(keepingCapacity: true)
        body(&content)
        writeMade(status, contentType, fields, content)
        swap(&content, &scratch)
    }

    /// Promises to answer later; nil where too many requests wait already.
    ///
    /// On nil the handler must return at once and begin nothing: the server answers with a 503.
    public mutating func later() -> PendingReply? {
        guard outcome == .unanswered else { return nil }
        guard mayWait, let sink else {
            outcome = .tooManyWaiting
            return nil
        }
        outcome = .waiting
        return PendingReply(sink: sink, ticket: ticket)
    }

    /// Lets the application word a refusal, or sends the bare status where it does not.
    package mutating func refuse(_ refusal: Refusal, _ handler: any RequestHandler) {
        if let seconds = refusal.retryAfterSeconds {
            addField(.retryAfter, String(seconds))
        }
        outcome = .unanswered
        let mayWait = mayWait
        self.mayWait = false
        handler.handle(refused: refusal, &self)
        self.mayWait = mayWait
        guard outcome != .sent else { return }
        outcome = .sent
        write(Response(status: refusal.status))
    }

    /// Sets the `Date` of the answers that follow.
    package mutating func setDate(secondsSinceEpoch: Int64) {
        dateLine = HTTPDate.line(secondsSinceEpoch: secondsSinceEpoch)
    }
}
