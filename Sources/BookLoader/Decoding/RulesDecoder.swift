import CEL
import PolicyBook

/// Decodes what a policy version says about how far staff may go.
struct RulesDecoder {
    let log: FaultLog
    let vocabulary: Vocabulary
    let texts: TextDecoder
    let environment: BookEnvironment

    private var references: ReferenceChecker { ReferenceChecker(log: log) }
    private var remedyNames: [String] { vocabulary.remedies.map(\.id) }
    private var roleNames: [String] { vocabulary.roles.roles.map(\.id) }

    var expressions: ExpressionCompiler {
        ExpressionCompiler(log: log, environment: environment, currency: vocabulary.currency)
    }

    /// The rules of a policy; what is at fault is reported, and left out or stood in for.
    func rules(_ node: YAMLNode, scope: [String: Set<String>]) -> DiscretionRules {
        var rules = DiscretionRules()
        rules.scope = condition(of: scope)
        rules.require = requirements(node["require"])
        rules.rows = rows(node["discretion"])
        rules.never =
            ProhibitionDecoder(
                log: log,
                vocabulary: vocabulary,
                texts: texts,
                environment: environment
            )
            .prohibitions(node["never"])
        rules.escalation = escalation(node["escalation"], rules.rows)
        return rules
    }

    func alternatives(_ node: YAMLNode?) -> [Alternative] {
        (node?.items ?? [])
            .map { node in
                if node.entries != nil, node["remedy"] == nil, node["text"] == nil {
                    log.report(
                        at: node.position,
                        "an alternative needs a `remedy`, a `text`, or both"
                    )
                }
                return Alternative(
                    remedy: references.name(node["remedy"], among: remedyNames, "remedy"),
                    condition: expressions.condition(node["when"]),
                    text: texts.text(node["text"])
                )
            }
    }

    func opportunities(_ node: YAMLNode?) -> [Opportunity] {
        (node?.items ?? [])
            .compactMap { node in
                let condition = expressions.condition(node["when"])
                return texts.text(node["text"])
                    .map { Opportunity(condition: condition, text: $0) }
            }
    }

    /// `only_in` as a condition, so that what is not known about the context stays unknown.
    private func condition(of scope: [String: Set<String>]) -> Condition? {
        guard !scope.isEmpty else { return nil }
        let parts = scope.sorted { $0.key < $1.key }
            .map { name, words in
                let list = words.sorted().map(Self.literal).joined(separator: ", ")
                return "context.\(name) in [\(list)]"
            }
        do {
            return try environment.condition(parts.joined(separator: " && "))
        } catch {
            // Names and types were checked; what is at fault there has been reported.
            return nil
        }
    }

    private static func literal(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            .replacing("\n", with: "\\n")
        return "'\(escaped)'"
    }

    private func requirements(_ node: YAMLNode?) -> [Requirement] {
        let items = node?.items ?? []
        references.requireDistinct(items, "requirement")
        return items.compactMap { node in
            let otherwise = texts.text(node["otherwise"])
            guard let condition = expressions.condition(node["when"]), let id = node["id"]?.text
            else { return nil }
            return Requirement(id: id, condition: condition, otherwise: otherwise)
        }
    }

    private func rows(_ node: YAMLNode?) -> [DiscretionRow] {
        let items = node?.items ?? []
        references.requireDistinct(items, "row")
        let names = items.compactMap { $0["id"]?.text }
        return items.compactMap { row($0, names: names) }
    }

    private func row(_ node: YAMLNode, names: [String]) -> DiscretionRow? {
        let remedies = references.names(node["remedies"], among: remedyNames, "remedy")
            .compactMap(vocabulary.remedy)
        if let list = node["remedies"], list.items?.isEmpty ?? false {
            log.report(at: list.position, "a row needs at least one remedy")
        }
        let limits = LimitDecoder(log: log, expressions: expressions)
        let condition = expressions.condition(node["when"], asked: limits.askedType(of: remedies))
        let limit = limits.limit(of: node, remedies)
        var row = DiscretionRow(
            id: node["id"]?.text ?? "",
            remedies: remedies.map(\.id),
            roles: roles(node["role"]),
            condition: condition,
            // One without a limit is no row of a book in force: its fault has been reported.
            limit: limit ?? .unlimited
        )
        row.offer = node["offer"]?.word(DiscretionRow.Offer.self) ?? .freely
        row.after = references.names(node["after"], among: names, "row")
        if let own = node["after"]?.items?.first(where: { $0.text == row.id }) {
            log.report(at: own.position, "a row cannot come after itself")
        }
        row.confirm = references.names(
            node["confirm"],
            among: vocabulary.obligations,
            "obligation"
        )
        row.also = (node["also"]?.items ?? []).compactMap { companion($0, limits) }
        row.because = texts.text(node["because"])
        row.otherwise = texts.text(node["otherwise"])
        return node["id"]?.text == nil ? nil : row
    }

    private func roles(_ node: YAMLNode?) -> [String] {
        guard let node else { return [] }
        guard let items = node.items else {
            return references.name(node, among: roleNames, "role").map { [$0] } ?? []
        }
        if items.isEmpty { log.report(at: node.position, "a row needs at least one role") }
        return references.names(node, among: roleNames, "role")
    }

    private func companion(_ node: YAMLNode, _ limits: LimitDecoder) -> DiscretionRow.Companion? {
        guard let name = references.name(node["remedy"], among: remedyNames, "remedy"),
            let remedy = vocabulary.remedy(name)
        else { return nil }
        return DiscretionRow.Companion(
            remedy: name,
            upTo: limits.companionLimit(node, remedy)
        )
    }

    private func escalation(_ node: YAMLNode?, _ rows: [DiscretionRow]) -> Escalation {
        var escalation = Escalation()
        escalation.to = references.name(node?["to"], among: roleNames, "role")
        escalation.allowsExceptions = node?["exceptions"]?.bool ?? false
        escalation.secondPersonWhen = expressions.condition(node?["second_person_when"])
        escalation.text = texts.text(node?["text"])
        guard let to = escalation.to, let place = node?["to"], !rows.isEmpty else {
            return escalation
        }
        let hasAuthority = rows.contains { row in
            row.roles.contains { vocabulary.roles.holds(to, authorityOf: $0) }
        }
        if !hasAuthority {
            log.report(
                at: place.position,
                "`\(to)` holds no row of this policy, so it cannot decide",
                hint: "name a role that holds one, or give `\(to)` a row"
            )
        }
        return escalation
    }
}
