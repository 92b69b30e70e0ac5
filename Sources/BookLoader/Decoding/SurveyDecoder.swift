import PolicyBook

/// Decodes a file of `surveys`.
struct SurveyDecoder {
    let log: FaultLog
    let languages: [BookLanguage]

    /// Returns: nil where the survey is at fault, which is reported.
    func survey(_ node: YAMLNode) -> Survey? {
        let texts = TextDecoder(log: log, languages: languages, placeholders: .none)
        let nodes = node["questions"]?.items ?? []
        ReferenceChecker(log: log).requireDistinct(nodes, "question")
        if let list = node["questions"], list.items?.isEmpty ?? false {
            log.report(at: list.position, "a survey needs at least one question")
        }
        let questions = nodes.compactMap { question($0, texts) }
        let intro = texts.text(node["intro"])
        guard let id = node["id"]?.text, let title = texts.text(node["title"]) else { return nil }
        return Survey(id: id, title: title, intro: intro, questions: questions)
    }

    private func question(_ node: YAMLNode, _ texts: TextDecoder) -> Survey.Question? {
        let options = (node["options"]?.entries ?? [])
            .compactMap { entry in
                texts.text(entry.value).map { Survey.Question.Option(id: entry.key, text: $0) }
            }
        let text = texts.text(node["question"])
        guard let id = node["id"]?.text, let kind = node["kind"]?.word(Survey.Question.Kind.self),
            let text
        else { return nil }
        if kind == .choice, options.count < 2 {
            log.report(at: node.position, "a choice needs at least two `options`")
        } else if kind != .choice, let entry = node.entry("options") {
            log.report(at: entry.keyPosition, "only a choice has `options`")
        }
        return Survey.Question(id: id, kind: kind, question: text, options: options)
    }
}
