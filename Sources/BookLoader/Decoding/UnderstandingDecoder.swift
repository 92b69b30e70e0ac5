import CEL
import PolicyBook

/// Decodes the questions of understanding.
struct UnderstandingDecoder {
    let log: FaultLog
    let vocabulary: Vocabulary
    let texts: TextDecoder

    func questions(_ node: YAMLNode?) -> [UnderstandingQuestion] {
        let items = node?.items ?? []
        ReferenceChecker(log: log).requireDistinct(items, "question")
        return items.compactMap(question)
    }

    private func question(_ node: YAMLNode) -> UnderstandingQuestion? {
        let entries = node["options"]?.entries ?? []
        let options = entries.compactMap { entry in
            texts.text(entry.value).map { UnderstandingQuestion.Option(id: entry.key, text: $0) }
        }
        if let list = node["options"], list.entries != nil, entries.count < 2 {
            log.report(at: list.position, "a question needs at least two options")
        }
        let ids = entries.map(\.key)
        let answer = ReferenceChecker(log: log).name(node["answer"], among: ids, "option")
        let check = check(node["check"], options: entries)
        if node.entries != nil {
            switch (node.entry("answer"), node.entry("check")) {
            case (nil, nil):
                log.report(at: node.position, "a question needs an `answer` or a `check`")
            case (_?, let check?):
                log.report(
                    at: check.keyPosition,
                    "a question has an `answer` or a `check`, not both"
                )
            default: break
            }
        }
        let because = texts.text(node["because"])
        guard let text = texts.text(node["question"]), let id = node["id"]?.text else { return nil }
        return UnderstandingQuestion(
            id: id,
            question: text,
            options: options,
            answer: answer,
            check: check,
            because: because
        )
    }

    private static let outcomes = ["allow", "ask", "escalate", "deny"]
    private static let members = [
        "remedy", "amount", "quantity", "role", "asked_for", "verified", "tried", "policy",
    ]

    /// The check, whose outcome must be one of the options.
    private func check(_ node: YAMLNode?, options: [YAMLNode.Entry]) -> FactInput? {
        guard let node, let entries = node.entries else { return nil }
        let references = ReferenceChecker(log: log)
        _ = references.name(
            node["remedy"],
            among: vocabulary.remedies.map(\.id),
            "remedy"
        )
        _ = references.name(node["role"], among: vocabulary.roles.roles.map(\.id), "role")
        if node["remedy"] == nil {
            log.report(at: node.position, "a `check` needs a `remedy`")
        }
        for entry in entries where !Self.members.contains(entry.key) {
            checkGroup(entry)
        }
        for option in options where !Self.outcomes.contains(option.key) {
            log.report(
                at: option.keyPosition,
                "`\(option.key)` is no outcome of a check",
                hint: "the options of a question with a `check` are among "
                    + Self.outcomes.joined(separator: ", ")
            )
        }
        return EntityDecoder.input(node)
    }

    private func checkGroup(_ entry: YAMLNode.Entry) {
        guard let group = FactGroup(rawValue: entry.key) else {
            let known = Self.members + FactGroup.allCases.map(\.rawValue)
            log.report(
                at: entry.keyPosition,
                "unknown key `\(entry.key)` in a check",
                hint: NearestName.suggest(entry.key, among: known).map { "did you mean `\($0)`?" }
                    ?? "known here: \(known.joined(separator: ", "))"
            )
            return
        }
        _ = EntityDecoder(log: log, vocabulary: vocabulary).members(entry.value, of: group)
    }
}
