import HTTPWire

/// Sees to it that each answer of one loop is counted and logged once: at once, or when it is sent.
struct RequestObserver {
    let metrics: LoopMetrics
    private let environment: ServiceEnvironment
    private var log: AccessLog?
    private var trace: TraceParent?
    private var startedAt: Int64 = 0
    /// Told apart from those of other loops by where it begins.
    private var nextSpan: UInt64
    /// The memory of texts that are put together.
    private var scratch: [UInt8] = []

    init(_ metrics: LoopMetrics, _ log: AccessLog?, _ environment: ServiceEnvironment) {
        self.metrics = metrics
        self.log = log
        self.environment = environment
        nextSpan = UInt64(environment.makeID().prefix(16), radix: 16) ?? 0
    }

    /// Begins with a request, and continues its trace in the answer.
    mutating func begin(_ request: borrowing Request, _ reply: inout Reply) {
        startedAt = environment.ticks()
        trace = request.field(.traceparent)
            .flatMap {
                TraceParent(request.bytes.span.extracting($0))
            }
        guard let trace else { return }
        // An odd step visits every number before one comes again.
        nextSpan &+= 0x9E37_79B9_7F4A_7C15
        scratch.removeAll(keepingCapacity: true)
        trace.append(span: nextSpan, to: &scratch)
        reply.addField(.traceparent, scratch, 0..<scratch.count)
    }

    /// Ends with a request that was answered, or keeps in mind that its answer comes later.
    ///
    /// `made` is the id of a request that came without one.
    mutating func end(
        _ request: borrowing Request,
        _ id: RequestIDs.ID,
        made: borrowing [UInt8],
        route: Int?,
        caller: CallerID?,
        _ reply: inout Reply
    ) {
        let late = reply.outcome == .waiting
        // What could not be promised is refused by the server, which tells of that.
        guard late || reply.outcome == .sent else { return }
        let answer = answer(request.method, route, caller, reply)
        if late {
            let octets =
                switch id {
                case .echoed(let range): Array(request.bytes[range])
                case .made: copy made
                }
            reply.context.note = LateRequest(answer, id: octets, startedAt: startedAt)
            return
        }
        count(answer)
        guard log != nil else { return }
        switch id {
        case .echoed(let range):
            log?.add(answer, id: range, in: request.bytes, at: environment.now())
        case .made:
            log?.add(answer, id: 0..<made.count, in: made, at: environment.now())
        }
    }

    /// Ends with a request whose answer came later.
    mutating func end(_ late: LateRequest, status: Int, contentBytes: Int) {
        let answer = AnsweredRequest(
            late.answer,
            status: status,
            contentBytes: contentBytes,
            nanoseconds: environment.ticks() - late.startedAt
        )
        count(answer)
        log?.add(answer, id: 0..<late.id.count, in: late.id, at: environment.now())
    }

    /// Ends with what the server refused before it was a request.
    mutating func end(refused id: borrowing [UInt8], _ reply: borrowing Reply) {
        startedAt = environment.ticks()
        trace = nil
        let answer = answer(nil, nil, nil, reply)
        count(answer)
        log?.add(answer, id: 0..<id.count, in: id, at: environment.now())
    }

    /// Hands on the lines of this turn of the loop.
    mutating func flush() {
        log?.flush()
    }

    private func answer(
        _ method: HTTPWire.Method?,
        _ route: Int?,
        _ caller: CallerID?,
        _ reply: borrowing Reply
    ) -> AnsweredRequest {
        AnsweredRequest(
            method: method,
            route: route,
            caller: caller,
            trace: trace,
            status: reply.status,
            contentBytes: reply.contentBytes,
            nanoseconds: environment.ticks() - startedAt
        )
    }

    private func count(_ answer: AnsweredRequest) {
        metrics.count(
            route: answer.route,
            status: answer.status,
            nanoseconds: answer.nanoseconds
        )
    }
}

/// A request that is answered later, as its answer will tell of it.
final class LateRequest: Sendable {
    let answer: AnsweredRequest
    /// Checked octets of the request's id.
    let id: [UInt8]
    let startedAt: Int64

    init(_ answer: AnsweredRequest, id: [UInt8], startedAt: Int64) {
        self.answer = answer
        self.id = id
        self.startedAt = startedAt
    }
}
