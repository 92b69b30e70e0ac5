import CEL
import PolicyBook

/// Decodes `entities`, and any other data that facts are read from.
struct EntityDecoder {
    let log: FaultLog
    let vocabulary: Vocabulary

    func entities(_ node: YAMLNode?) -> Entities {
        let staff = (node?["staff"]?.items ?? []).compactMap(staff)
        let cases = (node?["cases"]?.items ?? []).compactMap(record)
        return Entities(staff: staff, cases: cases)
    }

    private func staff(_ node: YAMLNode) -> Entities.Entity? {
        guard let type = node["type"]?.text, let id = node["id"]?.text else { return nil }
        let roles = vocabulary.roles.roles.map(\.id)
        var properties = members(node["properties"], of: .staff)
        if let team = node["team"]?.text {
            properties.append(FactInput.Member("team", .string(team)))
        }
        return Entities.Entity(
            type: type,
            id: id,
            role: ReferenceChecker(log: log).name(node["role"], among: roles, "role"),
            properties: properties
        )
    }

    private func record(_ node: YAMLNode) -> Entities.Entity? {
        guard let type = node["type"]?.text, let id = node["id"]?.text else {
            if node.entries != nil {
                log.report(at: node.position, "a case needs a `type` and an `id`")
            }
            return nil
        }
        let facts = (node.entries ?? []).filter { !["type", "id"].contains($0.key) }
        if let properties = node["properties"], facts.count == 1 {
            return Entities.Entity(type: type, id: id, properties: members(properties, of: .case))
        }
        let own = YAMLNode(position: node.position, content: .mapping(facts))
        return Entities.Entity(type: type, id: id, properties: members(own, of: .case))
    }

    /// The members of a group of facts, each checked against its declaration.
    func members(_ node: YAMLNode?, of group: FactGroup) -> [FactInput.Member] {
        (node?.entries ?? [])
            .map { entry in
                let input = Self.input(entry.value)
                check(entry, input, group)
                return FactInput.Member(entry.key, input)
            }
    }

    private func check(_ entry: YAMLNode.Entry, _ input: FactInput, _ group: FactGroup) {
        guard let slot = vocabulary.facts.slot(of: "\(group.rawValue).\(entry.key)"),
            let fact = vocabulary.facts.fact(inSlot: slot)
        else {
            let names = vocabulary.facts.names(in: group)
            log.report(
                at: entry.keyPosition,
                "unknown fact `\(group.rawValue).\(entry.key)`",
                hint: NearestName.suggest(entry.key, among: names).map { "did you mean `\($0)`?" }
            )
            return
        }
        do {
            _ = try fact.type.value(from: input)
        } catch {
            log.report(at: entry.value.position, "`\(fact.qualifiedName)` \(error.message)")
        }
    }

    /// The value as a request would hold it.
    static func input(_ node: YAMLNode) -> FactInput {
        switch node.content {
        case .sequence(let items): return .list(items.map(input))
        case .mapping(let entries):
            return .object(entries.map { FactInput.Member($0.key, input($0.value)) })
        case .scalar(let scalar):
            switch CoreValue(scalar) {
            case .null: return .null
            case .bool(let value): return .bool(value)
            case .integer, .number: return .number(scalar.text)
            case .string, .notFinite: return .string(scalar.text)
            }
        }
    }
}
