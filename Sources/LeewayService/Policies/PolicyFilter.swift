import CEL
import PolicyBook

/// Which policies a list shows: each part given narrows it.
struct PolicyFilter {
    private let topic: String?
    private let pillar: PolicyVersion.Pillar?
    private let audience: PolicyVersion.Audience?

    /// Throws: `unknownName` for a topic that the book lacks, `malformedRequest` for a pillar or an
    /// audience that does not exist.
    init(_ query: QueryParameters, topics: [String]) throws(Problem) {
        topic = try query["topic"]
        pillar = try Self.choice("pillar", query)
        audience = try Self.choice("audience", query)
        guard let topic, !topics.contains(topic) else { return }
        throw .unknown(
            "topic",
            topic,
            known: NearestName.suggest(topic, among: topics),
            at: "?topic"
        )
    }

    func accepts(_ version: PolicyVersion) -> Bool {
        (topic == nil || version.topic == topic)
            && (pillar == nil || version.pillar == pillar)
            && (audience.map(version.appliesTo.contains) ?? true)
    }

    private static func choice<Choice>(
        _ name: String,
        _ query: QueryParameters
    ) throws(Problem) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = try query[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .malformedRequest,
                "`\(name)` is one of \(known), not `\(text.shortened)`"
            )
        }
        return choice
    }
}
