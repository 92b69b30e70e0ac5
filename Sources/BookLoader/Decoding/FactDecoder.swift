import CEL
import PolicyBook

/// Decodes the declarations under `facts`.
struct FactDecoder {
    let log: FaultLog
    let texts: TextDecoder

    func schema(_ node: YAMLNode?) -> FactSchema {
        var facts: [DeclaredFact] = []
        for group in FactGroup.allCases {
            for entry in node?[group.rawValue]?.entries ?? [] {
                if let fact = fact(entry, in: group) { facts.append(fact) }
            }
        }
        return FactSchema(facts)
    }

    private func fact(_ entry: YAMLNode.Entry, in group: FactGroup) -> DeclaredFact? {
        guard ShapeChecker.isName(entry.key) else {
            log.report(
                at: entry.keyPosition,
                "`\(entry.key)` cannot be named in expressions",
                hint: "use letters, digits and `_`"
            )
            return nil
        }
        let isBuiltIn = FactSchema.builtIn.contains { $0.group == group && $0.name == entry.key }
        guard !isBuiltIn else {
            log.report(
                at: entry.keyPosition,
                "`\(group.rawValue).\(entry.key)` is built in and need not be declared"
            )
            return nil
        }
        let details = entry.value.entries == nil ? nil : entry.value
        guard let typeNode = details.map({ $0["type"] }) ?? entry.value,
            let type = type(typeNode)
        else { return nil }
        var fact = DeclaredFact(group, entry.key, type)
        fact.isClaim = details?["told_by"]?.text == "customer"
        fact.needsVerification = details?["verify"]?.bool ?? false
        fact.isHintable = details?["hint"]?.bool ?? true
        fact.question = texts.text(details?["ask"])
        return fact
    }

    /// `money`, `[red, green]` for an enumeration, `[money]` or `[[red, green]]` for lists of
    /// those; an enumeration of one word that is a type's name would be of no use.
    private func type(_ node: YAMLNode) -> FactType? {
        if let items = node.items {
            if items.count == 1, let only = items.first,
                only.items != nil || only.text.flatMap(FactType.init(name:)) != nil
            {
                return type(only).map { .list($0) }
            }
            return enumeration(items, at: node.position)
        }
        guard let text = node.text else {
            if !node.isNull { log.report(at: node.position, "a fact needs a type: \(Self.known)") }
            return nil
        }
        if let type = FactType(name: text) { return type }
        if let element = Self.element(of: text) { return .list(element) }
        log.report(
            at: node.position,
            "unknown type `\(text)`",
            hint: NearestName.suggest(text, among: FactType.names).map { "did you mean `\($0)`?" }
                ?? "known: \(Self.known)"
        )
        return nil
    }

    private static let known =
        FactType.names.joined(separator: ", ") + ", or the words of an enumeration as a list"

    /// The type within `list(money)`.
    private static func element(of text: String) -> FactType? {
        guard text.hasPrefix("list("), text.hasSuffix(")") else { return nil }
        return FactType(name: String(text.dropFirst(5).dropLast()))
    }

    private func enumeration(_ items: [YAMLNode], at position: SourcePosition) -> FactType? {
        var words: [String] = []
        for item in items {
            guard let scalar = item.scalar, case .string(let word) = CoreValue(scalar) else {
                log.report(
                    at: item.position,
                    "a word of an enumeration must be text",
                    hint: "put it in quotes"
                )
                continue
            }
            if words.contains(word) {
                log.report(at: item.position, "the word `\(word)` stands twice")
            } else {
                words.append(word)
            }
        }
        guard !words.isEmpty else {
            if items.isEmpty { log.report(at: position, "an enumeration needs at least one word") }
            return nil
        }
        return .enumeration(words)
    }
}
