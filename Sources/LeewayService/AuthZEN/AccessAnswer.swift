import JSON
import PolicyBook

/// The answer to one access request.
enum AccessAnswer {
    case decided(Decision)
    /// No decision of the book, which is a no: the request is at fault.
    case refused(Problem)

    /// Whether access is given: exactly where the outcome is `allow`.
    var isPermitted: Bool {
        if case .decided(let decision) = self { decision.outcome == .allow } else { false }
    }
}

extension JSONWriter {
    /// Writes `decision`, and in `context` the rest of a check's answer, or what is at fault.
    mutating func access(_ answer: AccessAnswer, id: String) {
        beginObject()
        member("decision", answer.isPermitted)
        name("context")
        switch answer {
        case .decided(let decision):
            self.decision(decision, id: id)
        case .refused(let problem):
            beginObject()
            name("error")
            beginObject()
            member("status", problem.kind.status)
            member("message", problem.detail)
            endObject()
            endObject()
        }
        endObject()
    }
}
