import JSON
package import PolicyBook

/// The content of the answer to a check.
package enum CheckAnswer {
    /// The JSON that the service sends: of a check for several items, `isList`, all of them.
    package static func json(_ decisions: [Decision], isList: Bool, id: String) -> String {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes) { json in
            if isList {
                json.decisions(decisions, id: id)
            } else if let decision = decisions.first {
                json.decision(decision, id: id)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
