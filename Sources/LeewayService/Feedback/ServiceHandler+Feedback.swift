import HTTPWire
import JSON
import Ledger
import PolicyBook

extension ServiceHandler {
    /// `POST /v1/feedback`: records what somebody thinks of a policy.
    ///
    /// The loop goes on while the store writes; 201 is sent once the record is on disk.
    func recordFeedback(
        _ request: borrowing Request,
        _ instance: String,
        _ reply: inout Reply
    ) throws(Problem) {
        guard request.content.count <= FeedbackPayload.maxContentBytes else {
            throw Problem(
                .contentTooLarge,
                "feedback has at most \(FeedbackPayload.maxContentBytes) octets"
            )
        }
        let key = try idempotencyKey(request)
        let root = try readContent(request)
        let now = service.environment.now()
        let payload = try FeedbackPayload(
            tape,
            root,
            id: service.environment.makeID(),
            now: now,
            known: KnownPolicies(
                book: served.book,
                includesStaff: caller.permits(.staff),
                today: served.book.day(of: now)
            )
        )
        guard let pending = reply.later() else { return }
        let answer = Self.answer(to: payload.feedback)
        let (kind, counts) = (payload.feedback.kind, service.metrics.feedback)
        service.ledger.record(payload.feedback, answer: answer, once: key) { outcome in
            // One recorded before is answered as it was then, with the id of then.
            if case .success(let stored) = outcome, stored.location == answer.location {
                counts.add(kind)
            }
            pending.complete(Self.response(to: outcome, instance: instance))
        }
    }

    /// Throws: `malformedRequest` for a key that is not 1 to 255 visible ASCII characters.
    private func idempotencyKey(_ request: borrowing Request) throws(Problem) -> IdempotencyKey? {
        guard let range = request.field(.idempotencyKey) else { return nil }
        let isVisible = range.allSatisfy { 0x21...0x7E ~= request.bytes[$0] }
        guard 1...255 ~= range.count, isVisible else {
            throw Problem(
                .malformedRequest,
                "`Idempotency-Key` is 1 to 255 visible ASCII characters"
            )
        }
        return IdempotencyKey(
            caller: caller.id?.description ?? "public",
            key: request.string(range),
            content: Array(request.bytes[request.content])
        )
    }

    private static func answer(to feedback: Feedback) -> StoredAnswer {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", feedback.id)
        json.member("received_at", feedback.receivedAt.description)
        json.endObject()
        return StoredAnswer(
            status: 201,
            location: "/v1/feedback/\(feedback.id)",
            body: json.bytes
        )
    }

    private static func response(
        to outcome: Result<StoredAnswer, LedgerError>,
        instance: String
    ) -> Response {
        switch outcome {
        case .success(let answer):
            Response(
                status: answer.status,
                fields: [
                    .init(.contentType, "application/json"),
                    .init(.location, answer.location),
                    .init(.cacheControl, "no-store"),
                ],
                content: answer.body
            )
        case .failure(let error):
            Problem(error).response(instance: instance)
        }
    }
}

extension Problem {
    /// The answer to something that was not recorded.
    init(_ error: LedgerError) {
        switch error {
        case .unavailable:
            self.init(.unavailable, "the store cannot be written now; nothing was recorded")
            fields = [.init(.retryAfter, "5")]
        case .rejected:
            self.init(.serverFault, "the store refused this record; nothing of it was recorded")
        case .busy:
            self.init(.unavailable, "too many records wait to be written; nothing was recorded")
            fields = [.init(.retryAfter, "1")]
        case .keyReused:
            self.init(.keyReused, "this `Idempotency-Key` was used with another content")
        case .keyInUse:
            self.init(.keyInUse, "a request with this `Idempotency-Key` is still being recorded")
            fields = [.init(.retryAfter, "1")]
        }
    }
}
