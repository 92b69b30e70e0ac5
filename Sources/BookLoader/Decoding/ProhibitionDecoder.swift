import CEL
import PolicyBook

/// Decodes `never`, of the house or of a policy.
struct ProhibitionDecoder {
    let log: FaultLog
    let vocabulary: Vocabulary
    let texts: TextDecoder
    let environment: BookEnvironment

    func prohibitions(_ node: YAMLNode?) -> [Prohibition] {
        let items = node?.items ?? []
        ReferenceChecker(log: log).requireDistinct(items, "`never`")
        return items.compactMap(prohibition)
    }

    private func prohibition(_ node: YAMLNode) -> Prohibition? {
        let expressions = ExpressionCompiler(
            log: log,
            environment: environment,
            currency: vocabulary.currency
        )
        let remedies = ReferenceChecker(log: log)
            .names(node["remedies"], among: vocabulary.remedies.map(\.id), "remedy")
        if let list = node["remedies"], list.items?.isEmpty ?? false {
            log.report(
                at: list.position,
                "an empty list forbids nothing",
                hint: "leave `remedies` out to forbid every remedy"
            )
        }
        let condition = expressions.condition(node["when"])
        let tell = texts.text(node["tell"])
        let note = texts.text(node["staff_note"])
        guard let id = node["id"]?.text else { return nil }
        return Prohibition(
            id: id,
            remedies: remedies,
            condition: condition,
            tell: tell,
            staffNote: note
        )
    }
}
