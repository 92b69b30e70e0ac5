import CEL
import PolicyBook

/// Decodes one of `budgets`.
struct BudgetDecoder {
    let log: FaultLog
    let vocabulary: Vocabulary

    func budget(_ node: YAMLNode) -> Budget? {
        if node.entries != nil, node["limit"] == nil, node["count"] == nil {
            log.report(at: node.position, "a budget needs a `limit`, a `count`, or both")
        }
        guard let id = node["id"]?.text, let per = holder(node["per"]),
            let beyond = node["beyond"]?.word(Budget.Beyond.self)
        else { return nil }
        let references = ReferenceChecker(log: log)
        let remedies = references.names(
            node["remedies"],
            among: vocabulary.remedies.map(\.id),
            "remedy"
        )
        return Budget(
            id: id,
            per: per,
            window: window(node["window"]),
            limit: limit(node["limit"]),
            count: node["count"]?.integer,
            remedies: remedies,
            beyond: beyond
        )
    }

    private func holder(_ node: YAMLNode?) -> Budget.Holder? {
        guard let node, let text = node.text else { return nil }
        let holder = Budget.Holder(text)
        guard case .fact(let name) = holder, vocabulary.facts.slot(of: name) == nil else {
            return holder
        }
        let known =
            ["staff", "team", "customer", "case", "policy", "book"]
            + vocabulary.facts.facts.map(\.qualifiedName)
        log.report(
            at: node.position,
            "`\(text)` is no fact, and none of staff, team, customer, case, policy, book",
            hint: NearestName.suggest(text, among: known).map { "did you mean `\($0)`?" }
        )
        return nil
    }

    private func window(_ node: YAMLNode?) -> Budget.Window {
        guard let node, let text = node.text else { return .always }
        if let window = Budget.Window(text) { return window }
        log.report(
            at: node.position,
            "`\(text)` is no window",
            hint: "write day, week, month, year or a number of days such as 90d"
        )
        return .always
    }

    private func limit(_ node: YAMLNode?) -> Budget.MoneyLimit? {
        guard let node else { return nil }
        guard let entries = node.entries else { return node.money.map { .everyRole($0) } }
        let names = vocabulary.roles.roles.map(\.id)
        var limits: [String: Money] = [:]
        for entry in entries {
            let key = YAMLNode(
                position: entry.keyPosition,
                content: .scalar(.init(text: entry.key, style: .singleQuoted))
            )
            guard let role = ReferenceChecker(log: log).name(key, among: names, "role") else {
                continue
            }
            limits[role] = entry.value.money
        }
        return .byRole(limits)
    }
}
