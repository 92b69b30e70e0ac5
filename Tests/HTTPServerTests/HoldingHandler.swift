import HTTPWire

/// Promises every answer and keeps the promises.
final class HoldingHandler: RequestHandler {
    var held: [PendingReply] = []

    func handle(_ request: borrowing Request, _ reply: inout Reply) {
        if let promise = reply.later() { held.append(promise) }
    }

    func handle(refused refusal: Refusal, _ reply: inout Reply) {
        reply.send(Response(status: refusal.status))
    }
}
